package dev.sheaf.testkit;

import dev.sheaf.array.Float32Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.npy.NpzFormat;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
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

/// What all formats of tables keep, for archives of NumPy's arrays.
final class NpzContractTest extends TableFormatContract implements TableWritingContract {
  private static final RecordSchema ROW =
      new RecordSchema(
          "com.acme.Row",
          "",
          false,
          List.of(
              new FieldSchema("number", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("pair", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false))));

  @TempDir private static Path folder;

  @Override
  public RecordFormat format() {
    return new NpzFormat();
  }

  @Override
  public RecordSchema schemaToWrite() {
    return ROW;
  }

  @Override
  public Object[] valuesToWrite(int row) {
    return new Object[] {(long) row, Float32Array.of(Shape.of(2), row, -row)};
  }

  @Override
  public boolean checksums() {
    return true;
  }

  @Override
  public Sample sample(int rows) {
    Path file = folder.resolve("sample.npz");
    try (TableWriter out = format().create(file, ROW, FormatOptions.DEFAULT)) {
      for (int i = 0; i < rows; i++) {
        out.write(valuesToWrite(i));
      }
      out.commit();
    }
    try {
      return Sample.ofRows(
          "sample.npz",
          Files.readAllBytes(file),
          IntStream.range(0, rows)
              .mapToObj(row -> Map.of("number", valuesToWrite(row)[0], "pair", valuesToWrite(row)[1]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
