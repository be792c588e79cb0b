package dev.sheaf.tools.inspect;

import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows as values by name, however they are read.
interface RowView {
  /// How many there are.
  long size();

  /// One of them.
  Map<String, @Nullable Object> row(long position);

  /// Rows of a dataset of [SchemaCodec].
  static RowView of(Dataset<Object[]> dataset) {
    List<String> names = dataset.schema().fields().stream().map(FieldSchema::name).toList();
    return view(
        dataset.size(),
        position -> {
          Object[] values = dataset.get(position);
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int i = 0; i < values.length; i++) {
            row.put(names.get(i), values[i]);
          }
          return row;
        });
  }

  /// Rows as they are stored: values of a table; of records, what their bytes tell.
  static RowView of(RowSource rows) {
    return switch (rows) {
      case TableReader table -> {
        RecordSchema schema = table.schema();
        Set<String> names = schema.fields().stream().map(FieldSchema::name).collect(Collectors.toSet());
        yield view(table.size(), position -> inOrder(schema, table.row(position, names)));
      }
      case RecordReader records -> {
        RecordEncodings encodings = RecordEncodings.installed();
        yield view(records.size(), position -> record(encodings, records.read(position)));
      }
    };
  }

  private static Map<String, @Nullable Object> inOrder(RecordSchema schema, Map<String, Object> values) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    schema.fields().forEach(field -> row.put(field.name(), values.get(field.name())));
    return row;
  }

  private static Map<String, @Nullable Object> record(RecordEncodings encodings, MemorySegment bytes) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    encodings
        .peek(bytes)
        .ifPresentOrElse(
            peeked -> row.putAll(peeked.getValue()), () -> row.put("bytes", bytes.toArray(ValueLayout.JAVA_BYTE)));
    return row;
  }

  private static RowView view(long size, LongFunction<Map<String, @Nullable Object>> reader) {
    return new RowView() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Map<String, @Nullable Object> row(long position) {
        return reader.apply(position);
      }
    };
  }
}
