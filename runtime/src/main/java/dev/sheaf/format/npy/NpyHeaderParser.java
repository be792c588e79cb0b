package dev.sheaf.format.npy;

import dev.sheaf.DataException;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the text of an `.npy` head: the part of Python's grammar that NumPy writes there, and nothing else.
///
/// ```text
/// header = "{" entry ("," entry)* [","] "}" spaces "\n"
/// entry  = "'descr'" ":" text | "'fortran_order'" ":" ("True" | "False") | "'shape'" ":" tuple
/// tuple  = "(" [number ("," number)* [","]] ")"        one axis needs the comma
/// ```
///
/// Other spellings of the same that Python knows (comments, prefixes of texts, hexadecimal numbers, ...) are refused as
/// not supported, all else as damage.
final class NpyHeaderParser {
  /// NumPy's own limit.
  private static final int MAX_AXES = 64;

  /// How other spellings of Python go on where NumPy's have ended.
  private static final String SPELLINGS = "#\\'\"(+_";

  private static final Pattern PREFIXED_TEXT = Pattern.compile("^[rRuUbB]{1,2}['\"].*", Pattern.DOTALL);

  private final String file;
  private final byte[] text;
  private final long textOffset;
  private final boolean pythonTwo;
  private int at;

  private @Nullable NpyType type;
  private @Nullable Boolean columnMajor;
  private @Nullable Shape shape;

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
    if (at < text.length || text[at - 1] == '\r') {
      throw refused("spaces and a line feed after the '}'");
    }
    if (text[at - 1] != '\n') {
      throw unsupported(at, "a line feed at the end of the header", "none");
    }
    NpyType element = present(type, "descr");
    Shape axes = present(shape, "shape");
    boolean fortran = present(columnMajor, "fortran_order");
    return new NpyHeader(
        new ElementLayout(element.dtype(), axes, fortran, element.order()), textOffset + text.length);
  }

  private void entry() {
    skipSpaces();
    int start = at;
    String key = string();
    expect(':');
    skipSpaces();
    switch (key) {
      case "descr" -> {
        once(type, key, start);
        type = type();
      }
      case "fortran_order" -> {
        once(columnMajor, key, start);
        columnMajor = bool();
      }
      case "shape" -> {
        once(shape, key, start);
        shape = shape();
      }
      default -> throw corrupt(start, "'descr', 'fortran_order' or 'shape'");
    }
  }

  private NpyType type() {
    int start = at;
    if (at < text.length && text[at] == '[') {
      throw unsupported(start, "a plain number type", "a structured type");
    }
    String descr = string();
    if (descr.startsWith("O") || descr.startsWith("|O")) {
      throw unsupported(start, "a plain number type", "Python objects, which are never read");
    }
    return NpyType.of(descr)
        .orElseThrow(() -> unsupported(start, "a plain number type", "'" + descr + "'"));
  }

  private boolean bool() {
    if (takenWord("True")) {
      return true;
    }
    if (takenWord("False")) {
      return false;
    }
    throw refused("True or False");
  }

  private Shape shape() {
    int start = at;
    expect('(');
    List<Long> dims = new ArrayList<>();
    boolean comma = true;
    while (!taken(')')) {
      if (!comma) {
        throw refused("',' or ')'");
      }
      dims.add(number());
      comma = taken(',');
    }
    if (dims.size() == 1 && !comma) {
      throw corrupt(start, "a tuple, which with one axis is written (n,)");
    }
    if (dims.size() > MAX_AXES) {
      throw corrupt(start, "at most %d axes".formatted(MAX_AXES));
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
    if (at < text.length && "xXoObB".indexOf(text[at]) >= 0 && digits.equals("0")) {
      throw unsupported(start, "the size of an axis in decimal", "\"" + ascii(start, at + 1) + "\"");
    }
    if (digits.isEmpty()) {
      throw refused("the size of an axis");
    }
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      throw corrupt(start, "the size of an axis");
    }
    // What Python 2 wrote after a long integer.
    if (pythonTwo && at < text.length && text[at] == 'L') {
      at++;
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      throw corrupt(start, "an axis of at most 2^63 - 1");
    }
  }

  private String string() {
    skipSpaces();
    byte quote = at < text.length ? text[at] : 0;
    if (quote != '\'' && quote != '"') {
      throw refused("a text in quotes");
    }
    int start = ++at;
    while (at < text.length && text[at] != quote) {
      if (text[at] == '\\' || text[at] < ' ') {
        throw refused("a text without escapes");
      }
      at++;
    }
    if (at == text.length) {
      throw refused("a closing quote");
    }
    return ascii(start, at++);
  }

  private void expect(char c) {
    if (!taken(c)) {
      throw refused("'" + c + "'");
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
      throw unsupported(start, "'%s' once".formatted(key), "it again");
    }
  }

  private <T> T present(@Nullable T value, String key) {
    if (value == null) {
      throw new CorruptDataException(file, textOffset, "a header with '%s'".formatted(key), "none");
    }
    return value;
  }

  /// What to throw where something else stands.
  private DataException refused(String expected) {
    boolean python = at < text.length && SPELLINGS.indexOf(text[at]) >= 0;
    return python || PREFIXED_TEXT.matcher(ascii(at, Math.min(at + 3, text.length))).matches()
        ? unsupported(at, expected, found(at))
        : corrupt(at, expected);
  }

  private CorruptDataException corrupt(int position, String expected) {
    return new CorruptDataException(file, textOffset + position, expected, found(position));
  }

  private String found(int position) {
    return position >= text.length
        ? "the end of the header"
        : "\"" + ascii(position, Math.min(position + 16, text.length)).strip() + "\"";
  }

  private UnsupportedFormatException unsupported(int position, String expected, String found) {
    return new UnsupportedFormatException(file, textOffset + position, expected, found);
  }
}
