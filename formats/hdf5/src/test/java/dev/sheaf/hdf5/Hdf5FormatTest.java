package dev.sheaf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float16Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Hdf5FormatTest {
  private static final Set<String> ALL =
      Set.of("image", "swapped", "label", "small", "half", "flag", "color", "name", "pair", "blob", "point", "list");

  private static TableReader open(String name, FormatOptions options) {
    return assertInstanceOf(
        TableReader.class, new Hdf5Format().open(Path.of("nowhere", name), Files5.input(name), options));
  }

  private static TableReader open(FormatOptions options) {
    return open("rows.h5", options);
  }

  private static FormatOptions dataset(String setting) {
    return FormatOptions.DEFAULT.with("dataset", setting);
  }

  @Test
  void isFoundByItsNameAndByItsSignature() {
    assertEquals("hdf5", RecordFormats.installed().named("hdf5").name());
    byte[] bytes = Files5.bytes("new.h5");
    assertEquals(Match.CONTENT, match("anything", bytes));
    for (int start : new int[] {512, 1024, 2048}) {
      byte[] behind = new byte[start + bytes.length];
      System.arraycopy(bytes, 0, behind, start, bytes.length);
      assertEquals(Match.CONTENT, match("anything", behind), "at " + start);
    }
    assertEquals(Match.NAME, match("a.h5", new byte[5000]));
    assertEquals(Match.NAME, match("a.hdf5", new byte[0]));
    assertEquals(Match.NONE, match("a.npy", new byte[100]));
  }

  private static Match match(String name, byte[] bytes) {
    return new Hdf5Format().match(FileProbe.of(Path.of(name), InputFile.of(name, MemorySegment.ofArray(bytes))));
  }

  @Test
  void takesAllDatasetsOfTheRootThatHaveRowsWhereNoneIsNamed() {
    try (TableReader table = open(FormatOptions.DEFAULT)) {
      assertEquals(20, table.size());
      assertEquals(
          ALL, Set.copyOf(table.schema().fields().stream().map(FieldSchema::name).toList()));
    }
  }

  @Test
  void givesValuesOfNaturalTypes() {
    try (TableReader table = open(FormatOptions.DEFAULT)) {
      Map<String, Object> row = table.row(7, ALL);
      assertEquals(ALL, row.keySet());
      assertEquals(49L, row.get("label"));
      assertEquals(Shape.of(2, 3), assertInstanceOf(Float32Array.class, row.get("image")).shape());
      assertEquals(42 / 4f, assertInstanceOf(Float32Array.class, row.get("image")).get(0, 0));
      assertEquals(14 / 8.0, assertInstanceOf(Float64Array.class, row.get("swapped")).get(0));
      MemorySegment small = assertInstanceOf(UInt8Array.class, row.get("small")).segment();
      assertEquals(248, Byte.toUnsignedInt(small.get(ValueLayout.JAVA_BYTE, 0)));
      assertEquals(Shape.of(), assertInstanceOf(Float16Array.class, row.get("half")).shape());
      assertEquals(false, row.get("flag"));
      assertEquals((byte) 1, row.get("color"));
      assertEquals("row 7", row.get("name"));
      assertEquals(List.of("a7", "b7"), row.get("pair"));
      assertArrayEquals(new byte[] {7, 1, 2}, (byte[]) row.get("blob"));
      assertEquals(3, assertInstanceOf(Int32Array.class, row.get("list")).size());
      Map<?, ?> point = assertInstanceOf(Map.class, row.get("point"));
      assertEquals(7, point.get("id"));
      assertEquals(3.5f, assertInstanceOf(Float32Array.class, point.get("at")).get(0));
      assertEquals("p7", point.get("tag"));
      assertEquals(Set.of("label"), table.row(0, Set.of("label", "elsewhere")).keySet());
    }
  }

  @Test
  void saysInItsSchemaWhatItGives() {
    try (TableReader table = open(FormatOptions.DEFAULT)) {
      assertEquals("int64", words(table, "label"));
      assertEquals("float32", words(table, "image"));
      assertEquals(ShapePattern.parse("2, 3"), ((FieldType.ArrayType) type(table, "image")).shape());
      assertInstanceOf(FieldType.ScalarType.class, type(table, "flag"));
      assertInstanceOf(FieldType.ArrayType.class, type(table, "small"));
      assertInstanceOf(FieldType.TextType.class, type(table, "name"));
      assertEquals("list of text", words(table, "pair"));
      assertEquals("bytes", words(table, "blob"));
      assertEquals("record", words(table, "point"));
      assertTrue(((FieldType.ArrayType) type(table, "list")).shape().isRaggedAlongFirstAxis());
    }
  }

  private static FieldType type(TableReader table, String name) {
    return table.schema().fields().stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow().type();
  }

  private static String words(TableReader table, String name) {
    return type(table, name).inWords();
  }

  @Test
  void stacksNumbersAndPutsSequencesEndToEnd() {
    try (TableReader table = open(dataset("label,list,name,image"))) {
      NdArray labels = assertInstanceOf(ColumnValues.Stacked.class, table.column(0, 6, 18)).values();
      assertEquals(Shape.of(12), labels.shape());
      assertEquals(17 * 17, ((Int64Array) labels).get(11));
      ColumnValues.Ragged lists = assertInstanceOf(ColumnValues.Ragged.class, table.column(1, 1, 6));
      assertArrayEquals(new long[] {0, 1, 3, 6, 6, 7}, lists.offsets());
      assertEquals(Shape.of(7), lists.values().shape());
      ColumnValues.Listed names = assertInstanceOf(ColumnValues.Listed.class, table.column(2, 3, 5));
      assertEquals(List.of("row 3", "row 4"), names.values());
      NdArray images = assertInstanceOf(ColumnValues.Stacked.class, table.column(3, 0, 20)).values();
      assertEquals(Shape.of(20, 2, 3), images.shape());
      assertEquals(0, table.column(1, 20, 20).rows());
      assertThrows(IndexOutOfBoundsException.class, () -> table.column(0, 0, 21));
      assertThrows(IndexOutOfBoundsException.class, () -> table.row(-1, Set.of()));
    }
  }

  @Test
  void namesFieldsByTheEndOfTheirPathsOrAsItIsTold() {
    try (TableReader table = open(dataset("y=/label , other_name = small, /image"))) {
      assertEquals(
          List.of("y", "other_name", "image"), table.schema().fields().stream().map(FieldSchema::name).toList());
    }
    try (TableReader table = open(dataset("other/x"))) {
      assertEquals(3, table.size());
      assertEquals(2, table.row(2, Set.of("x")).get("x"));
    }
  }

  @Test
  void refusesDatasetsThatDisagreeInTheirRowsAndListsThem() {
    for (FormatOptions options :
        List.of(dataset("other/x,other/y"), FormatOptions.DEFAULT.with("group", "other"))) {
      var error = assertThrows(UnsupportedFormatException.class, () -> open(options).close());
      assertTrue(error.found().contains("other/x (3,), other/y (4,)"), error::found);
    }
  }

  @Test
  void refusesWhatIsNoColumn() {
    assertThrows(UnsupportedFormatException.class, () -> open(dataset("virtual")).close());
    assertThrows(UnsupportedFormatException.class, () -> open(dataset("reference")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("scalar")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("nothing")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("not there")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("label,a=label,a=small")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("label,,small")).close());
    assertThrows(
        UnsupportedFormatException.class, () -> open(FormatOptions.DEFAULT.with("group", "empty")).close());
  }

  @Test
  void refusesSettingsThatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> open(FormatOptions.DEFAULT.with("datasets", "x")).close());
    assertThrows(IllegalArgumentException.class, () -> open(dataset("label").with("group", "/")).close());
    assertThrows(
        IllegalArgumentException.class,
        () -> open(FormatOptions.DEFAULT.with("chunk_cache_bytes", "much")).close());
  }

  @Test
  void readsWithoutAChunkCacheToo() {
    try (TableReader table = open(dataset("label").with("chunk_cache_bytes", "0"))) {
      for (int i = 0; i < 20; i++) {
        assertEquals((long) i * i, table.row(i, Set.of("label")).get("label"));
      }
      assertTrue(table.offset(0) > 0);
    }
  }

  @Test
  void givesSixteenThreadsTheSameRowsAtRandom() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Set<String> fields = Set.of("label", "name", "image", "list", "swapped");
    try (TableReader table = open(FormatOptions.DEFAULT.with("chunk_cache_bytes", "100"));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      CountDownLatch start = new CountDownLatch(16);
      List<Future<Void>> done = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        Random random = new Random(seed + thread);
        Callable<Void> work =
            () -> {
              start.countDown();
              start.await();
              for (int i = 0; i < 500; i++) {
                int row = random.nextInt(20);
                Map<String, Object> values = table.row(row, fields);
                assertEquals((long) row * row, values.get("label"));
                assertEquals("row " + row, values.get("name"));
                assertEquals(row * 6 / 4f, assertInstanceOf(Float32Array.class, values.get("image")).get(0, 0));
                assertEquals(row % 4, assertInstanceOf(Int32Array.class, values.get("list")).size());
                assertEquals(row * 2 / 8.0, assertInstanceOf(Float64Array.class, values.get("swapped")).get(0));
              }
              return null;
            };
        done.add(threads.submit(work));
      }
      for (Future<Void> each : done) {
        each.get();
      }
    }
  }
}
