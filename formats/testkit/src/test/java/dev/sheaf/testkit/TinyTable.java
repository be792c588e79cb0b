package dev.sheaf.testkit;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of a label, two pixels, some numbers, and a text that may be missing, each as one record of [TinyFormat].
final class TinyTable implements RecordFormat {
  static final RecordSchema SCHEMA =
      new RecordSchema(
          "Tiny",
          "",
          false,
          List.of(
              new FieldSchema("label", "", new FieldType.ScalarType(Scalar.LONG, List.of())),
              new FieldSchema(
                  "pixels", "", new FieldType.ArrayType(DType.UINT8, ShapePattern.parse("2"), false)),
              new FieldSchema("counts", "", new FieldType.ArrayType(DType.UINT8, ShapePattern.parse("_"), false)),
              new FieldSchema("text", "", new FieldType.OptionalType(new FieldType.TextType(List.of())))));

  private final TinyFormat records = new TinyFormat();

  @Override
  public String name() {
    return "tiny_table";
  }

  @Override
  public Match match(FileProbe probe) {
    return records.match(probe);
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    return new Reader((RecordReader) records.open(path, file, options));
  }

  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    RecordWriter writer = records.create(target, options);
    return new TableWriter() {
      @Override
      public void write(Object[] values) {
        writer.write(MemorySegment.ofArray(record(values)));
      }

      @Override
      public void commit() {
        writer.commit();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  /// The label, the pixels, the number of counts, the counts, and the text: `-` for none, else `+` and the text.
  static byte[] record(Object[] values) {
    byte[] pixels = ((NdArray) values[1]).segment().toArray(ValueLayout.JAVA_BYTE);
    byte[] counts = ((NdArray) values[2]).segment().toArray(ValueLayout.JAVA_BYTE);
    String text = ((Optional<?>) values[3]).map(some -> "+" + some).orElse("-");
    byte[] chars = text.getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[4 + counts.length + chars.length];
    record[0] = ((Long) values[0]).byteValue();
    record[1] = pixels[0];
    record[2] = pixels[1];
    record[3] = (byte) counts.length;
    System.arraycopy(counts, 0, record, 4, counts.length);
    System.arraycopy(chars, 0, record, 4 + counts.length, chars.length);
    return record;
  }

  static NdArray bytes(byte... values) {
    return NdArray.wrap(DType.UINT8, MemorySegment.ofArray(values), Shape.of(values.length));
  }

  private record Reader(RecordReader records) implements TableReader {
    @Override
    public RecordSchema schema() {
      records.size();
      return SCHEMA;
    }

    @Override
    public long size() {
      return records.size();
    }

    @Override
    public Map<String, Object> row(long row, Set<String> fields) {
      byte[] record = records.read(row).toArray(ValueLayout.JAVA_BYTE);
      byte[] counts = Arrays.copyOfRange(record, 4, 4 + record[3]);
      String text = new String(record, 4 + record[3], record.length - 4 - record[3], StandardCharsets.UTF_8);
      Map<String, Object> values = new HashMap<>();
      values.put("label", (long) record[0]);
      values.put("pixels", bytes(record[1], record[2]));
      values.put("counts", bytes(counts));
      values.put("text", text.startsWith("+") ? text.substring(1) : null);
      values.keySet().retainAll(fields);
      return values;
    }

    @Override
    public ColumnValues column(int field, long from, long to) {
      Objects.checkFromToIndex(from, to, size());
      String name = SCHEMA.fields().get(Objects.checkIndex(field, SCHEMA.fields().size())).name();
      List<@Nullable Object> values = new ArrayList<>();
      for (long row = from; row < to; row++) {
        values.add(row(row, Set.of(name)).get(name));
      }
      return switch (name) {
        case "label" ->
            new ColumnValues.Stacked(
                NdArray.wrap(
                    DType.INT64,
                    MemorySegment.ofArray(values.stream().mapToLong(value -> (Long) value).toArray()),
                    Shape.of(values.size())));
        case "pixels" -> new ColumnValues.Stacked(stacked(values).reshape(Shape.of(values.size(), 2)));
        case "counts" -> {
          long[] offsets = new long[values.size() + 1];
          for (int i = 0; i < values.size(); i++) {
            offsets[i + 1] = offsets[i] + ((NdArray) values.get(i)).size();
          }
          yield new ColumnValues.Ragged(stacked(values), offsets);
        }
        default -> new ColumnValues.Listed(values);
      };
    }

    private static NdArray stacked(List<@Nullable Object> values) {
      var all = new ByteArrayOutputStream();
      values.forEach(value -> all.writeBytes(((NdArray) value).segment().toArray(ValueLayout.JAVA_BYTE)));
      return bytes(all.toByteArray());
    }

    @Override
    public void close() {
      records.close();
    }
  }
}
