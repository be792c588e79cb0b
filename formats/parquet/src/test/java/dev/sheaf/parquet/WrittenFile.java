package dev.sheaf.parquet;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Files for the tests.
final class WrittenFile {
  private WrittenFile() {}

  @SafeVarargs
  static RecordSchema schema(Map.Entry<String, FieldType>... fields) {
    List<FieldSchema> all = new ArrayList<>();
    for (Map.Entry<String, FieldType> field : fields) {
      all.add(new FieldSchema(field.getKey(), "", field.getValue()));
    }
    return new RecordSchema("com.acme.Row", "", false, all);
  }

  static void write(Path file, RecordSchema schema, FormatOptions options, List<Object[]> rows) {
    try (TableWriter writer = new ParquetFormat().create(file, schema, options)) {
      rows.forEach(writer::write);
      writer.commit();
    }
  }

  static ParquetReader open(Path file) {
    return new ParquetFormat().open(file, InputFile.open(file), FormatOptions.DEFAULT);
  }

  static ParquetReader open(byte[] bytes) {
    return open(bytes, FormatOptions.DEFAULT);
  }

  static ParquetReader open(byte[] bytes, FormatOptions options) {
    Path path = Path.of("memory.parquet");
    return new ParquetFormat().open(path, InputFile.of("memory.parquet", MemorySegment.ofArray(bytes)), options);
  }
}
