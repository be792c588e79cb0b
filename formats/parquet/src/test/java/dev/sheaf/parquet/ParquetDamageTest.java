package dev.sheaf.parquet;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.DataException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetDamageTest {
  private static final RecordSchema SCHEMA =
      WrittenFile.schema(
          entry("number", new ScalarType(Scalar.LONG, List.of())),
          entry("text", new OptionalType(new TextType(List.of()))),
          entry("list", new ListType(new TextType(List.of()), List.of())),
          entry("x", new ArrayType(DType.FLOAT32, ShapePattern.parse("2, 2"), false)));

  @TempDir private Path folder;
  private byte[] bytes;

  @BeforeEach
  void writeASmallFile() throws IOException {
    bytes = written("snappy", 30);
  }

  private byte[] written(String compression, int count) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(
          new Object[] {
            (long) row,
            row % 3 == 0 ? Optional.empty() : Optional.of("text " + row),
            row % 2 == 0 ? List.of() : List.of("a", "b" + row),
            Float32Array.of(Shape.of(2, 2), row, 2, 3, 4)
          });
    }
    Path file = folder.resolve(compression + ".parquet");
    WrittenFile.write(
        file, SCHEMA, FormatOptions.DEFAULT.with("compression", compression).with("row_group_size", "20"), rows);
    return Files.readAllBytes(file);
  }

  private static String values(byte[] bytes) {
    StringJoiner all = new StringJoiner("\n");
    try (ParquetReader reader = WrittenFile.open(bytes)) {
      List<FieldSchema> fields = reader.schema().fields();
      all.add(fields.toString());
      for (int field = 0; field < fields.size(); field++) {
        switch (reader.column(field, 0, reader.size())) {
          case ColumnValues.Stacked stacked ->
              all.add(Arrays.toString(stacked.values().segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)));
          case ColumnValues.Ragged ragged -> all.add(ragged.values() + Arrays.toString(ragged.offsets()));
          case ColumnValues.Listed listed -> all.add(listed.values().toString());
        }
      }
      return all.toString();
    }
  }

  /// Pages have checksums; what of a footer has none, such as the name of a field, can differ and be sound.
  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd"})
  void neverReadsOtherValuesFromAPageInWhichABitIsFlipped(String compression) throws IOException {
    byte[] file = written(compression, 30);
    String before = values(file);
    int footer = footer(file);
    for (int i = 0; i < file.length; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      try {
        String after = values(damaged);
        if (i < footer) {
          assertEquals(before, after, "after the flip of byte " + i);
        }
      } catch (DataException e) {
        assertEquals("memory.parquet", e.file());
      } catch (RuntimeException | Error e) {
        fail("the flip of byte %d gave %s".formatted(i, e), e);
      }
    }
  }

  private static int footer(byte[] file) {
    int length = 0;
    for (int i = 5; i <= 8; i++) {
      length = (length << 8) | (file[file.length - i] & 0xff);
    }
    return file.length - 8 - length;
  }

  @Test
  void refusesEveryBeginningOfAFile() {
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(CorruptDataException.class, () -> values(cut), "the first %d bytes".formatted(length));
    }
  }

  @Test
  void survivesWildBytes() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = bytes.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(4, bytes.length - 8)] = (byte) random.nextInt();
      }
      try {
        assertTrue(values(damaged).length() > 0);
      } catch (DataException e) {
        assertEquals("memory.parquet", e.file());
      } catch (RuntimeException | Error e) {
        fail("with seed %d, round %d: %s".formatted(seed, round, e), e);
      }
    }
  }

  @Test
  void refusesAPageThatIsLargerThanAllowed() throws IOException {
    Path file = folder.resolve("long.parquet");
    RecordSchema schema = WrittenFile.schema(entry("text", new TextType(List.of())));
    WrittenFile.write(file, schema, FormatOptions.DEFAULT, List.<Object[]>of(new Object[] {"x".repeat(10_000)}));
    FormatOptions tight = FormatOptions.DEFAULT.withMaxRecordBytes(5000);

    try (ParquetReader reader = WrittenFile.open(Files.readAllBytes(file), tight)) {
      UnsupportedFormatException refusal =
          assertThrows(UnsupportedFormatException.class, () -> reader.column(0, 0, 1));
      assertTrue(refusal.expected().contains("at most 5000 bytes"), refusal::getMessage);
    }
  }

  @Test
  void reportsAFieldThatIsNotThereAsTheCallersFault() {
    try (ParquetReader reader = WrittenFile.open(bytes)) {
      assertThrows(IndexOutOfBoundsException.class, () -> reader.column(4, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.column(0, 0, 31));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.row(30, Set.of("number")));
      assertThrows(IllegalArgumentException.class, () -> reader.field("nowhere"));
      assertEquals(Set.of("number"), reader.row(3, Set.of("number", "nowhere")).keySet());
    }
  }

  @Test
  void answersNothingOnceItIsClosed() {
    ParquetReader reader = WrittenFile.open(bytes);
    reader.row(0, Set.of("number"));
    reader.close();
    reader.close();

    assertThrows(IllegalStateException.class, () -> reader.row(0, Set.of("number")));
    assertThrows(IllegalStateException.class, reader::size);
    assertThrows(IllegalStateException.class, () -> reader.column(0, 0, 1));
  }

  @Test
  void givesSixteenThreadsTheRowsThatOneGets() throws Exception {
    byte[] file = written("zstd", 500);
    FormatOptions little = FormatOptions.DEFAULT.with("cache_bytes", "4000");
    Set<String> fields = Set.of("number", "text", "list", "x");
    try (ParquetReader reader = WrittenFile.open(file, little);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Object> expected = new ArrayList<>();
      for (long row = 0; row < reader.size(); row++) {
        expected.add(reader.row(row, fields));
      }
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        long seed = thread;
        tasks.add(
            () -> {
              RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
              for (int i = 0; i < 300; i++) {
                int row = random.nextInt(expected.size());
                assertEquals(expected.get(row), reader.row(row, fields));
              }
              return true;
            });
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertTrue(result.get());
      }
    }
  }
}
