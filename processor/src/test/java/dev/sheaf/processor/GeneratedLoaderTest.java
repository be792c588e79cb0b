package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of component, read and written through the loader that is generated for its record.
class GeneratedLoaderTest {
  private static final String PARTS =
      """
      public interface Parts {
        record Mesh(@Dims("N, 3") @Differentiable Float32Array vertices, @Dims("N") Int64Array ids) {}
        record Pair<A, B>(A first, B second) {}
        enum Paint { RED, @FieldName("dark green") GREEN }
        @Discriminator("kind") sealed interface Shape permits Ball, Flat {}
        @DiscriminatorValue("ball") record Ball(double radius) implements Shape {}
        sealed interface Flat extends Shape permits Disc, Plane {}
        record Disc(float radius) implements Flat {}
        record Plane() implements Flat {}
        sealed interface Held<T> permits Full, Empty {}
        record Full<T>(T content) implements Held<T> {}
        record Empty<T>() implements Held<T> {}
      }
      """;

  private static final String SCENE =
      """
      @SchemaRecord
      public record Scene(
          Parts.Mesh mesh,
          Parts.Pair<@Dims("2") Float32Array, String> camera,
          Optional<Parts.Pair<Integer, List<Boolean>>> note,
          Map<String, Parts.Shape> shapes,
          List<Parts.Paint> paints,
          Parts.Held<String> held,
          @FieldName("class") @Default("7") int label) {}
      """;

  private static final String SCENE_JSON =
      """
      {"mesh": {"vertices": [[1, 2, 3]], "ids": [4]}, "camera": {"first": [5, 6], "second": "front"}, \
      "note": {"first": 1, "second": [true]}, "shapes": {"a": {"radius": 2, "kind": "ball"}, \
      "b": {"kind": "Plane"}, "c": {"kind": "Disc", "radius": 0.5}}, "paints": ["dark green", "RED"], \
      "held": {"type": "Full", "content": "x"}}""";

  private static final String SCENE_VALUES =
      "[1.0, 2.0, 3.0] [5.0, 6.0] front Optional[Pair[first=1, second=[true]]] {a=Ball[radius=2.0], b=Plane[],"
          + " c=Disc[radius=0.5]} [GREEN, RED] Full[content=x] 7";

  private static final String SHOW_SCENE =
      """
      return Arrays.toString(scene.mesh().vertices().toArray()) + " "
          + Arrays.toString(scene.camera().first().toArray()) + " " + scene.camera().second() + " "
          + scene.note() + " " + scene.shapes() + " " + scene.paints() + " " + scene.held() + " " + scene.label();
      """;

  private static final String CATALOGUE =
      """
      @SchemaRecord
      public record Catalogue(
          boolean flag, byte tiny, short small, int middle, long large, float rough, double fine,
          Boolean flags, Byte tinies, Short smalls, Integer middles, Long larges, Float roughs, Double fines,
          String text, Instant instant, LocalDate date, LocalTime time, LocalDateTime dateTime,
          OffsetDateTime offset, Duration duration, List<List<Integer>> lists, Map<String, Optional<Long>> map) {}
      """;

  private static final String CATALOGUE_JSON =
      """
      {"flag": true, "tiny": -128, "small": 32767, "middle": -3, "large": 9223372036854775807, "rough": 0.1, \
      "fine": 1e300, "flags": false, "tinies": 1, "smalls": 2, "middles": 3, "larges": 4, "roughs": 5.5, \
      "fines": 6.25, "text": "a \\"b\\"", "instant": "2026-11-21T14:30:00Z", "date": "2026-11-21", \
      "time": "14:30:00", "dateTime": "2026-11-21T14:30:00", "offset": "2026-11-21T14:30:00+01:00", \
      "duration": "PT1H30M", "lists": [[1, 2], []], "map": {"x": 1, "y": null}}""";

  private static final String CATALOGUE_VALUES =
      "Catalogue[flag=true, tiny=-128, small=32767, middle=-3, large=9223372036854775807, rough=0.1, fine=1.0E300,"
          + " flags=false, tinies=1, smalls=2, middles=3, larges=4, roughs=5.5, fines=6.25, text=a \"b\","
          + " instant=2026-11-21T14:30:00Z, date=2026-11-21, time=14:30, dateTime=2026-11-21T14:30,"
          + " offset=2026-11-21T14:30+01:00, duration=PT1H30M, lists=[[1, 2], []],"
          + " map={x=Optional[1], y=Optional.empty}]";

  @TempDir Path folder;

  @Test
  void readsEverySingleValue() {
    assertEquals(
        CATALOGUE_VALUES,
        Program.in(folder)
            .with("Catalogue", CATALOGUE)
            .run("return CatalogueLoader.parse(bytes(%s));".formatted(literal(CATALOGUE_JSON))));
  }

  @Test
  void savesEverySingleValueAsItReadsIt() {
    assertEquals(
        CATALOGUE_VALUES,
        Program.in(folder)
            .with("Catalogue", CATALOGUE)
            .run("""
                Path file = Path.of(%s);
                CatalogueLoader.save(file, CatalogueLoader.parse(bytes(%s)));
                return CatalogueLoader.load(file);
                """.formatted(literal(folder.resolve("saved.json").toString()), literal(CATALOGUE_JSON))));
  }

  @Test
  void readsBytes() {
    assertEquals(
        "[1, 2, 3]",
        Program.in(folder)
            .with("Blob", "@SchemaRecord record Blob(byte[] content) {}")
            .run("return Arrays.toString(BlobLoader.parse(bytes(\"{\\\"content\\\": \\\"AQID\\\"}\")).content());"));
  }

  @Test
  void readsRecordsUnionsAndEnumsFromSource() {
    Program program = Program.in(folder).with("Parts", PARTS).with("Scene", SCENE);
    assertEquals(SCENE_VALUES, program.run(parseScene()));
  }

  @Test
  void readsRecordsUnionsAndEnumsFromClassFiles() {
    Path parts = Program.in(folder.resolve("parts")).with("Parts", PARTS).classesAlone();
    Program program = Program.in(folder.resolve("scene")).with("Scene", SCENE).using(parts);
    assertEquals(SCENE_VALUES, program.run(parseScene(), parts));
    Program fromSource = Program.in(folder.resolve("source")).with("Parts", PARTS).with("Scene", SCENE);
    fromSource.run("return \"\";");
    assertEquals(fromSource.written(), program.written());
  }

  @Test
  void savesRecordsUnionsAndEnumsAsItReadsThem() {
    Program program = Program.in(folder).with("Parts", PARTS).with("Scene", SCENE);
    assertEquals(
        SCENE_VALUES,
        program.run(
            """
            Path file = Path.of(%s);
            SceneLoader.save(file, SceneLoader.parse(bytes(%s)));
            Scene scene = SceneLoader.load(file);
            %s
            """
                .formatted(literal(folder.resolve("saved.json").toString()), literal(SCENE_JSON), SHOW_SCENE)));
  }

  @Test
  void readsFromAStreamAndFromASegment() {
    Program program = Program.in(folder).with("Point", "@SchemaRecord record Point(int x) {}");
    assertEquals(
        "Point[x=1] Point[x=2]",
        program.run(
            """
            var stream = new java.io.ByteArrayInputStream(bytes("{\\"x\\": 1}"));
            var segment = java.lang.foreign.MemorySegment.ofArray(bytes("{\\"x\\": 2}"));
            return PointLoader.read(stream, Path.of(""), DecodeOptions.DEFAULT) + " "
                + PointLoader.read(segment, Path.of(""), DecodeOptions.DEFAULT);
            """));
  }

  @Test
  void selectsFieldsOfRecordsInARowByTheirNames() {
    Program program = Program.in(folder).with("Parts", PARTS).with("Scene", SCENE);
    assertEquals(
        "mesh.vertices true 1.0; class 7; camera.second front; mesh Int64Array",
        program.run(
            """
            Scene scene = SceneLoader.parse(bytes(%s));
            Field<Scene, Float32Array> vertices = SceneFields.mesh().vertices();
            Field<Scene, Integer> label = SceneFields.label();
            Field<Scene, String> second = SceneFields.camera().second();
            Field<Scene, Parts.Mesh> mesh = SceneFields.mesh().self();
            return vertices.path() + " " + vertices.differentiable() + " " + vertices.apply(scene).toArray()[0]
                + "; " + label.path() + " " + label.apply(scene)
                + "; " + second.path() + " " + second.apply(scene)
                + "; " + mesh.path() + " " + mesh.apply(scene).ids().getClass().getSimpleName();
            """
                .formatted(literal(SCENE_JSON))));
  }

  @Test
  void changesSelectedFieldsInACopyOfTheRow() {
    Program program = Program.in(folder).with("Parts", PARTS).with("Scene", SCENE);
    assertEquals(
        "8 back [9.0, 9.0, 9.0]; [RED, RED]; Plane[]; 7 front [GREEN, RED]",
        program.run(
            """
            Scene scene = SceneLoader.parse(bytes(%s));
            Scene changed = SceneFields.label().with(scene, 8);
            changed = SceneFields.camera().second().with(changed, "back");
            changed = SceneFields.mesh().vertices().with(changed, Float32Array.of(Shape.of(1, 3), 9, 9, 9));
            Selector<Scene, Parts.Paint> paints = Selector.of(SceneFields.paints()).then(Selector.each());
            Selector<Scene, Parts.Shape> shape = Selector.of(SceneFields.shapes()).then(Selector.key("a"));
            return changed.label() + " " + changed.camera().second() + " "
                + Arrays.toString(changed.mesh().vertices().toArray())
                + "; " + paints.modify(scene, paint -> Parts.Paint.RED).paints()
                + "; " + shape.modify(scene, old -> new Parts.Plane()).shapes().get("a")
                + "; " + scene.label() + " " + scene.camera().second() + " " + scene.paints();
            """
                .formatted(literal(SCENE_JSON))));
  }

  @Test
  void batchesStackNumbersAndListOtherValues() {
    Program program =
        Program.in(folder)
            .with("Row", "@SchemaRecord record Row(String name, int label, Optional<Double> weight, boolean good) {}");
    assertEquals(
        "2 [a, b] [3, 4] [Optional[0.5], Optional.empty] int32 bool",
        program.run(
            """
            RowBatch batch = RowBatch.collator().collate(
                List.of(new Row("a", 3, Optional.of(0.5), true), new Row("b", 4, Optional.empty(), false)));
            return batch.size() + " " + batch.name() + " " + Arrays.toString(batch.label().toArray()) + " "
                + batch.weight() + " " + batch.label().dtype() + " " + batch.good().dtype();
            """));
  }

  @Test
  void theElementsOfTheOnlySequenceAreTheRows() {
    Program program =
        Program.in(folder)
            .with("Samples", "@SchemaRecord record Samples(LazySequence<Sample> samples) {}")
            .with("Sample", "record Sample(@Dims(\"2\") Float32Array at, String name) {}");
    assertEquals(
        "1 Sample[at=float32 (2,), name=a] [a]",
        program.run(
            """
            Files.writeString(Path.of(%s, "a.json"), "{\\"at\\": [1, 2], \\"name\\": \\"a\\"}");
            try (dev.sheaf.dataset.Dataset<Sample> rows = SamplesLoader.open(%s)) {
              SamplesBatch batch = SamplesBatch.collator().collate(List.of(rows.get(0)));
              return rows.size() + " " + rows.get(0) + " " + batch.name();
            }
            """
                .formatted(literal(folder.toString()), literal(folder.resolve("*.json").toString()))));
    assertTrue(program.written().keySet().stream().noneMatch(path -> path.endsWith("SamplesRow.java")));
  }

  @Test
  void aRowMayBeASequenceItself() {
    Program program =
        Program.in(folder)
            .with("Runs", "@SchemaRecord record Runs(LazySequence<LazySequence<@Dims(\"2\") Float32Array>> steps) {}");
    assertEquals(
        "2 [1.0, 2.0] | 2 [3.0, 4.0] 1",
        program.run(
            """
            Path folder = Path.of(%s);
            Files.writeString(folder.resolve("item-0.json"), "[1, 2]");
            Files.writeString(folder.resolve("item-1.json"), "[3, 4]");
            Files.writeString(folder.resolve("run-a.json"), "\\"@item-*.json\\"");
            Files.writeString(folder.resolve("run-b.json"), "[[3, 4]]");
            Runs runs = RunsLoader.read(
                java.lang.foreign.MemorySegment.ofArray(bytes("{\\"steps\\": \\"@run-*.json\\"}")), folder,
                DecodeOptions.DEFAULT);
            String found = runs.steps().get(0).size() + " " + Arrays.toString(runs.steps().get(0).get(0).toArray());
            try (dev.sheaf.dataset.Dataset<RunsRow> rows = RunsLoader.open(folder + "/run-*.json")) {
              RunsBatch batch = RunsBatch.collator().collate(List.of(rows.get(0), rows.get(1)));
              return found + " | " + batch.size() + " " + Arrays.toString(batch.steps().get(0).get(1).toArray()) + " "
                  + batch.steps().get(1).size();
            }
            """
                .formatted(literal(folder.toString()))));
  }

  @Test
  void aRecordMayHaveNoFields() {
    Program program =
        Program.in(folder)
            .with("Tick", "@SchemaRecord record Tick() {}")
            .with("Log", "@SchemaRecord record Log(List<Tick> ticks, Tick last) {}");
    assertEquals(
        "Log[ticks=[Tick[], Tick[]], last=Tick[]] Tick[] 2 [extra]",
        program.run(
            """
            Log log = LogLoader.parse(bytes("{\\"ticks\\": [{}, {}], \\"last\\": {}}"));
            Path file = Path.of(%s);
            TickLoader.save(file, log.last());
            String found = log + " " + TickLoader.load(file) + " " + TickBatch.collator().collate(log.ticks()).size();
            try {
              return TickLoader.parse(bytes("{\\"a\\": 1}"));
            } catch (DecodeException e) {
              return found + " [" + e.rule().key() + "]";
            }
            """
                .formatted(literal(folder.resolve("tick.json").toString()))));
  }

  @Test
  void anAbsentFieldHasItsDefaultAndAnAbsentOptionalNone() {
    Program program =
        Program.in(folder)
            .with(
                "Run",
                """
                @SchemaRecord record Run(
                    @Default("0.5") float rate, @Default("say \\"hi\\"") String greeting, @Default("[1, 2]") List<Integer> steps,
                    @Default("RED") Paint paint, @Default("PT1S") Duration pause, Optional<String> note) {}
                enum Paint { RED }
                """);
    assertEquals(
        "Run[rate=0.5, greeting=say \"hi\", steps=[1, 2], paint=RED, pause=PT1S, note=Optional.empty]",
        program.run("return RunLoader.parse(bytes(\"{}\"));"));
  }

  @Test
  void refusesWhatConstraintsExclude() {
    Program program =
        Program.in(folder)
            .withJakarta()
            .with(
                "Form",
                """
                @SchemaRecord record Form(
                    @jakarta.validation.constraints.Size(min = 2, max = 3) String name,
                    @jakarta.validation.constraints.Positive int count,
                    List<@jakarta.validation.constraints.Pattern(regexp = "[a-z]+") String> tags,
                    @jakarta.validation.constraints.NotNull @jakarta.validation.constraints.Size(max = 2) byte[] bytes,
                    @InRange(min = "0", max = "1") double share) {}
                """);
    assertEquals(
        "name count tags[0] bytes share ok",
        program.run(
            """
            String good = "{\\"name\\": \\"ab\\", \\"count\\": 1, \\"tags\\": [\\"x\\"], \\"bytes\\": \\"AQ==\\", \\"share\\": 1}";
            String found = "";
            for (String json : List.of(
                good.replace("ab", "a"), good.replace("1,", "0,"), good.replace("x", "X"),
                good.replace("AQ==", "AQID"), good.replace("1}", "1.5}"), good)) {
              try {
                FormLoader.parse(bytes(json));
                found += "ok";
              } catch (DecodeException e) {
                found += e.fieldPath() + " ";
              }
            }
            return found;
            """));
  }

  @Test
  void theJsonSchemaIsAFileToo() {
    Program program = Program.in(folder).with("Point", "@SchemaRecord public record Point(int x) {}");
    String schema = program.run("return PointLoader.jsonSchema();");
    assertEquals(schema, program.written().get("META-INF/sheaf/com.acme.Point.schema.json"));
  }

  private static String parseScene() {
    return "Scene scene = SceneLoader.parse(bytes(%s));\n%s".formatted(literal(SCENE_JSON), SHOW_SCENE);
  }

  /// The text as a literal in Java.
  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
