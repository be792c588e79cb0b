package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A strict reader of one JSON document in UTF-8, made for arrays of numbers. For one thread.
///
/// It reads the file a chunk at a time, so that memory does not grow with the document, and knows the offset of every
/// byte. Strict means RFC 8259 with nothing added but the numbers `NaN`, `Infinity` and `-Infinity`, which the writers
/// of array payloads use: no comments, no byte-order mark, no trailing commas, valid UTF-8 and paired surrogates only.
public final class JsonReader {
  /// Large enough that a chunk's costs vanish, small enough to stay in a core's nearest cache.
  static final int CHUNK_BYTES = 64 << 10;

  /// A short file's buffer should be no large part of what it is read into.
  private static final int LEAST_CHUNK_BYTES = 16 << 10;

  private static final int CHUNKS = 128;

  /// What [#peek()] gives at the end of the file.
  static final int END = -1;

  /// Lets several bytes be looked at together up to the one behind the last.
  private static final int SLACK_BYTES = 8 + PlainNumber.BYTES_BEHIND;

  /// Bytes of the file; the one at `limit` is always 0, which no JSON text contains, so loops need not look at `limit`.
  byte[] buffer;

  int position;
  int limit;

  private final InputFile file;
  private long size;
  private final DecodeLimits limits;
  private final JsonStrings strings = new JsonStrings(this);
  private final NumberScanner number = new NumberScanner();

  /// The offset in the file of the buffer's first byte.
  private long base;

  private int depth;

  /// Whether the object or list that was entered last has had no member yet.
  private boolean first;

  private Place outer = Place.ROOT;
  private String name = "";
  private long index = Place.NO_INDEX;

  JsonReader(InputFile file, DecodeLimits limits) {
    this(file, limits, CHUNK_BYTES);
  }

  JsonReader(InputFile file, DecodeLimits limits, int chunkBytes) {
    this(file, limits, new byte[bufferBytes(file, chunkBytes)]);
  }

  /// Reads a file with the help of a buffer that someone else gets back when this reader is done with: [#buffer].
  JsonReader(InputFile file, DecodeLimits limits, byte[] buffer) {
    this.file = file;
    this.size = file.size();
    this.limits = limits;
    this.buffer = buffer;
    buffer[0] = 0;
  }

  /// How long a buffer should be for a file that is read at most so many bytes at a time.
  static int bufferBytes(InputFile file, int chunkBytes) {
    long chunk = Math.clamp(file.size() / CHUNKS, Math.min(LEAST_CHUNK_BYTES, chunkBytes), chunkBytes);
    return (int) Math.min(chunk, file.size()) + SLACK_BYTES;
  }

  // Bytes.

  /// The offset in the file of the next byte.
  long offset() {
    return base + position;
  }

  /// The offset in the file of a place in the buffer.
  long offsetOf(int bufferPosition) {
    return base + bufferPosition;
  }

  /// Reads one record of a file that holds many, before anything else is read: to this reader the file ends with it.
  void confine(ByteRange record) {
    size = record.end();
    seek(record.offset());
  }

  /// How many bytes of the file are left.
  long remaining() {
    return size - offset();
  }

  /// Goes on reading at another offset of the file.
  void seek(long offset) {
    if (offset >= base && offset <= base + limit) {
      position = (int) (offset - base);
    } else {
      base = offset;
      position = 0;
      limit = 0;
      buffer[0] = 0;
    }
  }

  /// Reads on, keeping the bytes from `from` on, which move to the start of the buffer together with the position.
  ///
  /// @return false at the end of the file
  boolean refill(int from) {
    long next = base + limit;
    if (next == size) {
      return false;
    }
    int kept = limit - from;
    byte[] target = buffer;
    if (kept > 0 && kept >= target.length - SLACK_BYTES) {
      target = new byte[(int) Math.min(2L * kept, Integer.MAX_VALUE - 2 * SLACK_BYTES) + SLACK_BYTES];
    }
    System.arraycopy(buffer, from, target, 0, kept);
    buffer = target;
    base += from;
    position -= from;
    int read = (int) Math.min(buffer.length - SLACK_BYTES - kept, size - next);
    file.read(next, MemorySegment.ofArray(buffer).asSlice(kept, read));
    limit = kept + read;
    buffer[limit] = 0;
    return true;
  }

  /// Whether at least `count` bytes follow; has them in the buffer then.
  boolean has(int count) {
    while (limit - position < count) {
      if (!refill(position)) {
        return false;
      }
    }
    return true;
  }

  /// Reads bytes of the file at an offset, wherever this reader stands.
  void readAt(long offset, byte[] target, int count) {
    int held = 0;
    if (offset >= base && offset < base + limit) {
      held = (int) Math.min(base + limit - offset, count);
      System.arraycopy(buffer, (int) (offset - base), target, 0, held);
    }
    if (held < count) {
      file.read(offset + held, MemorySegment.ofArray(target).asSlice(held, count - held));
    }
  }

  /// The byte of the file at an offset, wherever this reader stands.
  byte byteAt(long offset) {
    byte[] one = new byte[1];
    readAt(offset, one, 1);
    return one[0];
  }

  // Grammar.

  /// Skips white space: the next byte, still unread, or [#END].
  int peek() {
    while (true) {
      byte next = buffer[position];
      if (next > ' ') {
        return next;
      }
      switch (next) {
        case ' ', '\n', '\r', '\t' -> position++;
        default -> {
          if (position < limit) {
            return next & 0xFF;
          }
          if (!refill(position)) {
            return END;
          }
        }
      }
    }
  }

  /// Enters an object.
  void beginObject() {
    enter('{', "an object");
  }

  /// Enters a list.
  void beginList() {
    enter('[', "a list");
  }

  private void enter(char bracket, String expected) {
    if (peek() != bracket) {
      throw unexpected(expected);
    }
    descend();
    first = true;
  }

  /// Takes the bracket that the position is at.
  void descend() {
    if (++depth > limits.maxDepth()) {
      throw error(Rule.LIMIT, offset(), "at most %d levels".formatted(limits.maxDepth()), "one more");
    }
    position++;
  }

  /// Takes the closing bracket that the position is at.
  void ascend() {
    depth--;
    position++;
  }

  /// Goes to the value of the next member of an object: its key, or null after the last, with the object left.
  @Nullable String nextKey() {
    return nextKey("");
  }

  /// The same where one key is likely: if it is that, `likely` itself is given, and no text is made.
  @Nullable String nextKey(String likely) {
    if (!nextMember('}', "',' or '}'")) {
      return null;
    }
    if (peek() != '"') {
      throw error(Rule.JSON, offset(), "a key in quotes", found());
    }
    String key = strings.take(likely) ? likely : strings.read(limits.maxNameBytes());
    if (peek() != ':') {
      throw error(Rule.JSON, offset(), "':'", found());
    }
    position++;
    return key;
  }

  /// Goes to the next item of a list; false after the last, with the list left.
  boolean nextItem() {
    return nextMember(']', "',' or ']'");
  }

  private boolean nextMember(char close, String expected) {
    int next = peek();
    if (next == close) {
      ascend();
      first = false;
      return false;
    }
    if (!first) {
      if (next != ',') {
        throw error(Rule.JSON, offset(), expected, found());
      }
      position++;
    }
    first = false;
    return true;
  }

  /// Reads a text of a form that keeps it short: a name, a path, a number.
  String string() {
    return text(limits.maxNameBytes());
  }

  /// Reads a text of at most `maxBytes` bytes in the document.
  String text(int maxBytes) {
    if (peek() != '"') {
      throw unexpected("a text");
    }
    return strings.read(maxBytes);
  }

  /// Reads a text that may be as long as the document: for data, not for names.
  String stringOfAnyLength() {
    // After a jump in the file its quote is not in the buffer yet.
    var _ = peek();
    return strings.read(Integer.MAX_VALUE - 64);
  }

  /// Skips a text.
  ///
  /// @return whether it holds escapes, so that its bytes are not its characters
  boolean skipString() {
    return strings.skip();
  }

  /// Reads a number that is spelled with digits. Its bytes stay in the buffer until the next call.
  NumberScanner number() {
    while (true) {
      int end = number.scan(buffer, position);
      int stop = end < 0 ? ~end : end;
      if (isTooLong(stop - position)) {
        throw error(
            Rule.LIMIT, offset(), "a number of at most %d bytes".formatted(limits.maxNameBytes()), "a longer one");
      }
      if (stop == limit && refill(position)) {
        continue;
      }
      if (end < 0) {
        position = stop;
        throw badNumber();
      }
      position = end;
      return number;
    }
  }

  /// Whether the limits forbid a number of so many bytes.
  boolean isTooLong(int numberBytes) {
    return numberBytes > limits.maxNameBytes();
  }

  /// Takes the word that the position is at.
  void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!has(1) || buffer[position] != word.charAt(i)) {
        throw error(Rule.JSON, offset(), "'%s'".formatted(word), found());
      }
      position++;
    }
  }

  /// Whether the position is at `-Infinity`; its minus alone says nothing.
  boolean atMinusInfinity() {
    return has(2) && buffer[position] == '-' && buffer[position + 1] == 'I';
  }

  /// Skips a value of any kind, and sees to it that it is JSON.
  void skipValue() {
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextKey() != null) {
          skipValue();
        }
      }
      case '[' -> {
        beginList();
        while (nextItem()) {
          skipValue();
        }
      }
      case '"' -> skipString();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case 'N' -> word("NaN");
      case 'I' -> word("Infinity");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (atMinusInfinity()) {
          word("-Infinity");
        } else {
          var _ = number();
        }
      }
      default -> throw unexpected("a value");
    }
  }

  /// Sees to it that nothing but white space follows.
  void end() {
    if (peek() != END) {
      throw error(Rule.JSON, offset(), endInWords(), found());
    }
  }

  // Errors.

  /// A place in a record, as an error names it: made into text only when there is one.
  record Place(@Nullable Place outer, String name, long index) {
    /// Stands for no element of a list.
    static final long NO_INDEX = -1;

    static final Place ROOT = new Place(null, "", NO_INDEX);

    /// Whether this is the record itself.
    boolean isRoot() {
      return name.isEmpty() && index == NO_INDEX && (outer == null || outer.isRoot());
    }

    @Override
    public String toString() {
      String before = outer == null ? "" : outer.toString();
      if (index != NO_INDEX) {
        return before + "[" + index + "]";
      }
      return before.isEmpty() || name.isEmpty() ? before + name : before + "." + name;
    }
  }

  /// Where in the record this reader is; empty in the record itself.
  String place() {
    return here().toString();
  }

  /// Where in the record this reader is.
  Place here() {
    return new Place(outer, name, index);
  }

  /// Says where in the record this reader is, for errors.
  void place(String fieldPath) {
    outer = Place.ROOT;
    name = fieldPath;
    index = Place.NO_INDEX;
  }

  /// Says that this reader is at a place where it was before.
  void place(Place place) {
    outer = place.outer() == null ? Place.ROOT : place.outer();
    name = place.name();
    index = place.index();
  }

  /// Says that this reader is at a field of a record, or at the value under a name.
  void place(Place record, String field) {
    outer = record;
    name = field;
    index = Place.NO_INDEX;
  }

  /// Says that this reader is at an element of a list.
  void place(Place list, long element) {
    outer = list;
    name = "";
    index = element;
  }

  /// How many objects and lists have been entered and not left.
  int depth() {
    return depth;
  }

  /// Says how many objects and lists are open where this reader has gone back to.
  void depth(int open) {
    depth = open;
  }

  /// An error at a place in this file.
  DecodeException error(Rule rule, long offset, String expected, String found) {
    return new DecodeException(rule, file.name(), place(), offset, expected, found, null);
  }

  /// An error at a place in this file, with what made it fail.
  DecodeException error(Rule rule, long offset, String expected, String found, RuntimeException cause) {
    return new DecodeException(rule, file.name(), place(), offset, expected, found, cause);
  }

  /// The error that another kind of value stands here than the one expected.
  DecodeException unexpected(String expected) {
    return error(startsValue() ? Rule.TYPE : Rule.JSON, offset(), expected, found());
  }

  /// Whether a value of any kind starts here.
  boolean startsValue() {
    return switch (peek()) {
      case '{', '[', '"', 't', 'f', 'n', 'N', 'I', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> true;
      default -> false;
    };
  }

  /// What stands at the position, in words.
  String found() {
    int next = peek();
    return switch (next) {
      case END -> endInWords();
      case '{' -> "an object";
      case '[' -> "a list";
      case '"' -> "a text";
      case 't', 'f' -> "a boolean";
      case 'n' -> "a null";
      case '-', 'N', 'I', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
      default -> character(next);
    };
  }

  /// What the end is called where it is not expected, or where something else is.
  String endInWords() {
    return size < file.size() ? "the end of the record" : "the end of the file";
  }

  private static String character(int next) {
    return next >= ' ' && next < 0x7F ? "'%c'".formatted(next) : "byte 0x%02X".formatted(next);
  }

  /// The number breaks JSON's grammar at the byte that the reader is at.
  private DecodeException badNumber() {
    if (position == limit) {
      return error(Rule.JSON, offset(), "a digit", endInWords());
    }
    int next = Byte.toUnsignedInt(buffer[position]);
    boolean digit = next >= '0' && next <= '9';
    return error(Rule.JSON, offset(), digit ? "no digit behind a leading 0" : "a digit", character(next));
  }
}
