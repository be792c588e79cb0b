package dev.sheaf.pipeline;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/// Reads all rows of a large file twice, in order and shuffled, and prints how many there were and the sum of their
/// last bytes.
final class BiggerThanMemoryReader {
  private BiggerThanMemoryReader() {}

  public static void main(String[] arguments) {
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            true,
            List.of(new FieldSchema("rows", "", new ArrayType(DType.UINT8, ShapePattern.parse("4096"), false))));
    ColumnCollator<Object[], Columns> collator =
        new ColumnCollator<>(schema, List.of(row -> row[0]), columns -> columns);
    long rows = 0;
    long sum = 0;
    try (Dataset<Object[]> dataset =
        Datasets.open(Path.of(arguments[0]), SchemaCodec.of(schema), DatasetOptions.DEFAULT)) {
      for (Pipeline<Columns> batches :
          List.of(
              Pipeline.over(dataset).batch(256, collator), Pipeline.over(dataset).shuffle(42).batch(256, collator))) {
        try (DataLoader<Columns> loader = batches.open()) {
          for (Columns batch : loader) {
            UInt8Array values = (UInt8Array) batch.fixed(0);
            rows += batch.size();
            for (long row = 0; row < batch.size(); row++) {
              sum += values.segment().get(ValueLayout.JAVA_BYTE, row * 4096 + 4095);
            }
          }
        }
      }
    }
    System.out.println(rows + " rows, sum " + sum);
  }
}
