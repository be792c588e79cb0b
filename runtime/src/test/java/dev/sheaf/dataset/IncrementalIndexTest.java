package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexing again reads what has changed, and comes to what reading everything comes to.
class IncrementalIndexTest {
  private static final List<String> KINDS = List.of("cat", "dog", "eel");

  /// One field of each kind that something is told of.
  private static final RecordSchema SCHEMA =
      new RecordSchema(
          "com.acme.Animal",
          "",
          false,
          List.of(
              field("id", new ScalarType(Scalar.LONG, List.of())),
              field("weight", new ScalarType(Scalar.DOUBLE, List.of())),
              field("speed", new ScalarType(Scalar.FLOAT, List.of())),
              field("tame", new ScalarType(Scalar.BOOLEAN, List.of())),
              field("name", new TextType(List.of())),
              field("nick", new OptionalType(new TextType(List.of()))),
              field("kind", new EnumType("com.acme.Kind", KINDS)),
              field("born", new TimeType(Time.INSTANT)),
              field("day", new OptionalType(new TimeType(Time.LOCAL_DATE))),
              field("tags", new ListType(new TextType(List.of()), List.of())),
              field("points", new ArrayType(DType.FLOAT32, ShapePattern.any(), false))));

  @TempDir Path temporary;
  private final Set<String> read = new ConcurrentSkipListSet<>();
  private Path data;
  private Path output;
  private long clock = Instant.parse("2026-11-21T10:20:30Z").getEpochSecond();

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  @BeforeEach
  void writeAnimals() throws IOException {
    data = Files.createDirectory(temporary.resolve("data"));
    output = temporary.resolve("index");
    Random random = new Random(5);
    write("shared.bin", new byte[] {0, 0, -128, 63});
    write("a.json", animal(random, points(3)));
    write("b.json", animal(random, reference("shared.bin")));
    write("c.json", animal(random, reference("shared.bin")));
    write("d.jsonl", animal(random, points(1)) + "\n" + animal(random, points(2)) + "\n");
  }

  /// A moment later than all before: files of one test differ by their times.
  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(data.resolve(name), bytes);
    touch(name);
  }

  private void touch(String name) throws IOException {
    Files.setLastModifiedTime(data.resolve(name), FileTime.from(Instant.ofEpochSecond(clock++)));
  }

  private static String animal(Random random, String points) {
    return """
        {"id": %d, "weight": %s, "speed": %s, "tame": %s, "name": "%s", "nick": %s, "kind": "%s", "born": "%s", \
        "day": %s, "tags": [%s], "points": %s}"""
        .formatted(
            random.nextInt(1000),
            random.nextInt(10) == 0 ? "-0.0" : random.nextDouble(),
            random.nextFloat(),
            random.nextBoolean(),
            "x".repeat(random.nextInt(20)),
            random.nextBoolean() ? "null" : "\"" + "é".repeat(random.nextInt(4)) + "\"",
            KINDS.get(random.nextInt(3)),
            Instant.ofEpochSecond(random.nextInt()),
            random.nextInt(4) == 0 ? "null" : "\"20%d-01-01\"".formatted(10 + random.nextInt(90)),
            IntStream.range(0, random.nextInt(3)).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(", ")),
            points);
  }

  private static String points(int count) {
    String buffer = String.join(", ", Collections.nCopies(count, "0.5"));
    return array("[%d]".formatted(count), "[%s]".formatted(buffer), "json");
  }

  private static String deepPoints() {
    return array("[1, 1]", "[[2.5]]", "json");
  }

  private static String reference(String file) {
    return array("[1]", "\"%s:0\"".formatted(file), "binref");
  }

  private static String array(String shape, String buffer, String encoding) {
    return ("{\"object_type\": \"array\", \"shape\": %s, \"dtype\": \"float32\","
            + " \"data\": {\"buffer\": %s, \"encoding\": \"%s\"}}")
        .formatted(shape, buffer, encoding);
  }

  private IndexReport index(ScanOptions options, Path folder) {
    read.clear();
    RowReader reader = RowReader.of(SCHEMA, options.decoding());
    RowReader noting =
        (file, source, place, references) -> {
          read.add(String.valueOf(file.getFileName()));
          return reader.read(file, source, place, references);
        };
    IndexReport report = DatasetIndexer.index(SCHEMA, DatasetSource.of(data, "*.json*"), folder, options, noting);
    assertTrue(report.passed(), () -> "" + report.findings());
    return report;
  }

  private void assertReads(String... files) throws IOException {
    IndexReport report = index(ScanOptions.DEFAULT, output);
    assertEquals(new TreeSet<>(List.of(files)), new TreeSet<>(read));
    assertIsWhatReadingEverythingGives(report, "");
  }

  private void assertIsWhatReadingEverythingGives(IndexReport report, String place) throws IOException {
    Path whole = temporary.resolve("whole");
    IndexReport expected = index(ScanOptions.DEFAULT.withForce(true), whole);
    assertEquals(expected.fields(), report.fields(), place);
    assertEquals(expected.records(), report.records(), place);
    assertEquals(contents(whole), contents(output), place);
  }

  private static Map<String, List<Byte>> contents(Path folder) throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>(PackedShardsTest.files(folder));
    contents.remove("write.lock");
    return contents;
  }

  @Test
  void readsOnlyWhatIsNewOrChanged() throws IOException {
    assertReads("a.json", "b.json", "c.json", "d.jsonl");
    assertReads();
    Random random = new Random(6);
    write("a.json", animal(random, points(2)));
    assertReads("a.json");
    write("e.jsonl", animal(random, deepPoints()) + "\n");
    assertReads("e.jsonl");
    Files.delete(data.resolve("d.jsonl"));
    assertReads();
  }

  @Test
  void takesOverAFileThatWasOnlyTouched() throws IOException {
    index(ScanOptions.DEFAULT, output);
    touch("a.json");
    touch("d.jsonl");
    assertReads();
    assertTrue(index(ScanOptions.DEFAULT, output).upToDate(), "its new time is known");
  }

  @Test
  void readsAFileAgainWhoseReferenceHasChanged() throws IOException {
    index(ScanOptions.DEFAULT, output);
    touch("shared.bin");
    assertReads();
    write("shared.bin", new byte[] {0, 0, 0, 64});
    assertReads("b.json", "c.json");
    write("other.bin", new byte[] {0, 0, 0, 65});
    write("c.json", animal(new Random(7), reference("other.bin")));
    assertReads("c.json");
    Files.delete(data.resolve("b.json"));
    assertReads();
  }

  @Test
  void findsAChangeThatKeptSizeAndTimeWhenAskedToVerify() throws IOException {
    index(ScanOptions.DEFAULT, output);
    FileTime time = Files.getLastModifiedTime(data.resolve("a.json"));
    byte[] bytes = Files.readAllBytes(data.resolve("a.json"));
    String text = new String(bytes, StandardCharsets.UTF_8);
    Files.writeString(data.resolve("a.json"), text.replace("0.5", "1.5"));
    Files.setLastModifiedTime(data.resolve("a.json"), time);
    IndexReport report = index(ScanOptions.DEFAULT.withVerify(true), output);
    assertEquals(Set.of("a.json"), Set.copyOf(read));
    assertIsWhatReadingEverythingGives(report, "");
  }

  @Test
  void readsEverythingWhereTheOldIndexIsDamaged() throws IOException {
    index(ScanOptions.DEFAULT, output);
    List<Path> tables;
    try (Stream<Path> files = Files.list(output)) {
      tables = files.filter(file -> file.toString().endsWith(".npy")).toList();
    }
    for (Path table : tables) {
      if (Files.exists(table)) {
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length - 1] ^= 1;
        Files.write(table, bytes);
        write("a.json", animal(new Random(8), points(2)));
        assertReads("a.json", "b.json", "c.json", "d.jsonl");
      }
    }
  }

  @Test
  void readsEverythingForOtherOptions() {
    index(ScanOptions.DEFAULT, output);
    index(ScanOptions.DEFAULT.withDecoding(ScanOptions.DEFAULT.decoding().allowingOutside()), output);
    assertEquals(4, read.size());
  }

  @Test
  void comesToTheSameBytesOverAnyChanges() throws IOException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    Random random = new Random(seed);
    index(ScanOptions.DEFAULT, output);
    for (int round = 0; round < 25; round++) {
      for (int change = random.nextInt(4); change >= 0; change--) {
        change(random);
      }
      String place = "round %d of seed %d".formatted(round, seed);
      IndexReport report = index(ScanOptions.DEFAULT.withThreads(1 + random.nextInt(4)), output);
      assertIsWhatReadingEverythingGives(report, place);
    }
  }

  private void change(Random random) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      files.map(file -> String.valueOf(file.getFileName())).sorted().forEach(names::add);
    }
    List<String> sources = names.stream().filter(name -> name.contains(".json")).toList();
    List<String> binaries = names.stream().filter(name -> name.endsWith(".bin")).toList();
    String some = names.get(random.nextInt(names.size()));
    switch (random.nextInt(6)) {
      case 0 -> touch(some);
      case 1 -> write(binaries.get(random.nextInt(binaries.size())), new byte[] {0, 0, (byte) random.nextInt(128), 63});
      case 2 -> {
        if (sources.size() > 2) {
          Files.delete(data.resolve(sources.get(random.nextInt(sources.size()))));
        }
      }
      case 3 -> write("r%d.bin".formatted(random.nextInt(5)), new byte[] {0, 0, -128, 64});
      default -> {
        String[] points = {
          points(random.nextInt(4)), deepPoints(), reference(binaries.get(random.nextInt(binaries.size())))
        };
        int records = random.nextInt(4);
        String[] lines = new String[records];
        Arrays.setAll(lines, _ -> animal(random, points[random.nextInt(3)]) + "\n");
        boolean one = random.nextBoolean();
        write(
            "n%d.%s".formatted(random.nextInt(8), one ? "json" : "jsonl"),
            one ? animal(random, points[random.nextInt(3)]) : String.join("", lines));
      }
    }
    assertFalse(sources.isEmpty());
  }
}
