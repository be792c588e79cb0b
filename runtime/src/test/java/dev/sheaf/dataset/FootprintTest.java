package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {
  private static final Footprint UNKNOWN = Footprint.UNKNOWN;

  @TempDir Path folder;

  private static ArrayType floats(String shape) {
    return new ArrayType(DType.FLOAT32, ShapePattern.parse(shape), false);
  }

  private static RecordSchema of(FieldType type) {
    return new RecordSchema("com.acme.Row", "", false, List.of(new FieldSchema("v", "", type)));
  }

  private static Footprint seen(FieldType type, String seen) {
    return Footprint.of(of(type), List.of(new FieldSummary("v", type.inWords(), seen)));
  }

  @Test
  void knowsNumbersAndArraysOfFixedShapes() {
    assertEquals(Footprint.of(8), Footprint.of(of(new ScalarType(Scalar.DOUBLE, List.of()))));
    assertEquals(Footprint.of(2 * 3 * 4), Footprint.of(of(floats("2, 3"))));
    assertEquals(Footprint.of(4), Footprint.of(of(floats(""))));
  }

  @Test
  void knowsNothingOfOpenShapesTextsAndListsUntilTheyWereSeen() {
    assertEquals(UNKNOWN, Footprint.of(of(floats("?, 3"))));
    assertEquals(UNKNOWN, Footprint.of(of(new TextType(List.of()))));
    assertEquals(UNKNOWN, Footprint.of(of(new ListType(new TextType(List.of()), List.of()))));
  }

  @Test
  void takesTheLargestThatAnIndexHasSeen() {
    assertEquals(new Footprint(4 * 3 * 4, -1), seen(floats("?, 3"), "(3..4, 3)"));
    assertEquals(new Footprint(7 * 4, -1), seen(floats("?"), "(7,)"));
    assertEquals(new Footprint(0, -1), seen(floats("?"), "(0,)"));
    assertEquals(new Footprint(12 * 4, -1), seen(new TextType(List.of()), "1..12 characters"));
    assertEquals(new Footprint(100, -1), seen(new BytesType(List.of()), "100 bytes, 2 of 8 absent"));
    assertEquals(UNKNOWN, seen(floats("?, ?"), "1 to 3 axes"));
    assertEquals(UNKNOWN, seen(floats("?"), "none"));
  }

  @Test
  void knowsTheMostOfWhatMayBeAbsent() {
    assertEquals(new Footprint(8, -1), Footprint.of(of(new OptionalType(new ScalarType(Scalar.LONG, List.of())))));
  }

  @Test
  void knowsTheMeanOfPackedRowsThatDiffer() {
    RecordSchema schema = of(floats("?"));
    List<Object[]> rows = List.of(row(1), row(5));
    DatasetPacker.pack(Dataset.of(rows, schema), folder);

    try (PackedDataset<Object[]> packed = PackedDataset.open(folder)) {
      assertEquals(new Footprint(-1, 3 * 4), packed.footprint());
      assertEquals(12, packed.footprint().planned());
    }
  }

  private static Object[] row(int length) {
    return new Object[] {Float32Array.of(Shape.of(length), new float[length])};
  }

  @Test
  void reckonsWithSumsProductsAndAlternatives() {
    assertEquals(Footprint.of(30), Footprint.of(10).times(3));
    assertEquals(Footprint.of(13), Footprint.of(10).plus(Footprint.of(3)));
    assertEquals(new Footprint(10, -1), Footprint.of(10).or(Footprint.of(3)));
    assertEquals(UNKNOWN, Footprint.of(10).plus(UNKNOWN));
    assertEquals(UNKNOWN, UNKNOWN.times(5));
    assertEquals(Long.MAX_VALUE, Footprint.of(Long.MAX_VALUE / 2).times(3).most());
  }

  @Test
  void refusesAMeanAboveTheMost() {
    assertThrows(IllegalArgumentException.class, () -> new Footprint(1, 2));
  }
}
