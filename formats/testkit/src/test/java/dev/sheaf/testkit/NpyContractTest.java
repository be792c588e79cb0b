package dev.sheaf.testkit;

import dev.sheaf.array.Float32Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.npy.NpyFormat;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/// What all formats of tables keep, for NumPy's arrays.
final class NpyContractTest extends TableFormatContract implements TableWritingContract {
  private static final RecordSchema ROW =
      new RecordSchema(
          "com.acme.Row",
          "",
          false,
          List.of(
              new FieldSchema("sample", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false))));

  @TempDir private static Path folder;

  @Override
  public RecordFormat format() {
    return new NpyFormat();
  }

  @Override
  public RecordSchema schemaToWrite() {
    return ROW;
  }

  @Override
  public Object[] valuesToWrite(int row) {
    return new Object[] {Float32Array.of(Shape.of(2), row, -row)};
  }

  /// An array file has none.
  @Override
  public boolean checksums() {
    return false;
  }

  @Override
  public Sample sample(int rows) {
    Path file = folder.resolve("sample.npy");
    try (TableWriter out = format().create(file, ROW, FormatOptions.DEFAULT)) {
      for (int i = 0; i < rows; i++) {
        out.write(valuesToWrite(i));
      }
      out.commit();
    }
    try {
      return Sample.ofRows(
          "sample.npy",
          Files.readAllBytes(file),
          IntStream.range(0, rows)
              .mapToObj(row -> Map.of("sample", valuesToWrite(row)[0]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
