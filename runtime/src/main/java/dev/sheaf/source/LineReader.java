package dev.sheaf.source;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.stage.Run;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a text. Its position is the offset of the next line in bytes.
///
/// The line that is being looked at lies in the buffer as a whole, so that it does not matter where pieces of the file
/// begin and end.
final class LineReader implements ItemReader<String> {
  private static final int CHUNK_BYTES = 256 << 10;

  private final InputFile file;
  private final LineOptions options;
  private final Run run;
  private LineEnd end;
  private byte[] buffer;

  /// Where in the file the buffer begins.
  private long base;

  private int start;
  private int limit;

  private LineReader(InputFile file, long from, LineOptions options, LineEnd end, Run run) {
    this.file = file;
    this.run = run;
    this.options = options;
    this.end = end;
    this.base = from;
    this.buffer = new byte[Math.clamp(file.size() - from, 1, Math.min(CHUNK_BYTES, options.maxLineBytes()))];
  }

  /// @param from where a line begins
  static LineReader open(InputFile file, long from, LineOptions options, Run run) {
    if (from == 0) {
      return new LineReader(file, 0, options, options.end(), run);
    }
    if (from < 0 || from > file.size() || (from < file.size() && byteAt(file, from - 1) != '\n')) {
      throw new CheckpointMismatchException(
          Part.POSITION,
          "the start of a line of \"%s\", which has %d bytes".formatted(file.name(), file.size()),
          "byte " + from,
          "its text was damaged: start anew");
    }
    LineEnd end = options.end() == LineEnd.INFER ? infer(file, options, run) : options.end();
    return new LineReader(file, from, options, end, run);
  }

  private static byte byteAt(InputFile file, long offset) {
    byte[] one = new byte[1];
    file.read(offset, MemorySegment.ofArray(one));
    return one[0];
  }

  /// Looks at the first line, as whoever begins there does.
  private static LineEnd infer(InputFile file, LineOptions options, Run run) {
    LineReader first = new LineReader(file, 0, options, LineEnd.INFER, run);
    first.findEnd();
    return first.end;
  }

  @Override
  public @Nullable String next() {
    while (true) {
      int lineEnd = findEnd();
      int from = start;
      if (from == lineEnd) {
        return null;
      }
      int to = lineEnd - endBytes(lineEnd);
      if (options.skipsEmpty() && isEmpty(from, to)) {
        start = lineEnd;
        continue;
      }
      to = options.keepsEnd() ? lineEnd : to;
      start = lineEnd;
      return text(from, to);
    }
  }

  /// Where the line ends that begins at `start`, behind its end.
  private int findEnd() {
    int at = start;
    while (true) {
      for (; at < limit; at++) {
        if (buffer[at] == '\n' && isEnd(at)) {
          return at + 1;
        }
      }
      int looked = at - start;
      if (!refill()) {
        return limit;
      }
      at = start + looked;
    }
  }

  private boolean isEnd(int lineFeed) {
    boolean afterReturn = lineFeed > start && buffer[lineFeed - 1] == '\r';
    if (end == LineEnd.INFER) {
      end = afterReturn ? LineEnd.CRLF : LineEnd.LF;
    }
    return end == LineEnd.LF || afterReturn;
  }

  private int endBytes(int lineEnd) {
    if (buffer[lineEnd - 1] != '\n') {
      return 0;
    }
    return switch (end) {
      case LF -> 1;
      // A last line may end with a line feed that is none of its kind.
      case CRLF -> lineEnd - start > 1 && buffer[lineEnd - 2] == '\r' ? 2 : 0;
      case INFER -> throw new IllegalStateException("expected a known end behind a line feed");
    };
  }

  /// Reads more behind what is there; false at the end of the file.
  private boolean refill() {
    run.check();
    long next = base + limit;
    if (next >= file.size()) {
      return false;
    }
    if (limit - start >= options.maxLineBytes()) {
      throw new UnsupportedFormatException(
          file.name(),
          position(),
          "a line of at most %d bytes (maxLineBytes)".formatted(options.maxLineBytes()),
          "a longer one");
    }
    makeRoom();
    int count = (int) Math.min(buffer.length - limit, file.size() - next);
    file.read(next, MemorySegment.ofArray(buffer).asSlice(limit, count));
    limit += count;
    return true;
  }

  private void makeRoom() {
    int kept = limit - start;
    byte[] target =
        kept <= buffer.length / 2
            ? buffer
            : new byte[(int) Math.min(2L * buffer.length, options.maxLineBytes())];
    System.arraycopy(buffer, start, target, 0, kept);
    buffer = target;
    base += start;
    start = 0;
    limit = kept;
  }

  private boolean isEmpty(int from, int to) {
    int last = options.trimsEnd() ? trimEnd(from, to) : to;
    return (options.trimsStart() ? trimStart(from, last) : from) == last;
  }

  private String text(int from, int to) {
    int last = options.trimsEnd() ? trimEnd(from, to) : to;
    int first = options.trimsStart() ? trimStart(from, last) : from;
    return Utf8.decode(Arrays.copyOfRange(buffer, first, last), file.name(), base + first);
  }

  private int trimStart(int from, int to) {
    int at = from;
    while (at < to && isSpace(buffer[at])) {
      at++;
    }
    return at;
  }

  private int trimEnd(int from, int to) {
    int at = to;
    while (at > from && isSpace(buffer[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  @Override
  public long position() {
    return base + start;
  }

  @Override
  public boolean isReady() {
    return start < limit;
  }
}
