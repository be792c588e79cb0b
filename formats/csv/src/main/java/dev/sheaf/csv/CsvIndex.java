package dev.sheaf.csv;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where the records of a file begin, found in one pass over its bytes, in which quotes are followed and fields
/// counted.
///
/// ```text
/// field   "..." with "" for a quote, or anything that does not begin with a quote
/// record  fields with delimiters between them, up to \n, \r\n, \r or the end of the file
/// ```
///
/// See [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180).
final class CsvIndex {
  private enum State {
    RECORD_START,
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED,
    AFTER_RETURN
  }

  private static final int BLOCK = 1 << 20;

  private final InputFile file;
  private final CsvSettings settings;
  private final byte delimiter;
  private final byte quote;

  private long[] starts = new long[64];
  private int count;
  private int fields;
  private long line = 1;
  private long recordLine = 1;
  private long recordStart;
  private int recordFields;
  private boolean blank;

  private CsvIndex(InputFile file, CsvSettings settings) {
    this.file = file;
    this.settings = settings;
    this.delimiter = (byte) settings.delimiter();
    this.quote = (byte) settings.quote();
  }

  /// The records of a file.
  ///
  /// @param starts where each begins, and where the last one ends; lines without anything are between them, unless
  ///     there is one field only
  /// @param fields how many each has; 0 where there are no records
  @SuppressWarnings("ArrayRecordComponent") // Made once for a file, and read by position.
  record Records(long[] starts, int fields) {
    int count() {
      return starts.length - 1;
    }
  }

  static Records read(InputFile file, CsvSettings settings) {
    return new CsvIndex(file, settings).read();
  }

  private Records read() {
    byte[] block = new byte[(int) Math.min(BLOCK, file.size())];
    State state = State.RECORD_START;
    for (long from = start(); from < file.size(); from += block.length) {
      int length = (int) Math.min(block.length, file.size() - from);
      file.read(from, MemorySegment.ofArray(block).asSlice(0, length));
      for (int i = 0; i < length; i++) {
        state = next(state, block[i], from + i);
      }
      if (state != State.RECORD_START) {
        checkLength(from + length);
      }
    }
    if (state == State.QUOTED) {
      throw fault(file.size(), "a quote that closes the field", "the end of the file");
    }
    if (state != State.RECORD_START && state != State.AFTER_RETURN) {
      endRecord(file.size());
    }
    long[] all = Arrays.copyOf(starts, count + 1);
    all[count] = file.size();
    return new Records(all, fields);
  }

  /// Behind a byte order mark.
  private long start() {
    byte[] head = new byte[(int) Math.min(3, file.size())];
    file.read(0, MemorySegment.ofArray(head));
    boolean utf8 = head.length == 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
    boolean utf16 =
        head.length >= 2
            && ((head[0] == (byte) 0xff && head[1] == (byte) 0xfe)
                || (head[0] == (byte) 0xfe && head[1] == (byte) 0xff));
    if (utf16) {
      throw new UnsupportedFormatException(file.name(), 0, "text in " + settings.encoding(), "the mark of UTF-16");
    }
    return utf8 && settings.encoding().equals(StandardCharsets.UTF_8) ? head.length : 0;
  }

  private State next(State before, byte value, long at) {
    State state = before;
    if (state == State.AFTER_RETURN) {
      state = State.RECORD_START;
      if (value == '\n') {
        return state;
      }
    }
    if (state == State.QUOTED) {
      line += value == '\n' ? 1 : 0;
      return value == quote ? State.QUOTE_IN_QUOTED : State.QUOTED;
    }
    if (state == State.RECORD_START) {
      recordStart = at;
      recordLine = line;
      recordFields = 1;
      blank = true;
    }
    if (value == '\n' || value == '\r') {
      endRecord(at);
      line++;
      return value == '\r' ? State.AFTER_RETURN : State.RECORD_START;
    }
    blank = false;
    if (value == delimiter) {
      recordFields++;
      return State.FIELD_START;
    }
    return switch (state) {
      case RECORD_START, FIELD_START -> value == quote ? State.QUOTED : State.PLAIN;
      case QUOTE_IN_QUOTED -> {
        if (value != quote) {
          throw fault(at, "a delimiter or the end of the line behind a quote", "another character");
        }
        yield State.QUOTED;
      }
      case PLAIN, QUOTED, AFTER_RETURN -> State.PLAIN;
    };
  }

  private void endRecord(long end) {
    checkLength(end);
    if (blank && fields != 1) {
      // Nothing on the line; where there is one field only, that is one without text.
      return;
    }
    if (fields == 0) {
      fields = recordFields;
    } else if (recordFields != fields) {
      throw fault(recordStart, fields + " fields in each record", String.valueOf(recordFields));
    }
    if (count + 1 >= starts.length) {
      if (starts.length > Integer.MAX_VALUE - 16) {
        throw new UnsupportedFormatException(file.name(), recordStart, "fewer than 2^31 records", "more");
      }
      starts = Arrays.copyOf(starts, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * starts.length));
    }
    starts[count++] = recordStart;
  }

  private void checkLength(long end) {
    if (end - recordStart > settings.maxRecordBytes()) {
      throw new UnsupportedFormatException(
          file.name(),
          recordStart,
          "records of at most %d bytes".formatted(settings.maxRecordBytes()),
          "a longer one on line " + recordLine);
    }
  }

  private CsvDataException fault(long offset, String expected, String found) {
    return new CsvDataException(file.name(), new CsvPlace(recordLine, recordFields, "", offset), expected, found);
  }
}
