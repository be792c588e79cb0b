package dev.sheaf.dataset;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/// Rows of a number, a point and some points, made when they are asked for, which somebody may listen to.
///
/// @param size how many
/// @param name their fingerprint
/// @param before is told of each row before it is made
/// @param asked which rows have been asked for
record ScanRows(long size, String name, LongConsumer before, Queue<Long> asked) implements Dataset<Object[]> {
  static final RecordSchema SCHEMA =
      new RecordSchema(
          "com.acme.Scan",
          "",
          false,
          List.of(
              new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("center", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false)),
              new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 2"), false))));

  static ScanRows of(long size) {
    return new ScanRows(size, "scans", _ -> {}, new ConcurrentLinkedQueue<>());
  }

  static ScanRows failingAt(long row, long size) {
    LongConsumer failing =
        next -> {
          if (next == row) {
            throw new IllegalStateException("row " + row + " fails");
          }
        };
    return new ScanRows(size, "scans", failing, new ConcurrentLinkedQueue<>());
  }

  @Override
  public RecordSchema schema() {
    return SCHEMA;
  }

  @Override
  public Object[] get(long row) {
    before.accept(row);
    asked.add(row);
    int points = (int) (row * 7 % 5);
    float[] coordinates = new float[2 * points];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = row + i / 8f;
    }
    return new Object[] {
      row, Float32Array.of(Shape.of(2), (float) row, (float) -row), Float32Array.of(Shape.of(points, 2), coordinates)
    };
  }

  @Override
  public String fingerprint() {
    return name;
  }

  @Override
  public void close() {}
}
