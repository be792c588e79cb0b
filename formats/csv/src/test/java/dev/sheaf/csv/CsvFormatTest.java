package dev.sheaf.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.DataException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFormatTest {
  private static final FormatOptions PLAIN = FormatOptions.DEFAULT;

  @TempDir private Path folder;

  private static TableReader open(byte[] bytes, FormatOptions options) {
    return new CsvFormat()
        .open(Path.of("x.csv"), InputFile.of("x.csv", MemorySegment.ofArray(bytes)), options);
  }

  private static TableReader open(String text, FormatOptions options) {
    return open(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private static List<Map<String, Object>> rows(TableReader reader) {
    Set<String> names = new java.util.LinkedHashSet<>();
    reader.schema().fields().forEach(field -> names.add(field.name()));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long row = 0; row < reader.size(); row++) {
      rows.add(reader.row(row, names));
    }
    return rows;
  }

  private static List<Map<String, Object>> rows(String text, FormatOptions options) {
    try (TableReader reader = open(text, options)) {
      return rows(reader);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsRecordsWhateverEndsTheirLines(String end) {
    String text = String.join(end, "a,b", "1,x", "", "2,\"y" + end + "z\"", "");

    assertEquals(
        List.of(Map.of("a", "1", "b", "x"), Map.of("a", "2", "b", "y" + end + "z")), rows(text, PLAIN));
  }

  @Test
  void tellsANullFromAnEmptyText() {
    assertEquals(List.of(Map.of("b", ""), Map.of("a", "NA")), rows("a,b\n,\"\"\nNA,\n", PLAIN));
    assertEquals(
        List.of(Map.of("a", "", "b", ""), Map.of("a", "NA", "b", "")),
        rows("a,b\n,\"\"\n\"NA\",\n", PLAIN.with("nulls", "NA")));
  }

  @Test
  void readsEmptyLinesAsRecordsWhereThereIsOneField() {
    assertEquals(List.of(Map.of("a", "1"), Map.of(), Map.of("a", "2")), rows("a\n1\n\n2\n", PLAIN));
  }

  @Test
  void readsQuotesInsideQuotesAndDelimitersInThem() {
    assertEquals(
        List.of(Map.of("a", "say \"x, y\"", "b", "5\" wide")),
        rows("a,b\n\"say \"\"x, y\"\"\",5\" wide", PLAIN));
  }

  @Test
  void takesNamesFromTheSettingOrNumbersThem() {
    assertEquals(
        List.of(Map.of("x", "1", "y", "2")),
        rows("1;2\n", PLAIN.with("header", "x,y").with("delimiter", ";")));
    assertEquals(List.of(Map.of("c0", "1", "c1", "2")), rows("1,2\n", PLAIN.with("header", "false")));
  }

  @Test
  void passesOverAByteOrderMark() {
    assertEquals(List.of(Map.of("a", "1")), rows("\ufeffa\n1\n", PLAIN));
    assertThrows(
        UnsupportedFormatException.class, () -> open(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}, PLAIN));
  }

  @Test
  void readsOtherEncodingsThatAreAskedFor() {
    byte[] bytes = "a\ngr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    try (TableReader reader = open(bytes, PLAIN.with("encoding", "ISO-8859-1"))) {
      assertEquals(List.of(Map.of("a", "gr\u00f6\u00dfe")), rows(reader));
    }
  }

  @Test
  void makesNumbersAndTimesOfTheFieldsThatAreDeclaredSo() {
    FormatOptions options =
        PLAIN.with("types", "b:bool,i:int8,u:uint64,f:float32,d:float64,t:LocalDate");
    String text = "b,i,u,f,d,t,rest\nTrue,-128,18446744073709551615,0.1,-inf,2026-11-21,x\n";
    try (TableReader reader = open(text, options)) {
      Map<String, Object> row = rows(reader).getFirst();
      assertEquals(true, row.get("b"));
      assertEquals((byte) -128, row.get("i"));
      assertEquals(
          "18446744073709551615", assertInstanceOf(UInt64Array.class, row.get("u")).getUnsignedFlat(0).toString());
      assertEquals(0.1f, row.get("f"));
      assertEquals(Double.NEGATIVE_INFINITY, row.get("d"));
      assertEquals(LocalDate.of(2026, 11, 21), row.get("t"));
      assertEquals("x", row.get("rest"));
    }
  }

  @Test
  void stacksNumbersOfWhichNoneIsMissing() {
    try (TableReader reader = open("x,y\n1,1\n2.5,\n-3e2,3\n", PLAIN.with("types", "x:float32,y:int16"))) {
      ColumnValues.Stacked x = assertInstanceOf(ColumnValues.Stacked.class, reader.column(0, 0, 3));
      assertEquals(Float32Array.of(Shape.of(3), 1, 2.5f, -300), x.values());
      ColumnValues.Listed y = assertInstanceOf(ColumnValues.Listed.class, reader.column(1, 0, 3));
      assertEquals(Arrays.asList((short) 1, null, (short) 3), y.values());
      assertEquals(0, reader.column(1, 3, 3).rows());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "int8,128", "int8,1.0", "int8,' 1'", "uint8,-1", "uint8,256", "int64,9223372036854775808", "bool,yes",
    "float32,1e39", "float64,1e309", "float64,1f", "float64,0x1p3", "LocalDate,21.11.2026", "uint64,-1"
  })
  void refusesATextThatIsNotOfTheDeclaredType(String type, String text) {
    try (TableReader reader = open("id,x\n\n0,\"\n\"\n1,\"" + text + "\"\n", PLAIN.with("types", "x:" + type))) {
      CsvDataException refusal = assertThrows(CsvDataException.class, () -> reader.row(1, Set.of("x")));
      assertEquals(5, refusal.line());
      assertEquals(2, refusal.column());
      assertEquals("x", refusal.field());
      assertEquals(12, refusal.offset());
      assertThrows(CsvDataException.class, () -> reader.column(1, 1, 2));
    }
  }

  @Test
  void saysWhereATextIsWrongAndWhatItIs() {
    try (TableReader reader = open("label,score\n1,2\n2,many\n", PLAIN.with("types", "score:float32"))) {
      CsvDataException refusal = assertThrows(CsvDataException.class, () -> reader.column(1, 0, 2));
      assertEquals(
          "x.csv, line 3, column 2 (\"score\"), byte 16: expected float32, found \"many\"", refusal.getMessage());
    }
  }

  @Test
  void refusesWhatIsNoCsv() {
    assertEquals(
        "x.csv, line 3, column 3, byte 8: expected 2 fields in each record, found 3",
        assertThrows(CsvDataException.class, () -> open("a,b\n1,2\n1,2,3\n", PLAIN)).getMessage());
    assertEquals(
        "x.csv, line 2, column 1, byte 9: expected a quote that closes the field, found the end of the file",
        assertThrows(CsvDataException.class, () -> open("a,b\n\"1,2\n", PLAIN)).getMessage());
    assertEquals(
        "x.csv, line 2, column 1, byte 7:"
            + " expected a delimiter or the end of the line behind a quote, found another character",
        assertThrows(CsvDataException.class, () -> open("a,b\n\"1\"2,3\n", PLAIN)).getMessage());
    assertThrows(CsvDataException.class, () -> open("", PLAIN));
    assertThrows(UnsupportedFormatException.class, () -> open("a,a\n1,2\n", PLAIN));
    assertThrows(CsvDataException.class, () -> open("a,b\n", PLAIN.with("types", "z:int8")));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = "a,b\n1,2\n3,?\n".getBytes(StandardCharsets.UTF_8);
    bytes[10] = (byte) 0xff;
    try (TableReader reader = open(bytes, PLAIN)) {
      assertEquals(Map.of("a", "1"), reader.row(0, Set.of("a")));
      assertEquals(
          "x.csv, line 3, byte 10: expected text in UTF-8, found the byte 0xff",
          assertThrows(CsvDataException.class, () -> reader.row(1, Set.of("a"))).getMessage());
    }
  }

  @Test
  void refusesRecordsThatAreLongerThanAllowed() {
    FormatOptions tight = PLAIN.withMaxRecordBytes(10);
    assertThrows(UnsupportedFormatException.class, () -> open("a\n" + "x".repeat(11), tight));
    assertThrows(UnsupportedFormatException.class, () -> open("a\n\"" + "x\n".repeat(11), tight));
  }

  @Test
  void refusesSettingsThatItDoesNotKnow() {
    for (FormatOptions wrong :
        List.of(
            PLAIN.with("delimeter", ";"),
            PLAIN.with("delimiter", "||"),
            PLAIN.with("quote", ","),
            PLAIN.with("encoding", "UTF-16"),
            PLAIN.with("types", "a:float"),
            PLAIN.with("header", "x,y").with("types", "z:int8"))) {
      assertThrows(IllegalArgumentException.class, () -> open("a,b\n", wrong), wrong::toString);
    }
  }

  @Test
  void isKnownByItsNameOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("data.TSV"), "a\tb\n1\t2\n");
    RecordFormat found = RecordFormats.installed().find(FileProbe.of(file)).orElseThrow();
    try (TableReader reader = (TableReader) found.open(file, InputFile.open(file), PLAIN)) {
      assertEquals(List.of(Map.of("a", "1", "b", "2")), rows(reader));
    }
    Path other = Files.writeString(folder.resolve("data.txt"), "a,b\n1,2\n");
    assertEquals(RecordFormat.Match.NONE, new CsvFormat().match(FileProbe.of(other)));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    RecordSchema schema =
        new RecordSchema(
            "com.acme.Row",
            "",
            false,
            List.of(
                new FieldSchema("text", "", new FieldType.OptionalType(new FieldType.TextType(List.of()))),
                new FieldSchema("number", "", new FieldType.ScalarType(Scalar.DOUBLE, List.of())),
                new FieldSchema("day", "", new FieldType.TimeType(Time.LOCAL_DATE)),
                new FieldSchema(
                    "big", "", new FieldType.ArrayType(DType.UINT64, ShapePattern.scalar(), false))));
    Path file = folder.resolve("written.csv");
    for (int round = 0; round < 2; round++) {
      try (TableWriter writer = new CsvFormat().create(file, schema, PLAIN)) {
        UInt64Array big = (UInt64Array) CsvType.named("uint64").parse("18446744073709551615").orElseThrow();
        writer.write(new Object[] {Optional.of("a \"quoted\",\r\ntext"), 1e300, LocalDate.EPOCH, big});
        writer.write(new Object[] {Optional.of(""), Double.NaN, LocalDate.EPOCH, big});
        writer.write(new Object[] {Optional.empty(), -0.0, LocalDate.EPOCH, big});
        assertThrows(IllegalArgumentException.class, () -> writer.write(new Object[] {1, 2, 3, 4}));
        writer.commit();
      }
    }

    assertTrue(Files.readString(file).startsWith("text,number,day,big\r\n"));
    FormatOptions options = PLAIN.with("types", "number:float64,day:LocalDate,big:uint64");
    try (TableReader reader = open(Files.readAllBytes(file), options)) {
      List<Map<String, Object>> rows = rows(reader);
      assertEquals("a \"quoted\",\r\ntext", rows.get(0).get("text"));
      assertEquals(1e300, rows.get(0).get("number"));
      assertEquals("", rows.get(1).get("text"));
      assertEquals(Double.NaN, rows.get(1).get("number"));
      assertFalse(rows.get(2).containsKey("text"));
      assertEquals(-0.0, rows.get(2).get("number"));
    }
    try (TableWriter _ = new CsvFormat().create(folder.resolve("never.csv"), schema, PLAIN)) {
      assertFalse(Files.exists(folder.resolve("never.csv")));
    }
    assertArrayEquals(new String[] {"written.csv"}, folder.toFile().list());
  }

  @Test
  void survivesWildBytes() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] good = "id,text,n\n1,\"a,b\",2\n2,\"c\"\"d\",3\r\n3,\"e\nf\",\n".getBytes(StandardCharsets.UTF_8);
    byte[] special = "\",\r\n1x\u0000\u007f".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = Arrays.copyOf(good, round < good.length ? round : good.length);
      for (int i = round < good.length ? 3 : 0; i <= random.nextInt(3) && damaged.length > 0; i++) {
        byte wild = random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) random.nextInt();
        damaged[random.nextInt(damaged.length)] = wild;
      }
      try (TableReader reader = open(damaged, PLAIN)) {
        List<Map<String, Object>> rows = rows(reader);
        for (int field = 0; field < reader.schema().fields().size(); field++) {
          String name = reader.schema().fields().get(field).name();
          ColumnValues column = reader.column(field, 0, reader.size());
          List<@Nullable Object> expected = new ArrayList<>();
          rows.forEach(row -> expected.add(row.get(name)));
          assertEquals(new ColumnValues.Listed(expected), column);
        }
      } catch (DataException e) {
        assertEquals("x.csv", e.file());
      } catch (RuntimeException | Error e) {
        fail("with seed %d, round %d: %s".formatted(seed, round, e), e);
      }
    }
  }

  @Test
  void givesSixteenThreadsTheRowsThatOneGets() throws Exception {
    StringBuilder text = new StringBuilder("n,text\n");
    for (int row = 0; row < 2000; row++) {
      text.append(row).append(",\"line\n").append(row).append("\"\n");
    }
    try (TableReader reader = open(text.toString(), PLAIN.with("types", "n:int32"));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        long seed = thread;
        tasks.add(
            () -> {
              RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
              for (int i = 0; i < 500; i++) {
                int row = random.nextInt(2000);
                assertEquals(Map.of("n", row, "text", "line\n" + row), reader.row(row, Set.of("n", "text")));
              }
              return true;
            });
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertTrue(result.get());
      }
    }
  }

  @Test
  void answersNothingOnceItIsClosed() {
    TableReader reader = open("a\n1\n", PLAIN);
    reader.close();
    reader.close();

    assertThrows(IllegalStateException.class, reader::size);
    assertThrows(IllegalStateException.class, () -> reader.row(0, Set.of("a")));
    assertThrows(IllegalStateException.class, () -> reader.column(0, 0, 1));
  }
}
