package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.MemoryPlan.Part;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.LengthBuckets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  /// Of one array of 25 floats: 100 bytes.
  private static final RecordSchema ROW = schema("25");

  private static RecordSchema schema(String shape) {
    return new RecordSchema(
        "com.acme.Row",
        "",
        false,
        List.of(new FieldSchema("v", "", new ArrayType(DType.FLOAT32, ShapePattern.parse(shape), false))));
  }

  private static IndexedPipeline<Object[]> rows(int count) {
    return rows(count, ROW);
  }

  private static IndexedPipeline<Object[]> rows(int count, RecordSchema schema) {
    Object[] row = {Float32Array.of(Shape.of(25), new float[25])};
    return Pipeline.over(Dataset.of(Collections.nCopies(count, row), schema));
  }

  private static ColumnCollator<Object[], Long> collator(RecordSchema schema) {
    return new ColumnCollator<>(schema, List.of(row -> row[0]), columns -> columns.size());
  }

  private static List<Part> parts(Pipeline<?> pipeline) {
    return pipeline.memoryPlan().parts();
  }

  @Test
  void countsBatchesThatAreMadeAheadAndTheRowsTheyAreMadeOf() {
    assertEquals(
        List.of(
            new Part("in the consumer's hands", 1, 800, false),
            new Part("batches made ahead", 6 + 1, 800, false),
            new Part("rows that batches are made of", 2, 800, false)),
        parts(rows(1000).batch(8, collator(ROW)).prefetch(6).threads(2)));
  }

  @Test
  void countsWhatAWindowABucketAndAPrefetchHoldBack() {
    List<Part> parts =
        parts(
            rows(10_000)
                .items()
                .windowShuffle(500, 1)
                .batch(8, collator(ROW))
                .prefetch(4)
                .threads(2));

    assertEquals(
        List.of(
            new Part("in the consumer's hands", 1, 800, false),
            new Part("prefetch", 4 + 1, 800, false),
            new Part("open bucket", 8, 100, false),
            new Part("shuffle window", 500, 100, false)),
        parts.subList(0, 4));
    assertEquals("items made ahead", parts.get(4).name());
  }

  @Test
  void holdsNothingForAnOrderOnTheIndexPlane() {
    assertEquals(
        parts(rows(1000).batch(8, collator(ROW)).threads(2)),
        parts(rows(1000).shuffle(42).windowShuffle(100, 1).repeat(3).skip(2000).batch(8, collator(ROW)).threads(2)));
  }

  @Test
  void countsACacheAndBucketsOfLengths() {
    assertTrue(parts(rows(1000).cache(300)).contains(new Part("cache", 300, 100, false)));
    assertTrue(
        parts(
                rows(1000)
                    .bucketByLength(
                        LengthBuckets.of(List.of(new BucketSize(8, 10), new BucketSize(4, 20))), _ -> 1))
            .contains(new Part("open buckets", 12, 100, false)));
  }

  @Test
  void countsWhatAPrefetchByWeightMayWeigh() {
    assertTrue(
        parts(rows(1000).items().prefetchBytes(5000, _ -> 1))
            .contains(new Part("prefetch by weight", 1, 5000, false)));
  }

  @Test
  void saysOfWhatAFunctionMakesThatItIsUnknown() {
    MemoryPlan plan = rows(1000).map(row -> row[0]).memoryPlan();

    assertFalse(plan.isComplete());
    assertEquals(MemoryPlan.UNKNOWN, plan.parts().getFirst().bytes());
    assertTrue(plan.toString().contains("in the consumer's hands  1 x unknown = unknown"), plan::toString);
    assertTrue(plan.toString().endsWith("together, of what is known: 0 bytes"), plan::toString);
  }

  @Test
  void saysOfRowsOfOpenShapesThatTheyAreUnknown() {
    assertFalse(rows(1000, schema("?")).batch(8, collator(schema("?"))).memoryPlan().isComplete());
  }

  @Test
  void holdsNoMoreThanThereIs() {
    Part ahead = parts(rows(3).threads(2)).get(1);

    assertEquals(3, ahead.items());
  }

  @Test
  void refusesToOpenWhatIsOverTheBudget() {
    Pipeline<Long> pipeline = rows(1000).batch(8, collator(ROW)).prefetch(6).threads(2);
    long bytes = pipeline.memoryPlan().bytes();

    MemoryBudgetException e =
        assertThrows(MemoryBudgetException.class, () -> pipeline.memoryBudget(bytes - 1).open());
    assertEquals(bytes - 1, e.budget());
    assertEquals(pipeline.memoryPlan(), e.plan());
    assertEquals(
        """
        expected a pipeline that holds at most 7.8 KiB (7999 bytes), found a plan of 7.8 KiB:
          in the consumer's hands        1 x 800 bytes = 800 bytes
          batches made ahead             7 x 800 bytes = 5.5 KiB
          rows that batches are made of  2 x 800 bytes = 1.6 KiB
          together: 7.8 KiB
        smaller batches, windows or prefetch, or fewer threads, hold less""",
        e.getMessage());
  }

  @Test
  void opensWhatIsWithinTheBudget() {
    Pipeline<Long> pipeline = rows(16).batch(8, collator(ROW)).prefetch(6).threads(2);

    try (DataLoader<Long> loader = pipeline.memoryBudget(pipeline.memoryPlan().bytes()).open()) {
      assertEquals(List.of(8L, 8L), PipelineTest.rest(loader));
    }
  }

  @Test
  void refusesToResumeWhatIsOverTheBudgetToo() {
    Pipeline<Object[]> pipeline = rows(16).threads(2);
    try (DataLoader<Object[]> loader = pipeline.open()) {
      assertThrows(MemoryBudgetException.class, () -> pipeline.memoryBudget(1).resume(loader.checkpoint()));
    }
  }

  @Test
  void takesTheBudgetThatIsSaidAnywhere() {
    assertThrows(
        MemoryBudgetException.class, () -> rows(1000).memoryBudget(1).items().windowShuffle(100, 1).open());
  }

  @Test
  void doesNotCountWhatItDoesNotKnow() {
    try (DataLoader<Object> loader = rows(2).<Object>map(row -> row[0]).memoryBudget(1).open()) {
      assertEquals(2, PipelineTest.rest(loader).size());
    }
  }

  @Test
  void refusesABudgetOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> rows(1).memoryBudget(0));
  }

  @Test
  void writesBytesForPeople() {
    assertEquals("0 bytes", MemoryPlan.inWords(0));
    assertEquals("1 byte", MemoryPlan.inWords(1));
    assertEquals("1023 bytes", MemoryPlan.inWords(1023));
    assertEquals("1.0 KiB", MemoryPlan.inWords(1024));
    assertEquals("1.5 MiB", MemoryPlan.inWords(3 << 19));
    assertEquals("8.0 EiB", MemoryPlan.inWords(Long.MAX_VALUE));
  }
}
