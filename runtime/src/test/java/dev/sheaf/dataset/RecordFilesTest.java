package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Datasets of files that hold many records each.
class RecordFilesTest {
  private static final FieldType LONG = new ScalarType(Scalar.LONG, List.of());
  private static final FieldType TEXT = new TextType(List.of());

  /// `record Note(long id, String text)`.
  private static final RecordSchema NOTE = schema(field("id", LONG), field("text", TEXT));

  @TempDir Path temporary;
  private Path data;
  private Path index;

  @BeforeEach
  void makeAFolder() throws IOException {
    data = Files.createDirectories(temporary.resolve("data"));
    index = temporary.resolve("index");
  }

  @Test
  void aLineIsARow() throws IOException {
    write("a.jsonl", "{\"id\": 1, \"text\": \"one\"}\n{\"id\": 2, \"text\": \"\"}");
    write("b.ndjson", "{\"id\": 3, \"text\": \"three\"}\r\n");
    IndexReport report = index(NOTE);
    assertEquals(List.of(), report.findings());
    assertEquals(3, report.records());
    assertEquals(2, report.files());
    try (Dataset<Object[]> rows = open(NOTE)) {
      assertEquals("1 one|2 |3 three", text(rows));
    }
  }

  @Test
  void anElementOfAListIsARow() throws IOException {
    write("a.json", " [{\"id\": 1, \"text\": \"[one]\"},\n {\"id\": 2, \"text\": \",\"}]\n");
    assertEquals(2, index(NOTE).records());
    try (Dataset<Object[]> rows = open(NOTE)) {
      assertEquals("1 [one]|2 ,", text(rows));
    }
  }

  @Test
  void filesOfAllFormsMakeOneDataset() throws IOException {
    write("a.json", "{\"id\": 1, \"text\": \"alone\"}");
    write("b.json", "[{\"id\": 2, \"text\": \"first\"}, {\"id\": 3, \"text\": \"second\"}]");
    write("c.jsonl", "{\"id\": 4, \"text\": \"line\"}\n");
    assertEquals(4, index(NOTE).records());
    try (Dataset<Object[]> indexed = open(NOTE);
        Dataset<Object[]> plain = openPattern(NOTE)) {
      assertEquals("1 alone|2 first|3 second|4 line", text(indexed));
      assertEquals("1 alone|2 first|3 second|4 line", text(plain));
    }
  }

  @Test
  void aListIsARowItselfWhereRowsAreLists() throws IOException {
    RecordSchema bare =
        new RecordSchema("com.acme.Numbers", "", true, List.of(field("numbers", new ListType(LONG, List.of()))));
    write("a.json", "[1, 2, 3]");
    write("b.jsonl", "[4]\n[]\n");
    IndexReport report = index(bare);
    assertEquals(3, report.records());
    assertEquals("[list of int64 0..3 elements]", report.fields().toString());
    try (Dataset<Object[]> rows = open(bare)) {
      assertEquals(List.of(1L, 2L, 3L), rows.get(0)[0]);
      assertEquals(List.of(), rows.get(2)[0]);
    }
  }

  @Test
  void aFileMayHoldNoRows() throws IOException {
    write("a.jsonl", "");
    write("b.json", "[]");
    IndexReport report = index(NOTE);
    assertTrue(report.passed(), () -> report.findings().toString());
    assertEquals(0, report.records());
    try (Dataset<Object[]> rows = open(NOTE)) {
      assertEquals(0, rows.size());
      assertThrows(IndexOutOfBoundsException.class, () -> rows.get(0));
    }
  }

  @Test
  void referencesStartFromTheFolderOfTheFile() throws IOException {
    RecordSchema points = schema(field("points", new ArrayType(DType.FLOAT32, ShapePattern.parse("1"), false)));
    Files.createDirectories(data.resolve("sub"));
    Files.write(data.resolve("sub/points.bin"), new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    String line =
        "{\"points\": {\"object_type\": \"array\", \"shape\": [1], \"dtype\": \"float32\","
            + " \"data\": {\"buffer\": \"points.bin:%d\", \"encoding\": \"binref\"}}}\n";
    write("sub/a.jsonl", line.formatted(0) + line.formatted(4));
    DatasetSource source = DatasetSource.of(data, "sub/*.jsonl");
    IndexReport report = DatasetIndexer.index(points, source, index, ScanOptions.DEFAULT);
    assertEquals(2, report.files(), "with the one that is referred to");
    try (Dataset<Object[]> rows = open(points)) {
      assertEquals(Float32Array.of(Shape.of(1), 1), rows.get(0)[0]);
      assertEquals(Float32Array.of(Shape.of(1), 2), rows.get(1)[0]);
    }
  }

  @Test
  void findingsNameFileByteRecordAndField() throws IOException {
    write("a.jsonl", "{\"id\": 1, \"text\": \"\"}\n{\"id\": 2, \"text\": 7}\n{\"id\": true}\n");
    assertEquals(
        List.of(
            "a.jsonl, byte 40, record 1, field text: expected a text, found a number [type]",
            "a.jsonl, byte 43, record 2: expected the field \"text\", found an object without it [missing]"),
        findings(NOTE));
    assertFalse(Files.exists(index.resolve("index.json")));
  }

  @Test
  void aLineThatIsTornIsAFindingAtItsEnd() throws IOException {
    write("a.jsonl", "{\"id\": 1, \"te\n{\"id\": 2, \"text\": \"\"}\n{\"id\": 3, \"text\": \"to");
    assertEquals(
        List.of(
            "a.jsonl, byte 13, record 0: expected a '\"' that ends the text, found the end of the record [json]",
            "a.jsonl, byte 57, record 2, field text: expected a '\"' that ends the text, found the end of the file"
                + " [json]"),
        findings(NOTE));
  }

  @Test
  void aListThatIsTornIsAFindingAndSoIsWhatStandsBefore() throws IOException {
    write("a.json", "[{\"id\": 1, \"text\": \"\"}, {\"id\": 2}, {\"id\": 3, \"te");
    assertEquals(
        List.of(
            "a.json, byte 24, record 1: expected the field \"text\", found an object without it [missing]",
            "a.json, byte 48, record 2: expected a '\"' that ends the text from byte 45 on, found the end of the file"
                + " [json]"),
        findings(NOTE));
  }

  @Test
  void aByteOrderMarkAZeroByteAndAnEmptyLineAreFindings() throws IOException {
    String good = "{\"id\": 1, \"text\": \"\"}";
    write("bom.jsonl", "\uFEFF" + good);
    write("bom-list.json", "\uFEFF[" + good + "]");
    write("empty-line.jsonl", good + "\n\n" + good + "\n");
    write("zero.jsonl", good + "\n\0" + good + "\n" + good + "\0\n");
    assertEquals(
        List.of(
            "bom-list.json, byte 0: expected an object with the fields id, text, found byte 0xEF [json]",
            "bom.jsonl, byte 0, record 0: expected an object with the fields id, text, found byte 0xEF [json]",
            "empty-line.jsonl, byte 22, record 1: expected a record on each line, found an empty line [json]",
            "zero.jsonl, byte 22, record 1: expected an object with the fields id, text, found byte 0x00 [json]",
            "zero.jsonl, byte 66, record 2: expected the end of the record, found byte 0x00 [json]"),
        findings(NOTE));
  }

  @Test
  void twoRecordsOnALineAreAFinding() throws IOException {
    String good = "{\"id\": 1, \"text\": \"\"}";
    write("a.jsonl", good + good + "\n" + good);
    assertEquals(
        List.of("a.jsonl, byte 21, record 0: expected the end of the record, found an object [json]"), findings(NOTE));
  }

  @Test
  void countsRecordsAndFindingsApart() throws IOException {
    write("a.jsonl", "{}\n".repeat(2000));
    ValidationReport report =
        DatasetValidator.validate(NOTE, source(), temporary.resolve("out"), ScanOptions.DEFAULT.withFindingsKept(3));
    assertEquals(2000, report.records());
    assertEquals(1, report.files());
    assertEquals(2000, report.errorCount());
    assertEquals(List.of(0L, 1L, 2L), report.findings().stream().map(Finding::record).toList());
  }

  @Test
  void anyNumberOfThreadsWritesTheSameIndex() throws IOException {
    Random random = new Random(7);
    String lines = notes(random, 3000).collect(Collectors.joining("\n"));
    write("a.jsonl", lines);
    write("b.json", "[" + notes(random, 1000).collect(Collectors.joining(", ")) + "]");
    for (int i = 0; i < 20; i++) {
      write("c-%02d.json".formatted(i), notes(random, 1).findFirst().orElseThrow());
    }
    Map<String, String> expected = null;
    for (int threads : new int[] {1, 2, 8}) {
      index = temporary.resolve("index-" + threads);
      IndexReport report = DatasetIndexer.index(NOTE, source(), index, ScanOptions.DEFAULT.withThreads(threads));
      assertEquals(4020, report.records());
      Map<String, String> written = contents();
      assertEquals(expected == null ? written : expected, written, threads + " threads");
      expected = written;
    }
  }

  @Test
  @Timeout(60)
  void oneFileKeepsSeveralThreadsBusy() throws IOException {
    write("a.jsonl", notes(new Random(1), 2000).collect(Collectors.joining("\n")));
    RowReader real = RowReader.of(NOTE, DecodeOptions.DEFAULT);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);
    RowReader waiting =
        (file, input, place, references) -> {
          if (threads.add(Thread.currentThread())) {
            two.countDown();
            // Nobody goes on before another thread has come to a record of the same file.
            assertDoesNotThrow(() -> two.await());
          }
          return real.read(file, input, place, references);
        };
    IndexReport report = DatasetIndexer.index(NOTE, source(), index, ScanOptions.DEFAULT.withThreads(2), waiting);
    assertEquals(2000, report.records());
    assertEquals(2, threads.size());
  }

  @Test
  void tellsHowManyBytesAreDone() throws IOException {
    write("a.jsonl", notes(new Random(1), 1000).collect(Collectors.joining("\r\n")));
    write("b.json", "[" + notes(new Random(2), 10).collect(Collectors.joining(", ")) + "]  ");
    long bytes = Files.size(data.resolve("a.jsonl")) + Files.size(data.resolve("b.json"));
    AtomicLong furthest = new AtomicLong();
    DatasetIndexer.index(
        NOTE,
        source(),
        index,
        ScanOptions.DEFAULT.withProgress(
            (done, total) -> {
              assertEquals(bytes, total);
              furthest.accumulateAndGet(done, Math::max);
            }));
    assertEquals(bytes, furthest.get());
  }

  @Test
  void aRowIsTheSameAtAnyTimeAndFromBothDoors() throws IOException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("RecordFilesTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    List<String> lines = notes(random, 10_000).toList();
    write("a.jsonl", String.join("\n", lines.subList(0, 6000)));
    write("b.json", "[" + String.join(",", lines.subList(6000, 10_000)) + "]");
    assertEquals(10_000, index(NOTE).records());
    try (Dataset<Object[]> indexed = open(NOTE);
        Dataset<Object[]> plain = openPattern(NOTE)) {
      for (int i = 0; i < 10_000; i++) {
        int position = random.nextInt(10_000);
        Dataset<Object[]> rows = i % 2 == 0 ? indexed : plain;
        Object[] row = rows.get(position);
        assertEquals(lines.get(position), note((long) row[0], (String) row[1]), "seed " + seed + ", row " + position);
      }
    }
  }

  @Test
  void anErrorWhileReadingSaysWhichRowItIs() throws IOException {
    write("a.jsonl", "{\"id\": 1, \"text\": \"\"}\n{\"id\": 2, \"text\": 7}\n");
    try (Dataset<Object[]> rows = openPattern(NOTE)) {
      DecodeException fault = assertThrows(DecodeException.class, () -> rows.get(1));
      assertEquals(1, fault.record());
      assertEquals(40, fault.offset());
      assertEquals(
          data.resolve("a.jsonl") + ", byte 40, record 1, field text: expected a text, found a number [type]",
          fault.getMessage());
    }
  }

  @Test
  void opensNoPatternOfFilesThatCannotBeCut() throws IOException {
    write("a.json", "[{\"id\": 1, \"text\": \"\"}");
    DecodeException fault = assertThrows(DecodeException.class, () -> openPattern(NOTE));
    assertEquals(22, fault.offset());
  }

  @Test
  void noticesAFileThatHasGrownByALine() throws IOException {
    write("a.jsonl", "{\"id\": 1, \"text\": \"\"}\n");
    index(NOTE);
    assertTrue(index(NOTE).upToDate());
    try (Dataset<Object[]> rows = open(NOTE)) {
      write("a.jsonl", "{\"id\": 1, \"text\": \"\"}\n{\"id\": 2, \"text\": \"\"}\n");
      assertThrows(StaleDataException.class, () -> rows.get(0));
    }
    assertEquals(2, index(NOTE).records());
  }

  @Test
  void everyDamageOfTheRowTableIsATypedErrorOrARowOfTheData() throws IOException {
    write("a.jsonl", notes(new Random(3), 4).collect(Collectors.joining("\n")));
    index(NOTE);
    Path table;
    try (Stream<Path> files = Files.list(index)) {
      table = files.filter(file -> file.getFileName().toString().startsWith("rows-")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(table);
    for (int position = 128; position < whole.length; position++) {
      byte[] changed = whole.clone();
      changed[position] ^= (byte) 0x91;
      Files.write(table, changed);
      try (Dataset<Object[]> rows = open(NOTE)) {
        for (long row = 0; row < rows.size(); row++) {
          rows.get(row);
        }
      } catch (CorruptDataException | DecodeException _) {
        // Typed, with its place; anything else fails this test.
      }
    }
  }

  @Test
  void summarizesFieldsOfEveryKind() throws IOException {
    RecordSchema schema =
        schema(
            field("shape", new ArrayType(DType.FLOAT32, ShapePattern.parse("?"), false)),
            field("weight", new ScalarType(Scalar.DOUBLE, List.of())),
            field("good", new ScalarType(Scalar.BOOLEAN, List.of())),
            field("text", TEXT),
            field("tags", new ListType(TEXT, List.of())),
            field("colour", new EnumType("com.acme.Colour", List.of("red", "green", "blue"))),
            field("day", new TimeType(Time.LOCAL_DATE)),
            field("limit", new OptionalType(LONG)));
    String line =
        """
        {"shape": {"object_type": "array", "shape": [%d], "dtype": "float32",\
         "data": {"buffer": %s, "encoding": "json"}},\
         "weight": %s, "good": %s, "text": "%s", "tags": %s, "colour": "%s", "day": "%s"%s}
        """;
    write(
        "a.jsonl",
        line.formatted(1, "[1]", "0.5", "true", "𝄞", "[]", "red", "2026-11-21", ", \"limit\": 9")
            + line.formatted(2, "[1, 2]", "-3", "true", "four", "[\"a\", \"b\"]", "blue", "1999-12-31", "")
            + line.formatted(0, "[]", "1", "true", "", "[]", "red", "2001-01-01", ", \"limit\": null"));
    ValidationReport report = DatasetValidator.validate(schema, source(), ScanOptions.DEFAULT);
    assertEquals(List.of(), report.findings());
    assertEquals(
        """
        shape: float32 (0..2,)
        weight: float64 -3.0..1.0
        good: bool true
        text: text 0..4 characters
        tags: list of text 0..2 elements
        colour: enum 2 of 3 names
        day: LocalDate 1999-12-31..2026-11-21
        limit: optional int64 9, 2 of 3 absent
        """,
        report.fields().stream().map(field -> field.name() + ": " + field + "\n").collect(Collectors.joining()));
  }

  @Test
  void saysThatThereWasNoValue() throws IOException {
    write("a.jsonl", "");
    assertEquals("[int64 none, text none]", index(NOTE).fields().toString());
  }

  private static Stream<String> notes(Random random, int count) {
    String[] parts = {"\\\"", "\\\\", "[", "]", "{", "}", ",", "\\n", "ü", "𝄞", "word "};
    return IntStream.range(0, count)
        .mapToObj(
            id -> {
              StringBuilder text = new StringBuilder();
              random.ints(random.nextInt(30), 0, parts.length).forEach(part -> text.append(parts[part]));
              return "{\"id\": %d, \"text\": \"%s\"}".formatted(id, text);
            });
  }

  /// A note as [#notes] spells it.
  private static String note(long id, String text) {
    String spelled = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "{\"id\": %d, \"text\": \"%s\"}".formatted(id, spelled);
  }

  private static String text(Dataset<Object[]> rows) {
    return IntStream.range(0, (int) rows.size())
        .mapToObj(rows::get)
        .map(row -> row[0] + " " + row[1])
        .collect(Collectors.joining("|"));
  }

  private void write(String name, String text) throws IOException {
    Files.write(data.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private DatasetSource source() {
    return DatasetSource.of(data, "*");
  }

  private IndexReport index(RecordSchema schema) {
    return DatasetIndexer.index(schema, source(), index, ScanOptions.DEFAULT);
  }

  private List<String> findings(RecordSchema schema) {
    return index(schema).findings().stream().map(Finding::toString).toList();
  }

  private Dataset<Object[]> open(RecordSchema schema) {
    return LooseFiles.openIndex(index, SchemaCodec.of(schema), DatasetOptions.DEFAULT);
  }

  private Dataset<Object[]> openPattern(RecordSchema schema) {
    return Datasets.open(data + "/*", SchemaCodec.of(schema), DatasetOptions.DEFAULT);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static RecordSchema schema(FieldSchema... fields) {
    return new RecordSchema("com.acme.Note", "", false, List.of(fields));
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }
}
