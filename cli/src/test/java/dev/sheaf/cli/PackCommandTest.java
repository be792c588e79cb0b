package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float64Array;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `sheaf pack` makes of a dataset.
class PackCommandTest {
  private static final RecordSchema POINT =
      new RecordSchema(
          "com.acme.Point",
          "",
          false,
          List.of(
              new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("at", "", new ArrayType(DType.FLOAT64, ShapePattern.parse("2"), false))));

  @TempDir Path folder;
  private Path packed;

  @BeforeEach
  void writeTheRows() throws IOException {
    packed = folder.resolve("packed");
    Files.writeString(folder.resolve("point.schema"), POINT.toJson());
    write(1000);
  }

  private void write(int rows) throws IOException {
    String lines =
        LongStream.range(0, rows)
            .mapToObj(
                id ->
                    """
                    {"id": %d, "at": {"object_type": "array", "shape": [2], "dtype": "float64", \
                    "data": {"buffer": [%d.5, -1], "encoding": "json"}}}
                    """
                        .formatted(id, id))
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("points.jsonl"), lines);
  }

  @Test
  void packsRowsInShards() {
    Outcome outcome = pack("--shard-rows", "300");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(
        """
        pack: 1,000 records, 4 shards, 25,024 bytes -> %s
        pack: 1,000 records in N ms
        """
            .formatted(packed),
        outcome.out().replaceAll("in [0-9,]+ ms", "in N ms"));
    assertEquals(LongStream.range(0, 1000).boxed().toList(), ids(packed));
  }

  @Test
  void takesTheSizeOfShardsAsPeopleWriteIt() {
    assertTrue(pack("--shard-bytes", "8KiB").out().startsWith("pack: 1,000 records, 3 shards, "));
    assertEquals(2, pack("--shard-bytes", "8 boxes").status());
    assertEquals(2, pack("--shard-rows", "0").status());
  }

  @Test
  void dividesTheRowsInTheOrderOfAPipelinesShuffle() {
    Outcome outcome = pack("--shuffle", "42", "--split", "train=0.9", "--split", "test=0.1");
    assertEquals(0, outcome.status(), outcome.err());
    List<Long> order = new ArrayList<>();
    try (Dataset<Object[]> rows = open(folder.resolve("points.jsonl"));
        DataLoader<Object[]> loader = Pipeline.over(rows).shuffle(42).open()) {
      loader.forEach(row -> order.add((Long) row[0]));
    }
    assertEquals(order.subList(0, 900), ids(packed.resolve("train")));
    assertEquals(order.subList(900, 1000), ids(packed.resolve("test")));
  }

  @Test
  void doesNothingWhenNothingHasChanged() throws IOException {
    String[] options = {"--shuffle", "1", "--split", "a=0.5", "--split", "b=0.5"};
    assertEquals(0, pack(options).status());
    Map<String, String> before = files(packed);
    Outcome again = pack(options);
    assertEquals(
        """
        pack: up to date, 500 records, 1 shard, 12,256 bytes -> %1$s/a
        pack: up to date, 500 records, 1 shard, 12,256 bytes -> %1$s/b
        """
            .formatted(packed),
        again.out());
    assertEquals(before, files(packed));
    write(1001);
    assertTrue(pack(options).out().startsWith("pack: 500 records, "));
    assertTrue(pack("--shuffle", "2").out().startsWith("pack: 1,001 records, "));
    assertTrue(pack("--shuffle", "2", "--force").out().startsWith("pack: 1,001 records, "));
  }

  @Test
  void refusesWhatCannotBePacked() throws IOException {
    RecordSchema note =
        new RecordSchema("com.acme.Note", "", false, List.of(new FieldSchema("text", "", new TextType(List.of()))));
    Files.writeString(folder.resolve("point.schema"), note.toJson());
    Files.writeString(folder.resolve("points.jsonl"), "{\"text\": \"x\"}\n");
    assertEquals(
        new Outcome(
            2,
            "",
            """
            expected numbers, booleans, or arrays of one dtype whose shape is fixed or open along the first axis only, \
            found field "text": text; pack rows without this field, or open the files by their index
            See 'sheaf pack --help'.
            """),
        pack());
    assertTrue(Files.notExists(packed));
  }

  @Test
  void refusesSharesThatDoNotComeToOne() {
    Outcome outcome = pack("--split", "train=0.9");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().startsWith("expected shares that come to 1, found 0.9\n"), outcome.err());
    assertEquals(2, pack("--split", "train=most").status());
    assertEquals(2, pack("--split", "../x=1").status());
  }

  @Test
  void rowsThatCannotBeReadAreFindings() throws IOException {
    Files.writeString(folder.resolve("points.jsonl"), "{\"id\": 1.5}\n");
    Outcome outcome = pack();
    assertEquals(1, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.getFirst().contains("points.jsonl") && lines.getFirst().contains("field id"), lines::toString);
    assertEquals(
        "pack: not finished: a row cannot be read; run 'sheaf validate' to see all that is wrong", lines.getLast());
    assertTrue(Files.notExists(packed.resolve("dataset.json")));
  }

  @Test
  void leavesADatasetAloneThatItHasNotPacked() throws IOException {
    Files.createDirectories(packed);
    Files.writeString(packed.resolve("dataset.json"), "{}");
    Outcome outcome = pack();
    assertEquals(2, outcome.status());
    assertEquals("{}", Files.readString(packed.resolve("dataset.json")));
    assertEquals(0, pack("--force").status());
  }

  /// Killed at random moments, again and again, it comes to the same end as at one go.
  @Test
  @Timeout(180)
  void goesOnWhereItWasKilled() throws IOException, InterruptedException {
    write(3_000);
    List<String> options = new ArrayList<>(List.of("--shuffle", "3", "--split", "train=0.6", "--split", "test=0.4"));
    options.addAll(List.of("--shard-rows", "100", "--threads", "2", "--progress", "none"));
    assertEquals(0, pack(options.toArray(String[]::new)).status());
    Map<String, String> whole = files(packed);
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PackCommandTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    Path killed = folder.resolve("killed");
    int kills = 0;
    boolean ended = false;
    while (!ended) {
      List<String> arguments = arguments(killed, options);
      Process child =
          new ProcessBuilder(Processes.sheaf(arguments))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      // The first moments after it has begun to write; from the fourth try on it may come to its end.
      int shards = (int) shards(killed) + random.nextInt(12);
      while (child.isAlive() && (kills >= 3 || shards(killed) <= shards)) {
        if (child.waitFor(5, TimeUnit.MILLISECONDS)) {
          assertEquals(0, child.exitValue());
          ended = true;
        }
      }
      child.destroyForcibly().waitFor();
      kills++;
    }
    assertEquals(whole, files(killed), "seed " + seed);
  }

  /// How many shards are whole, or nearly so.
  private static long shards(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".npy")).count() / 2;
    } catch (UncheckedIOException _) {
      // A file was renamed while the folder was listed.
      return 0;
    }
  }

  /// All files but those of no use to anybody, with what is in them.
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.endsWith(".lock") && !name.endsWith("packing.json")) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  void whatChangedBetweenTwoPackedFoldersIsSaid() throws IOException {
    assertEquals(0, pack().status());
    write(1200);
    Path later = folder.resolve("later");
    assertEquals(0, Outcome.of(arguments(later, List.of()).toArray(String[]::new)).status());

    assertEquals(
        new Outcome(
            0,
            """
            com.acme.Point -> com.acme.Point: compatible, 0 changes
            rows 1,000 -> 1,200 (+200)
            2 files changed
              0-id.npy
              1-at.npy
            """,
            ""),
        Outcome.of("diff", packed.toString(), later.toString()));
    assertEquals(
        "the data is the same: 1,200 rows",
        Outcome.of("diff", later.toString(), later.toString()).out().lines().toList().getLast());
  }

  private static Dataset<Object[]> open(Path place) {
    return Datasets.open(place, SchemaCodec.of(POINT), DatasetOptions.DEFAULT);
  }

  private static List<Long> ids(Path place) {
    List<Long> ids = new ArrayList<>();
    try (Dataset<Object[]> rows = open(place)) {
      for (long row = 0; row < rows.size(); row++) {
        Object[] values = rows.get(row);
        assertEquals(
            "[%s.5, -1.0]".formatted(values[0]), Arrays.toString(((Float64Array) values[1]).toArray()));
        ids.add((Long) values[0]);
      }
    }
    return ids;
  }

  private List<String> arguments(Path output, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("pack", "--schema", folder.resolve("point.schema").toString()));
    arguments.addAll(List.of("--base", folder.toString(), "--output", output.toString(), "points.jsonl"));
    arguments.addAll(options);
    return arguments;
  }

  private Outcome pack(String... options) {
    return Outcome.of(arguments(packed, List.of(options)).toArray(String[]::new));
  }
}
