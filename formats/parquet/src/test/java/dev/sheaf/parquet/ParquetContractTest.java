package dev.sheaf.parquet;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.testkit.Sample;
import dev.sheaf.testkit.TableFormatContract;
import dev.sheaf.testkit.TableWritingContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// What all formats of tables keep.
final class ParquetContractTest extends TableFormatContract implements TableWritingContract {
  private static final RecordSchema ROW =
      new RecordSchema(
          "com.acme.Row",
          "",
          false,
          List.of(
              new FieldSchema("number", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("text", "", new OptionalType(new TextType(List.of()))),
              new FieldSchema("pair", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false)),
              new FieldSchema("ragged", "", new ArrayType(DType.INT32, ShapePattern.parse("n"), false))));

  @TempDir private static Path folder;

  @Override
  public RecordFormat format() {
    return new ParquetFormat();
  }

  @Override
  public RecordSchema schemaToWrite() {
    return ROW;
  }

  @Override
  public Object[] valuesToWrite(int row) {
    return new Object[] {
      (long) row,
      row % 3 == 0 ? Optional.empty() : Optional.of("t" + row),
      Float32Array.of(Shape.of(2), row, 1),
      Int32Array.of(Shape.of(row % 3), new int[row % 3])
    };
  }

  /// Page checksums are not in all files, and footers have none.
  @Override
  public boolean checksums() {
    return false;
  }

  @Override
  public Sample sample(int rows) {
    Path file = folder.resolve("sample.parquet");
    List<Map<String, Object>> expected = new ArrayList<>();
    try (TableWriter out = format().create(file, ROW, FormatOptions.DEFAULT.with("row_group_size", "20"))) {
      for (int i = 0; i < rows; i++) {
        Object[] values = valuesToWrite(i);
        out.write(values);
        Map<String, Object> row = new HashMap<>(Map.of("number", values[0], "pair", values[2], "ragged", values[3]));
        ((Optional<?>) values[1]).ifPresent(text -> row.put("text", text));
        expected.add(row);
      }
      out.commit();
    }
    try {
      return Sample.ofRows("sample.parquet", Files.readAllBytes(file), expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
