package dev.sheaf.codec;

import dev.sheaf.bytes.ByteSink;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Writes one JSON document in UTF-8, a piece at a time: memory does not grow with it. For one thread.
///
/// There is no white space, and the same calls give the same bytes. Floating-point numbers have the fewest digits that
/// read back to the same bits, and always a point or an exponent: `1.0`, `-0.0`, `1e16`.
///
/// A call that does not fit where the document stands (a value without a key in an object, a second document) is an
/// [IllegalStateException]; a value that JSON cannot hold is an [EncodeException].
public final class JsonWriter {
  /// Large enough that a flush costs nothing to speak of, small enough to stay in a core's cache.
  static final int BUFFER_BYTES = 128 << 10;

  private static final int INITIAL_LEVELS = 16;

  /// The longest escape of one character, or the longest UTF-8 of one code point.
  private static final int MAX_CHARACTER_BYTES = 6;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  // What the level that the document stands in has had, and so what may follow.
  private static final byte NOTHING_YET = 0;
  private static final byte DOCUMENT = 1;
  private static final byte FIRST_IN_LIST = 2;
  private static final byte IN_LIST = 3;
  private static final byte FIRST_IN_OBJECT = 4;
  private static final byte IN_OBJECT = 5;
  private static final byte BEHIND_KEY = 6;

  /// Bytes that were not passed on yet; those before [#position].
  final byte[] buffer = new byte[BUFFER_BYTES];

  int position;

  private final ByteSink sink;
  private final String name;
  private byte[] levels = new byte[INITIAL_LEVELS];
  private int level;
  private long passedOn;
  private JsonReader.Place outer = JsonReader.Place.ROOT;
  private String field = "";
  private long index = JsonReader.Place.NO_INDEX;

  /// Writes into a stream, which stays open and the caller's; the last bytes reach it with [#end()].
  public JsonWriter(OutputStream target) {
    this(
        (bytes, offset, count) -> {
          try {
            target.write(bytes, offset, count);
          } catch (IOException e) {
            throw new StorageException("cannot write", "stream", e);
          }
        },
        "stream");
  }

  /// @param name the file, or another name of the target, for errors
  JsonWriter(ByteSink sink, String name) {
    this.sink = sink;
    this.name = name;
  }

  // Structure.

  /// Begins an object.
  public void beginObject() {
    begin('{', FIRST_IN_OBJECT);
  }

  /// Ends the object.
  public void endObject() {
    end('}', "an object to end", FIRST_IN_OBJECT, IN_OBJECT);
  }

  /// Begins a list.
  public void beginList() {
    begin('[', FIRST_IN_LIST);
  }

  /// Ends the list.
  public void endList() {
    end(']', "a list to end", FIRST_IN_LIST, IN_LIST);
  }

  private void begin(char bracket, byte inside) {
    beginValue();
    putByte(bracket);
    level++;
    if (level == levels.length) {
      levels = Arrays.copyOf(levels, 2 * levels.length);
    }
    levels[level] = inside;
  }

  private void end(char bracket, String expected, byte first, byte later) {
    if (levels[level] != first && levels[level] != later) {
      throw misuse(expected);
    }
    level--;
    putByte(bracket);
  }

  /// Writes the key of the next member of an object; its value must follow.
  public void key(String key) {
    byte state = levels[level];
    if (state != FIRST_IN_OBJECT && state != IN_OBJECT) {
      throw misuse("an object that takes a key");
    }
    if (state == IN_OBJECT) {
      putByte(',');
    }
    levels[level] = BEHIND_KEY;
    quote(key);
    putByte(':');
  }

  /// Sees to it that the document is whole, and passes on all of it.
  public void end() {
    if (level != 0 || levels[0] != DOCUMENT) {
      throw misuse("a whole document");
    }
    flush();
  }

  // Values.

  /// Writes a text.
  ///
  /// @throws EncodeException if it has half a surrogate pair
  public void string(String value) {
    beginValue();
    quote(value);
  }

  /// Writes a whole number.
  public void integer(long value) {
    beginValue();
    require(NumberText.MAX_BYTES);
    position = NumberText.putInteger(buffer, position, value);
  }

  /// Writes the whole number from 0 to 2^64 - 1 that has these bits.
  public void unsignedInteger(long value) {
    beginValue();
    require(NumberText.MAX_BYTES);
    position = NumberText.putUnsigned(buffer, position, value);
  }

  /// Writes a number.
  ///
  /// @throws EncodeException if it is NaN or infinite
  public void number(double value) {
    if (!Double.isFinite(value)) {
      throw error(Rule.NONFINITE, "a finite number, as JSON has no others", Double.toString(value));
    }
    beginValue();
    require(NumberText.MAX_BYTES);
    position = ShortestDecimal.put(buffer, position, value);
  }

  /// Writes a number: the digits that single out the float.
  ///
  /// @throws EncodeException if it is NaN or infinite
  public void number(float value) {
    if (!Float.isFinite(value)) {
      throw error(Rule.NONFINITE, "a finite number, as JSON has no others", Float.toString(value));
    }
    beginValue();
    require(NumberText.MAX_BYTES);
    position = ShortestDecimal.put(buffer, position, value);
  }

  /// Writes `true` or `false`.
  public void bool(boolean value) {
    beginValue();
    putAscii(value ? "true" : "false");
  }

  /// Writes `null`.
  public void nullValue() {
    beginValue();
    putAscii("null");
  }

  /// Makes the document ready for a value that the caller puts into the buffer.
  void beginValue() {
    switch (levels[level]) {
      case NOTHING_YET -> levels[level] = DOCUMENT;
      case FIRST_IN_LIST -> levels[level] = IN_LIST;
      case IN_LIST -> putByte(',');
      case BEHIND_KEY -> levels[level] = IN_OBJECT;
      case DOCUMENT -> throw misuse("one document only");
      default -> throw misuse("a key before the value");
    }
  }

  // Bytes.

  /// Makes room for `count` bytes behind the position.
  void require(int count) {
    if (buffer.length - position < count) {
      flush();
    }
  }

  void putByte(char ascii) {
    require(1);
    buffer[position++] = (byte) ascii;
  }

  void putAscii(String text) {
    require(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[position++] = (byte) text.charAt(i);
    }
  }

  /// Puts in many bytes.
  void putBytes(byte[] bytes, int offset, int count) {
    if (count <= buffer.length - position) {
      System.arraycopy(bytes, offset, buffer, position, count);
      position += count;
    } else {
      flush();
      sink.write(bytes, offset, count);
      passedOn += count;
    }
  }

  private void flush() {
    if (position > 0) {
      sink.write(buffer, 0, position);
      passedOn += position;
      position = 0;
    }
  }

  /// How many bytes the document has so far.
  long size() {
    return passedOn + position;
  }

  private void quote(String text) {
    putByte('"');
    for (int i = 0; i < text.length(); i++) {
      require(MAX_CHARACTER_BYTES);
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        buffer[position++] = (byte) c;
      } else if (c < 0x80) {
        escape(c);
      } else if (c < 0x800) {
        buffer[position++] = (byte) (0xC0 | (c >>> 6));
        putContinuation(c);
      } else if (!Character.isSurrogate(c)) {
        buffer[position++] = (byte) (0xE0 | (c >>> 12));
        putContinuation(c >>> 6);
        putContinuation(c);
      } else {
        int codePoint = text.codePointAt(i);
        if (codePoint == c || Character.isLowSurrogate(c)) {
          throw error(
              Rule.TEXT,
              "text in whole characters",
              "half a surrogate pair, U+%04X, at index %d".formatted((int) c, i));
        }
        i++;
        buffer[position++] = (byte) (0xF0 | (codePoint >>> 18));
        putContinuation(codePoint >>> 12);
        putContinuation(codePoint >>> 6);
        putContinuation(codePoint);
      }
    }
    putByte('"');
  }

  private void putContinuation(int bits) {
    buffer[position++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void escape(char c) {
    buffer[position++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[position++] = (byte) c;
      case '\n' -> buffer[position++] = 'n';
      case '\r' -> buffer[position++] = 'r';
      case '\t' -> buffer[position++] = 't';
      case '\b' -> buffer[position++] = 'b';
      case '\f' -> buffer[position++] = 'f';
      default -> {
        putAscii("u00");
        buffer[position++] = HEX[c >>> 4];
        buffer[position++] = HEX[c & 15];
      }
    }
  }

  // Errors.

  /// Where in the record this writer is; empty in the record itself.
  String place() {
    return here().toString();
  }

  /// Where in the record this writer is.
  JsonReader.Place here() {
    return new JsonReader.Place(outer, field, index);
  }

  /// Says that this writer is at a place where it was before.
  void place(JsonReader.Place place) {
    outer = place.outer() == null ? JsonReader.Place.ROOT : place.outer();
    field = place.name();
    index = place.index();
  }

  /// Says that this writer is at a field of a record, or at the value under a name.
  void place(JsonReader.Place record, String name) {
    outer = record;
    field = name;
    index = JsonReader.Place.NO_INDEX;
  }

  /// Says that this writer is at an element of a list.
  void place(JsonReader.Place list, long element) {
    outer = list;
    field = "";
    index = element;
  }

  /// An error at this place.
  EncodeException error(Rule rule, String expected, String found) {
    return new EncodeException(rule, name, place(), -1, expected, found);
  }

  /// An error at an element of the array at this place.
  EncodeException elementError(Rule rule, long element, String expected, String found) {
    return new EncodeException(rule, name, place(), element, expected, found);
  }

  private IllegalStateException misuse(String expected) {
    String found =
        switch (levels[level]) {
          case NOTHING_YET -> "nothing written yet";
          case DOCUMENT -> "the document's end";
          case FIRST_IN_LIST, IN_LIST -> "a list";
          case BEHIND_KEY -> "a key without its value";
          default -> "an object";
        };
    return new IllegalStateException("expected %s, found %s".formatted(expected, found));
  }
}
