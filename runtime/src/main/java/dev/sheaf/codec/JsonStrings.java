package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The texts of a JSON document: scanned for their end, checked, and, where someone wants them, unescaped.
final class JsonStrings {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final JsonReader in;

  /// The bytes of the buffer before this position are not needed while a text is scanned; -1: none are.
  private int kept = -1;

  private boolean escaped;

  JsonStrings(JsonReader in) {
    this.in = in;
  }

  /// Skips the text whose opening quote is next; whether it holds escapes.
  boolean skip() {
    kept = -1;
    scan(Long.MAX_VALUE);
    return escaped;
  }

  /// Reads the text whose opening quote is next.
  String read(int maxBytes) {
    kept = in.position + 1;
    scan(maxBytes);
    String text = new String(in.buffer, kept, in.position - 1 - kept, StandardCharsets.UTF_8);
    return escaped ? unescape(text) : text;
  }

  /// Takes the text whose opening quote is next if it is `text`, spelled without escapes and in ASCII; else nothing.
  boolean take(String text) {
    int length = text.length();
    if (!in.has(length + 2)) {
      return false;
    }
    int first = in.position + 1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (in.buffer[first + i] != c || c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    if (in.buffer[first + length] != '"') {
      return false;
    }
    in.position = first + length + 1;
    return true;
  }

  private void scan(long maxBytes) {
    long quote = in.offset();
    escaped = false;
    in.position++;
    while (true) {
      skipPlain();
      byte next = in.buffer[in.position];
      if (next == '"') {
        in.position++;
        checkLength(quote, in.offset() - 2 - quote, maxBytes);
        return;
      }
      if (next == '\\') {
        escaped = true;
        escape();
      } else if (next < 0) {
        multiByte();
      } else if (in.position < in.limit) {
        throw in.error(Rule.JSON, in.offset(), "no control character in a text", "byte 0x%02X".formatted(next));
      } else {
        checkLength(quote, in.offset() - 1 - quote, maxBytes);
        if (!more()) {
          throw in.error(Rule.JSON, in.offset(), "a '\"' that ends the text", in.endInWords());
        }
      }
    }
  }

  private void checkLength(long quote, long bytes, long maxBytes) {
    if (bytes > maxBytes) {
      throw in.error(Rule.LIMIT, quote, "a text of at most %d bytes".formatted(maxBytes), "a longer one");
    }
  }

  /// Skips printable ASCII but quotes and backslashes, eight bytes at a time while it can.
  private void skipPlain() {
    byte[] bytes = in.buffer;
    int at = in.position;
    while (at + Long.BYTES <= bytes.length) {
      long word = (long) EIGHT_BYTES.get(bytes, at);
      long quotes = word ^ ONES * '"';
      long backslashes = word ^ ONES * '\\';
      long special = (quotes - ONES) | (backslashes - ONES) | (word - ONES * 0x20) | word;
      if ((special & HIGH_BITS) != 0) {
        break;
      }
      at += Long.BYTES;
    }
    while (bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    in.position = at;
  }

  private boolean more() {
    if (kept < 0) {
      return in.refill(in.position);
    }
    boolean more = in.refill(kept);
    if (more) {
      kept = 0;
    }
    return more;
  }

  private boolean has(int count) {
    while (in.limit - in.position < count) {
      if (!more()) {
        return false;
      }
    }
    return true;
  }

  private void escape() {
    if (!has(2)) {
      throw in.error(Rule.JSON, in.offset(), "an escape", in.endInWords());
    }
    switch (in.buffer[in.position + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> in.position += 2;
      case 'u' -> {
        char unit = hex();
        if (Character.isLowSurrogate(unit)) {
          throw in.error(Rule.JSON, in.offset() - 6, "a pair of surrogates", "a second half alone");
        }
        if (Character.isHighSurrogate(unit)
            && !(has(2)
                && in.buffer[in.position] == '\\'
                && in.buffer[in.position + 1] == 'u'
                && Character.isLowSurrogate(hex()))) {
          throw in.error(Rule.JSON, in.offset(), "the second half of a pair of surrogates", "something else");
        }
      }
      default -> throw in.error(Rule.JSON, in.offset(), "an escape that JSON knows", "another one");
    }
  }

  private char hex() {
    int value = 0;
    if (has(6)) {
      for (int i = 2; i < 6; i++) {
        int digit = Character.digit(in.buffer[in.position + i], 16);
        value = digit < 0 || value < 0 ? -1 : value << 4 | digit;
      }
    } else {
      value = -1;
    }
    if (value < 0) {
      throw in.error(Rule.JSON, in.offset(), "four hexadecimal digits after \\u", "something else");
    }
    in.position += 6;
    return (char) value;
  }

  /// Takes one character of two to four bytes; see table 3-7 of the Unicode standard.
  private void multiByte() {
    int lead = in.buffer[in.position] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    boolean valid = length > 0 && has(length);
    if (valid) {
      int second = in.buffer[in.position + 1] & 0xFF;
      valid =
          switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
          };
      for (int i = 2; i < length; i++) {
        valid &= (in.buffer[in.position + i] & 0xC0) == 0x80;
      }
    }
    if (!valid) {
      throw in.error(Rule.JSON, in.offset(), "UTF-8", "byte 0x%02X".formatted(lead));
    }
    in.position += length;
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char kind = text.charAt(++i);
      switch (kind) {
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
          i += 4;
        }
        default -> plain.append(kind);
      }
    }
    return plain.toString();
  }
}
