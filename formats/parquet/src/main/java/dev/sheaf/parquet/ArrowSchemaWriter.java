package dev.sheaf.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes what [ArrowSchemaReader] reads: from front to back, so that every offset points forward.
final class ArrowSchemaWriter {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int VERSION_5 = 4;
  private static final int SCHEMA_HEADER = 1;

  /// A type of Arrow's.
  ///
  /// @param number in the union `Type`
  /// @param parameters the first fields of its table: numbers, and texts
  record Type(int number, List<Object> parameters) {
    static Type of(int number, Object... parameters) {
      return new Type(number, List.of(parameters));
    }
  }

  /// A field to be written.
  record Field(String name, boolean nullable, Type type, List<Field> children, Map<String, String> metadata) {}

  private byte[] bytes = new byte[256];
  private int end;

  private ArrowSchemaWriter() {}

  /// The text for the metadata.
  static String write(List<Field> fields) {
    ArrowSchemaWriter out = new ArrowSchemaWriter();
    int mark = out.grow(2 * Integer.BYTES);
    out.put(mark, -1);
    out.message(out.grow(Integer.BYTES), fields);
    out.grow(-out.end & 7);
    out.put(Integer.BYTES, out.end - 2 * Integer.BYTES);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(out.bytes, out.end));
  }

  private void message(int link, List<Field> fields) {
    int message = table(link, 3);
    set(message, 0, VERSION_5);
    set(message, 1, SCHEMA_HEADER);
    int schema = table(slot(message, 2), 2);
    fields(slot(schema, 1), fields);
  }

  private void fields(int link, List<Field> fields) {
    int links = vector(link, fields.size());
    for (int i = 0; i < fields.size(); i++) {
      field(links + i * Integer.BYTES, fields.get(i));
    }
  }

  private void field(int link, Field field) {
    int table = table(link, 7);
    string(slot(table, 0), field.name());
    set(table, 1, field.nullable() ? 1 : 0);
    set(table, 2, field.type().number());
    List<Object> parameters = field.type().parameters();
    int type = table(slot(table, 3), parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) instanceof Integer number) {
        set(type, i, number);
      } else {
        string(slot(type, i), parameters.get(i).toString());
      }
    }
    fields(slot(table, 5), field.children());
    Map<String, String> metadata = new TreeMap<>(field.metadata());
    if (!metadata.isEmpty()) {
      int links = vector(slot(table, 6), metadata.size());
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        int pair = table(links, 2);
        string(slot(pair, 0), entry.getKey());
        string(slot(pair, 1), entry.getValue());
        links += Integer.BYTES;
      }
    }
  }

  /// A table of fields of four bytes each, none of which is there yet. The list of their offsets stands before it.
  private int table(int link, int fields) {
    int offsetsLength = 4 + 2 * fields;
    int offsets = grow(offsetsLength + (offsetsLength & 2));
    int table = grow(Integer.BYTES * (fields + 1));
    put(offsets, (short) offsetsLength);
    put(offsets + 2, (short) (Integer.BYTES * (fields + 1)));
    put(table, table - offsets);
    put(link, table - link);
    return table;
  }

  /// Where a field of a table lies, which from now on is there.
  private int slot(int table, int field) {
    int offsets = table - MemorySegment.ofArray(bytes).get(INT, table);
    int offset = Integer.BYTES * (field + 1);
    put(offsets + 4 + 2 * field, (short) offset);
    return table + offset;
  }

  private void set(int table, int field, int value) {
    put(slot(table, field), value);
  }

  /// Room for links to `count` parts; gives where the first link is.
  private int vector(int link, int count) {
    int vector = grow(Integer.BYTES * (count + 1));
    put(vector, count);
    put(link, vector - link);
    return vector + Integer.BYTES;
  }

  private void string(int link, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    // A zero behind it, and up to the next multiple of four.
    int string = grow(Integer.BYTES + (utf8.length + 4 & ~3));
    put(string, utf8.length);
    System.arraycopy(utf8, 0, bytes, string + Integer.BYTES, utf8.length);
    put(link, string - link);
  }

  private int grow(int count) {
    int start = end;
    end += count;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    return start;
  }

  private void put(int at, int value) {
    MemorySegment.ofArray(bytes).set(INT, at, value);
  }

  private void put(int at, short value) {
    MemorySegment.ofArray(bytes).set(SHORT, at, value);
  }
}
