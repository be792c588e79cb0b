package dev.sheaf.format;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the text of an `.npy` head: the part of Python's grammar that NumPy writes there, and nothing else.
///
/// ```text
/// header = "{" entry ("," entry)* [","] "}" spaces "\n"
/// entry  = "'descr'" ":" text | "'fortran_order'" ":" ("True" | "False") | "'shape'" ":" tuple
/// tuple  = "(" [number ("," number)* [","]] ")"        one axis needs the comma
/// ```
final class NpyHeaderParser {
  /// NumPy's own limit.
  private static final int MAX_AXES = 64;

  private final String file;
  private final byte[] text;
  private final long textOffset;
  private final boolean pythonTwo;
  private int at;

  private @Nullable DType dtype;
  private @Nullable Boolean columnMajor;
  private @Nullable Shape shape;
  private int orderAt;

  /// @param textOffset where the text starts in the file
  NpyHeaderParser(String file, byte[] text, long textOffset, int version) {
    this.file = file;
    this.text = text;
    this.textOffset = textOffset;
    this.pythonTwo = version < 3;
  }

  NpyHeader parse() {
    expect('{');
    while (!taken('}')) {
      entry();
      if (!taken(',')) {
        expect('}');
        break;
      }
    }
    skipSpaces();
    if (at < text.length || text.length == 0 || text[at - 1] != '\n') {
      throw corrupt("spaces and a line feed after the '}'");
    }
    DType type = present(dtype, "descr");
    Shape axes = present(shape, "shape");
    // With one axis that counts, both orders are the same.
    if (present(columnMajor, "fortran_order") && axes.rank() > 1) {
      throw unsupported(orderAt, "elements in row-major order", "column-major order ('fortran_order': True)");
    }
    return new NpyHeader(type, axes, textOffset + text.length);
  }

  private void entry() {
    skipSpaces();
    int start = at;
    String key = string();
    expect(':');
    skipSpaces();
    switch (key) {
      case "descr" -> {
        once(dtype, key, start);
        dtype = type();
      }
      case "fortran_order" -> {
        once(columnMajor, key, start);
        orderAt = at;
        columnMajor = bool();
      }
      case "shape" -> {
        once(shape, key, start);
        shape = shape();
      }
      default -> {
        at = start;
        throw corrupt("'descr', 'fortran_order' or 'shape'");
      }
    }
  }

  private DType type() {
    int start = at;
    if (at < text.length && text[at] == '[') {
      throw unsupported(start, "a plain number type", "a structured type");
    }
    String descr = string();
    if (descr.startsWith("O") || descr.startsWith("|O")) {
      throw unsupported(start, "a plain number type", "Python objects, which are never read");
    }
    return NpyType.of(descr)
        .orElseThrow(
            () -> unsupported(start, "a plain number type in this machine's byte order", "'" + descr + "'"));
  }

  private boolean bool() {
    if (takenWord("True")) {
      return true;
    }
    if (takenWord("False")) {
      return false;
    }
    throw corrupt("True or False");
  }

  private Shape shape() {
    int start = at;
    expect('(');
    List<Long> dims = new ArrayList<>();
    boolean comma = true;
    while (!taken(')')) {
      if (!comma) {
        throw corrupt("',' or ')'");
      }
      dims.add(number());
      comma = taken(',');
    }
    if (dims.size() == 1 && !comma) {
      at = start;
      throw corrupt("a tuple, which with one axis is written (n,)");
    }
    if (dims.size() > MAX_AXES) {
      at = start;
      throw corrupt("at most %d axes".formatted(MAX_AXES));
    }
    try {
      return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(file, textOffset + start, "at most 2^63 - 1 elements", "the shape " + dims);
    }
  }

  private long number() {
    skipSpaces();
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    String digits = ascii(start, at);
    if (digits.isEmpty() || (digits.length() > 1 && digits.charAt(0) == '0')) {
      at = start;
      throw corrupt("the size of an axis");
    }
    // What Python 2 wrote after a long integer.
    if (pythonTwo && at < text.length && text[at] == 'L') {
      at++;
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      at = start;
      throw corrupt("an axis of at most 2^63 - 1");
    }
  }

  private String string() {
    skipSpaces();
    byte quote = at < text.length ? text[at] : 0;
    if (quote != '\'' && quote != '"') {
      throw corrupt("a text in quotes");
    }
    int start = ++at;
    while (at < text.length && text[at] != quote) {
      if (text[at] == '\\' || text[at] < ' ') {
        throw corrupt("a text without escapes");
      }
      at++;
    }
    if (at == text.length) {
      throw corrupt("a closing quote");
    }
    return ascii(start, at++);
  }

  private void expect(char c) {
    if (!taken(c)) {
      throw corrupt("'" + c + "'");
    }
  }

  private boolean taken(char c) {
    skipSpaces();
    if (at < text.length && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takenWord(String word) {
    int end = at + word.length();
    if (end <= text.length && ascii(at, end).equals(word)) {
      at = end;
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
      at++;
    }
  }

  private String ascii(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void once(@Nullable Object earlier, String key, int start) {
    if (earlier != null) {
      at = start;
      throw corrupt("'%s' once".formatted(key));
    }
  }

  private <T> T present(@Nullable T value, String key) {
    if (value == null) {
      throw new CorruptDataException(file, textOffset, "a header with '%s'".formatted(key), "none");
    }
    return value;
  }

  private CorruptDataException corrupt(String expected) {
    String found =
        at >= text.length
            ? "the end of the header"
            : "\"" + ascii(at, Math.min(at + 16, text.length)).strip() + "\"";
    return new CorruptDataException(file, textOffset + at, expected, found);
  }

  private UnsupportedFormatException unsupported(int position, String expected, String found) {
    return new UnsupportedFormatException(file, textOffset + position, expected, found);
  }
}
