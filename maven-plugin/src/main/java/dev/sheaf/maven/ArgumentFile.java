package dev.sheaf.maven;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of arguments in the form that the {@code java} launcher reads: a class path is longer than the command lines
 * that some systems take.
 *
 * <p>Each argument stands on a line of its own, in quotes, with backslash escapes.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html#java-command-line-argument-files">java
 *     Command-Line Argument Files</a>
 */
final class ArgumentFile {
  private ArgumentFile() {}

  /**
   * The character set in which a launcher started from here reads its arguments; UTF-8 on all but old Windows set-ups.
   */
  static Charset nativeCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
  }

  /**
   * Writes the arguments, in place of what was there.
   *
   * @throws IllegalArgumentException if an argument holds a character that the launcher's character set lacks
   * @throws IOException if the file cannot be written
   */
  static void write(Path file, List<String> arguments, Charset charset) throws IOException {
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    for (String argument : arguments) {
      quote(argument, text);
      text.append('\n');
    }
    Files.write(file, encode(text, charset));
  }

  private static void quote(String argument, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\f' -> text.append("\\f");
        default -> text.append(c);
      }
    }
    text.append('"');
  }

  private static byte[] encode(StringBuilder text, Charset charset) {
    try {
      var bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected arguments that " + charset + ", the character set of this system's"
          + " command lines, can write; found others: set the locale to UTF-8 (LC_ALL=C.UTF-8), or rename the files", e);
    }
  }
}
