package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheafTest {
  private static final Path SAMPLES = Path.of(System.getProperty("sheaf.testdata"), "tesseract");

  @TempDir Path folder;
  private Path classes;

  @BeforeEach
  void compileTheRecord() throws IOException {
    ArrayType array = new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true);
    RecordSchema mesh =
        new RecordSchema("com.acme.Mesh", "", false, List.of(new FieldSchema("data", "", new SequenceType(array))));
    classes = folder.resolve("classes");
    Path descriptor = classes.resolve(RecordSchema.descriptorPath("com.acme.Mesh"));
    Files.createDirectories(descriptor.getParent());
    Files.writeString(descriptor, mesh.toJson());
    Files.createDirectories(folder.resolve("data"));
  }

  @Test
  void validatesTheSamples() {
    assertEquals(
        new Outcome(0, "Mesh: 10 records in 10 files are valid (float32, (3..4, 3))\n", ""),
        mesh("validate", "--base", SAMPLES.toString(), "*.json"));
  }

  @Test
  void validatesAgainOnlyWhenSomethingHasChanged() throws IOException {
    write("a.json", "[[1, 2, 3]]", 1);
    assertEquals(
        new Outcome(0, "Mesh: 1 record in 1 file is valid (float32, (1, 3))\n", ""),
        mesh("validate", "--base", folder.toString(), "--output", out(), "data/*.json"));
    assertEquals(
        new Outcome(0, "Mesh: up to date, 1 record in 1 file is valid (float32, (1, 3))\n", ""),
        mesh("validate", "--base", folder.toString(), "--output", out(), "data/*.json"));
    assertEquals(
        new Outcome(0, "Mesh: 1 record in 1 file is valid (float32, (1, 3))\n", ""),
        mesh("validate", "--force", "--base", folder.toString(), "--output", out(), "data/*.json"));
  }

  @Test
  void indexesTheSamplesOnce() {
    Outcome first = mesh("index", "--base", SAMPLES.toString(), "--output", out(), "*.json");
    assertEquals(
        new Outcome(0, "index: 10 records, 11 files, 2,578 bytes in N ms -> %s\n".formatted(out()), ""),
        new Outcome(first.status(), first.out().replaceFirst("in [0-9,]+ ms", "in N ms"), first.err()));
    assertEquals(
        new Outcome(0, "index: up to date, 10 records, 11 files, 2,578 bytes -> %s\n".formatted(out()), ""),
        mesh("index", "--base", SAMPLES.toString(), "--output", out(), "*.json"));
  }

  @Test
  void readsFilesOfOtherFormatsAsItIsTold() throws IOException {
    RecordSchema pair =
        new RecordSchema(
            "com.acme.Pair",
            "",
            false,
            List.of(new FieldSchema("v", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false))));
    Files.writeString(classes.resolve(RecordSchema.descriptorPath(pair.name())), pair.toJson());
    NpyWriter.write(
        folder.resolve("data/other.npy"), DType.FLOAT32, Shape.of(3, 2), MemorySegment.ofArray(new float[6]));
    String[] arguments = {"--schema", "com.acme.Pair", "--classpath", classes.toString(), "--base", folder.toString()};

    Outcome told = Outcome.of(with("validate", arguments, "--format", "npy", "--set", "field=v", "data/other.npy"));
    assertEquals(0, told.status(), told.err());
    assertTrue(told.out().startsWith("Pair: 3 records in 1 file are valid"), told.out());
    Outcome untold = Outcome.of(with("validate", arguments, "data/other.npy"));
    assertEquals(1, untold.status());
    assertTrue((untold.out() + untold.err()).contains("expected a column \"v\""), untold::toString);
    for (String[] wrong : new String[][] {{"--format", "bagz"}, {"--encoding", "pickle"}, {"--set", "fields=v"}}) {
      Outcome refused = Outcome.of(with("validate", arguments, wrong[0], wrong[1], "data/other.npy"));
      assertEquals(2, refused.status(), refused.err());
    }
  }

  /// A file of lines, from the command to a loader that goes on where another one ended.
  @Test
  void indexesLinesThatAreReadInBatchesAndResumed() throws IOException {
    RecordSchema note = note();
    Path descriptor = classes.resolve(RecordSchema.descriptorPath(note.name()));
    Files.writeString(descriptor, note.toJson());
    String lines =
        LongStream.range(0, 1000)
            .mapToObj("{\"id\": %1$d, \"text\": \"{%1$d}\"}\n"::formatted)
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("data/notes.jsonl"), lines);
    String[] arguments = {"--schema", "com.acme.Note", "--classpath", classes.toString(), "--base", folder.toString()};

    assertEquals(
        new Outcome(0, "Note: 1,000 records in 1 file are valid (id: int64 0..999; text: text 3..5 characters)\n", ""),
        Outcome.of(with("validate", arguments, "data/*.jsonl")));
    Outcome index = Outcome.of(with("index", arguments, "--output", out(), "data/*.jsonl"));
    assertTrue(
        index.out().startsWith("index: 1,000 records, 1 file, %,d bytes in ".formatted(lines.length())), index.out());

    List<Function<? super Object[], ?>> accessors = List.of(row -> row[0], row -> row[1]);
    ColumnCollator<Object[], Columns> collator = new ColumnCollator<>(note, accessors, columns -> columns);
    try (Dataset<Object[]> rows =
        Datasets.open(Path.of(out()), SchemaCodec.of(note), DatasetOptions.DEFAULT)) {
      Pipeline<String> batches = Pipeline.over(rows).shuffle(42).batch(7, collator).map(SheafTest::text);
      List<String> epoch = new ArrayList<>();
      Checkpoint checkpoint;
      try (DataLoader<String> loader = batches.open()) {
        var next = loader.iterator();
        for (int i = 0; i < 50; i++) {
          epoch.add(next.next());
        }
        checkpoint = loader.checkpoint();
      }
      try (DataLoader<String> loader = batches.threads(1).resume(checkpoint)) {
        loader.forEach(epoch::add);
      }
      try (DataLoader<String> loader = batches.threads(3).open()) {
        List<String> whole = new ArrayList<>();
        loader.forEach(whole::add);
        assertEquals(whole, epoch);
        assertEquals(143, epoch.size());
      }
    }
  }

  private static RecordSchema note() {
    return new RecordSchema(
        "com.acme.Note",
        "",
        false,
        List.of(
            new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of())),
            new FieldSchema("text", "", new TextType(List.of()))));
  }

  private static String text(Columns batch) {
    Int64Array ids = (Int64Array) batch.fixed(0);
    return Arrays.toString(ids.toArray()) + batch.values(1);
  }

  private static String[] with(String command, String[] arguments, String... more) {
    return Stream.of(Stream.of(command), Stream.of(arguments), Stream.of(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  @Test
  void printsAFindingWithItsRecord() throws IOException {
    Path descriptor = classes.resolve(RecordSchema.descriptorPath(note().name()));
    Files.writeString(descriptor, note().toJson());
    Files.writeString(
        folder.resolve("data/notes.jsonl"), "{\"id\": 1, \"text\": \"\"}\n{\"id\": 2.5, \"text\": \"\"}\n");
    Outcome outcome = Outcome.of("validate", "--schema", descriptor.toString(), "--base", folder.toString(), "data/*.jsonl");
    assertEquals(1, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.getFirst().startsWith("data/notes.jsonl, byte 29, record 1, field id: expected "), outcome.out());
    assertEquals("Note: 1 finding in 2 records in 1 file", lines.getLast());
  }

  @Test
  void printsAFindingWithItsPlace() throws IOException {
    write("a.json", "[[1, 2, 3]]", 1);
    write("b.json", "[[1, 2, 3]]", 2);
    Outcome outcome = mesh("validate", "--base", folder.toString(), "data/*.json");
    assertEquals(1, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(2, lines.size(), outcome.out());
    assertTrue(
        lines.get(0).matches("data/b\\.json, byte \\d+(, field \\S+)?: expected .*, found .* \\[[a-z-]+]"),
        lines.get(0));
    assertEquals("Mesh: 1 finding in 2 records in 2 files", lines.get(1));
  }

  @Test
  void printsTheFirstFindingsAndWhereTheOthersAre() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("data/%d.json".formatted(i)), "{}");
    }
    Outcome outcome =
        mesh(
            "validate", "--line-prefixes", "--max-findings", "2", "--base", folder.toString(), "--output", out(),
            "data/*.json");
    List<String> lines = outcome.out().lines().toList();
    assertEquals(4, lines.size(), outcome.out());
    assertTrue(lines.get(0).startsWith("[ERROR] data/0.json"), lines.get(0));
    assertTrue(lines.get(1).startsWith("[ERROR] data/1.json"), lines.get(1));
    assertEquals("[ERROR] ... and 3 more; see " + Path.of(out(), "validation.json"), lines.get(2));
    assertEquals("[ERROR] Mesh: 5 findings in 5 records in 5 files", lines.get(3));
    assertEquals(1, outcome.status());
  }

  @Test
  void writesNoIndexOfWrongData() throws IOException {
    write("b.json", "[[1, 2, 3]]", 2);
    Outcome outcome = mesh("index", "--base", folder.toString(), "--output", out(), "data/*.json");
    assertEquals(1, outcome.status());
    assertEquals("index: not written: 1 finding", outcome.out().lines().toList().getLast());
    assertTrue(Files.notExists(Path.of(out(), "index.json")));
  }

  @Test
  void prefixesEachLineWithItsLevel() {
    assertEquals(
        new Outcome(0, "[INFO] Mesh: 10 records in 10 files are valid (float32, (3..4, 3))\n", ""),
        mesh("validate", "--line-prefixes", "--base", SAMPLES.toString(), "*.json"));
  }

  @Test
  void refusesASourceWithoutFiles() {
    assertEquals(
        new Outcome(
            2,
            "",
            """
            no file matches "data/*.json" in "%s"; check the source's spelling, or the folder it starts from
            See 'sheaf validate --help'.
            """
                .formatted(folder)),
        mesh("validate", "--base", folder.toString(), "data/*.json"));
  }

  @Test
  void suggestsTheSchemaThatWasMeant() {
    for (String wrong : List.of("Mesh", "com.acme.Mash", "com.acme.mesh")) {
      assertEquals(
          new Outcome(
              2,
              "",
              """
              expected the schema "%s" on the class path, found com.acme.Mesh; did you mean com.acme.Mesh?
              See 'sheaf validate --help'.
              """
                  .formatted(wrong)),
          Outcome.of("validate", "--schema", wrong, "--classpath", classes.toString(), "x"));
    }
  }

  @Test
  void saysThatThereIsNoSchemaAtAll() {
    Outcome outcome = Outcome.of("validate", "--schema", "a.B", "--classpath", folder.resolve("no").toString(), "x");
    assertEquals(2, outcome.status());
    assertTrue(
        outcome.err().startsWith("expected the schema \"a.B\" on the class path, found no schema at all; "),
        outcome.err());
    assertTrue(outcome.err().contains("annotationProcessorPaths"), outcome.err());
  }

  @Test
  void pointsNobodyToItsHelpWhereAnotherProgramReads() {
    assertEquals(
        new Outcome(
            2,
            """
            [ERROR] no file matches "data/*.json" in "%s"; check the source's spelling, or the folder it starts from
            """
                .formatted(folder),
            ""),
        mesh("validate", "--line-prefixes", "--base", folder.toString(), "data/*.json"));
  }

  @Test
  void findsSchemasInJarsAndFiles() throws IOException {
    Path jar = folder.resolve("mesh.jar");
    Path descriptor = classes.resolve(RecordSchema.descriptorPath("com.acme.Mesh"));
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      entries.putNextEntry(new ZipEntry(RecordSchema.descriptorPath("com.acme.Mesh")));
      entries.write(Files.readAllBytes(descriptor));
    }
    String missing = folder.resolve("no.jar") + File.pathSeparator;
    for (List<String> schema :
        List.of(
            List.of("--schema", "com.acme.Mesh", "--classpath", missing + jar),
            List.of("--schema", descriptor.toString()))) {
      List<String> arguments = new ArrayList<>(List.of("validate", "--base", SAMPLES.toString()));
      arguments.addAll(schema);
      arguments.add("*.json");
      assertEquals(0, Outcome.of(arguments.toArray(String[]::new)).status());
    }
  }

  @Test
  void readsArgumentsFromAFileOneALine() throws IOException {
    Path data = folder.resolve("mit Leerzeichen und \\ größe 猫");
    Files.createDirectories(data);
    Files.copy(SAMPLES.resolve("sample_0.json"), data.resolve("a b.json"));
    Path arguments = folder.resolve("arguments");
    Files.writeString(
        arguments,
        String.join(
            "\n", "validate", "--schema", "com.acme.Mesh", "--classpath", classes.toString(), "--base",
            data.toString(), "*.json"));
    assertEquals(
        new Outcome(0, "Mesh: 1 record in 1 file is valid (float32, (3, 3))\n", ""), Outcome.of("@" + arguments));
  }

  @Test
  void takesSourcesFromAFileThatBeginLikeAComment() throws IOException {
    write("#a.json", "[[1, 2, 3]]", 1);
    write("b.json", "[[1, 2, 3]]", 1);
    Path arguments = folder.resolve("arguments");
    Files.writeString(
        arguments,
        String.join(
            "\n", "validate", "--schema", "com.acme.Mesh", "--classpath", classes.toString(), "--base",
            folder.resolve("data").toString(), "#a.json", "b.json"));
    assertEquals(
        new Outcome(0, "Mesh: 2 records in 2 files are valid (float32, (1, 3))\n", ""), Outcome.of("@" + arguments));
  }

  @Test
  void anErrorOfTheMachineIsNotTakenForFindings() throws IOException {
    Path large = folder.resolve("large.schema");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 32);
    }
    Outcome outcome = Outcome.of("validate", "--schema", large.toString(), "--base", SAMPLES.toString(), "*.json");
    assertEquals(3, outcome.status());
    assertTrue(outcome.err().startsWith("Sheaf failed"), outcome.err());
  }

  @Test
  void saysThatASchemaFileIsNone() throws IOException {
    Path none = Files.write(folder.resolve("none.schema"), new byte[] {(byte) 0xff, '{'});
    assertEquals(
        new Outcome(
            2,
            "",
            """
            %s: expected a schema descriptor, found text that is not JSON
            See 'sheaf validate --help'.
            """
                .formatted(none)),
        Outcome.of("validate", "--schema", none.toString(), "x"));
  }

  @Test
  void printsNothingThatATerminalObeys() throws IOException {
    write("a\u001b[2J.json", "[[1, 2, 3]]", 2);
    Outcome outcome = mesh("validate", "--base", folder.toString(), "data/*.json");
    assertTrue(outcome.out().startsWith("data/a\uFFFD[2J.json, byte "), outcome.out());
  }

  @Test
  void refusesUnknownOptionsAndMissingOnes() {
    assertEquals(
        new Outcome(2, "", "Missing required option: '--output=DIR'\nSee 'sheaf index --help'.\n"),
        mesh("index", "x"));
    assertEquals(2, mesh("validate", "--no-such-option", "x").status());
    assertEquals(2, mesh("validate", "--threads", "0", "--base", SAMPLES.toString(), "*.json").status());
    assertEquals(2, mesh("validate", "--threads", "9999", "--base", SAMPLES.toString(), "*.json").status());
    assertEquals(2, mesh("validate", "--max-findings", "-1", "--base", SAMPLES.toString(), "*.json").status());
    assertEquals(2, mesh("validate", "--base", folder.resolve("no").toString(), "*.json").status());
    assertEquals(2, Outcome.of().status());
  }

  @Test
  void saysWhatItCannotWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    Outcome outcome = mesh("index", "--base", SAMPLES.toString(), "--output", file.toString(), "*.json");
    assertEquals(3, outcome.status());
    assertEquals(
        "cannot write to \"%s\": something else of that name is there\n".formatted(file), outcome.err());
    assertEquals(1, outcome.err().lines().count());
  }

  @Test
  void documentsItsExitStatus() {
    Outcome help = Outcome.of("--help");
    assertEquals(0, help.status());
    assertTrue(
        help.out()
            .endsWith(
                """
                Exit status:
                  0   the data is fine, or nothing has changed since it was
                  1   the data has findings
                  2   wrong usage: an option, a schema's name, a source that names no file
                  3   a file cannot be read or written, or Sheaf itself failed

                Arguments may stand in a file, one a line: sheaf @FILE
                """),
        help.out());
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private void write(String name, String buffer, int points) throws IOException {
    Files.writeString(
        folder.resolve("data").resolve(name),
        """
        {"object_type": "array", "shape": [%d, 3], "dtype": "float32", "data": {"buffer": %s, "encoding": "json"}}"""
            .formatted(points, buffer));
  }

  private Outcome mesh(String command, String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(command, "--schema", "com.acme.Mesh", "--classpath", classes.toString()));
    all.addAll(List.of(arguments));
    return Outcome.of(all.toArray(String[]::new));
  }
}
