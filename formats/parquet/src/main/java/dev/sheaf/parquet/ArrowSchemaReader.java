package dev.sheaf.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the fields of the Arrow schema that writers leave in a file's metadata under `ARROW:schema`: base64 of an IPC
/// message, which is a flatbuffer.
///
/// A flatbuffer's table points back to a list of offsets of its fields; a field that is not listed has its default. See
/// [FlatBuffers' internals](https://flatbuffers.dev/internals/).
final class ArrowSchemaReader {
  static final String KEY = "ARROW:schema";

  private static final int SCHEMA_HEADER = 1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final Place place;

  /// Parts may be named twice: more of them than there are bytes for are damage.
  private long budget;

  private ArrowSchemaReader(MemorySegment bytes, Place place) {
    this.bytes = bytes;
    this.place = place;
    this.budget = bytes.byteSize();
  }

  /// The fields that the metadata's text describes.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is no such text
  static List<ArrowField> read(String text, Place place) {
    try {
      byte[] message = Base64.getDecoder().decode(text);
      MemorySegment all = MemorySegment.ofArray(message);
      // Newer messages begin with a mark, older ones with their length.
      int prefix = all.get(INT, 0) == -1 ? 8 : 4;
      return new ArrowSchemaReader(all.asSlice(prefix), place).fields();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw place.corrupt("an Arrow schema in the metadata", String.valueOf(e.getMessage()));
    }
  }

  private List<ArrowField> fields() {
    int message = follow(0);
    if (scalar(message, 1) != SCHEMA_HEADER) {
      throw place.corrupt("an Arrow schema in the metadata", "another message");
    }
    int schema = follow(required(message, 2));
    return fields(schema, 1, 0);
  }

  private List<ArrowField> fields(int table, int number, int depth) {
    List<ArrowField> fields = new ArrayList<>();
    if (depth > SchemaNode.MAX_DEPTH) {
      throw place.unsupported("an Arrow schema of at most %d levels".formatted(SchemaNode.MAX_DEPTH), "more");
    }
    for (int child : vector(table, number)) {
      fields.add(field(child, depth));
    }
    return fields;
  }

  private ArrowField field(int table, int depth) {
    int type = scalar(table, 2);
    int size = 0;
    int detail = position(table, 3);
    if (detail != 0 && type == ArrowField.FIXED_SIZE_LIST) {
      int list = follow(detail);
      int at = position(list, 0);
      size = at == 0 ? 0 : bytes.get(INT, at);
    } else if (detail != 0 && type == ArrowField.DURATION) {
      int duration = follow(detail);
      int at = position(duration, 0);
      size = at == 0 ? 1 : bytes.get(SHORT, at);
    }
    Map<String, String> metadata = new HashMap<>();
    for (int entry : vector(table, 6)) {
      metadata.put(string(entry, 0), string(entry, 1));
    }
    return new ArrowField(string(table, 0), type, size, fields(table, 5, depth + 1), metadata);
  }

  /// Where a field of a table lies; 0 where it has its default.
  private int position(int table, int number) {
    int offsets = table - bytes.get(INT, table);
    int slot = 4 + 2 * number;
    if (slot >= Short.toUnsignedInt(bytes.get(SHORT, offsets))) {
      return 0;
    }
    int offset = Short.toUnsignedInt(bytes.get(SHORT, (long) offsets + slot));
    return offset == 0 ? 0 : table + offset;
  }

  private int required(int table, int number) {
    int at = position(table, number);
    if (at == 0) {
      throw place.corrupt("an Arrow schema in the metadata", "a message without one");
    }
    return at;
  }

  /// A byte of a table; 0 by default.
  private int scalar(int table, int number) {
    int at = position(table, number);
    return at == 0 ? 0 : bytes.get(ValueLayout.JAVA_BYTE, at);
  }

  private int follow(int at) {
    spend(1);
    return Math.addExact(at, bytes.get(INT, at));
  }

  private void spend(long count) {
    budget -= count;
    if (budget < 0) {
      throw place.corrupt("an Arrow schema in the metadata", "one whose parts name each other again and again");
    }
  }

  private int[] vector(int table, int number) {
    int at = position(table, number);
    if (at == 0) {
      return new int[0];
    }
    int start = follow(at);
    int count = bytes.get(INT, start);
    if (count < 0 || count > (bytes.byteSize() - start) / Integer.BYTES) {
      throw place.corrupt("an Arrow schema in the metadata", "a list of %d parts".formatted(count));
    }
    int[] tables = new int[count];
    for (int i = 0; i < count; i++) {
      tables[i] = follow(start + Integer.BYTES * (i + 1));
    }
    return tables;
  }

  private String string(int table, int number) {
    int at = position(table, number);
    if (at == 0) {
      return "";
    }
    int start = follow(at);
    int length = bytes.get(INT, start);
    spend(length);
    return new String(
        bytes.asSlice((long) start + Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
