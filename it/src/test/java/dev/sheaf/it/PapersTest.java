package dev.sheaf.it;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Parts;
import dev.sheaf.pipeline.Pipeline;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PapersTest {
  private static final List<String> JAKARTA =
      List.of(
          "NotNull", "NotEmpty", "Min", "Max", "DecimalMin", "DecimalMax", "Positive", "PositiveOrZero", "Negative",
          "NegativeOrZero", "Pattern", "AssertTrue", "AssertFalse");

  /// What pages name, beside what is ours, that is not.
  private static final Map<String, List<String>> FOREIGN =
      Map.ofEntries(
          entry("docs/comparison.md", List.of("StatefulDataLoader")),
          entry("docs/how-to/compatibility.md", List.of("META-INF/sheaf/NAME.schema")),
          entry("docs/how-to/bring-data.md", List.of("mnist/3.0.1")),
          entry("docs/how-to/custom-format.md", List.of("META-INF/services/dev.sheaf.format.RecordFormat")),
          entry("docs/how-to/formats.md", List.of("META-INF/services")),
          entry("docs/how-to/gradle.md", List.of("META-INF/gradle")),
          entry("docs/how-to/infer.md", List.of("src/main/java/com/acme/Mesh.java")),
          entry("docs/how-to/maven.md", List.of(".mvn/maven-build-cache-config.xml")),
          entry("docs/how-to/json-lines.md", List.of("data/*", "@parts/*.json")),
          entry(
              "docs/how-to/models.md",
              List.of(
                  "OnnxTensor.createTensor(env, FloatBuffer, long[])",
                  "TFloat32.tensorOf(Shape, FloatDataBuffer)",
                  "DataBuffers.of(FloatBuffer)")),
          entry("docs/reference/annotations.md", JAKARTA.stream().map("@"::concat).toList()),
          entry("docs/reference/command-line.md", List.of("DIR/train", "DIR/test", "DIR/pack.json")),
          entry("docs/reference/files.md", List.of("META-INF/sheaf/*.schema")),
          entry(
              "docs/reference/generated-code.md",
              List.of(
                  "SceneFields.mesh().vertices()",
                  "META-INF/sheaf/com.acme.Mesh.schema",
                  "META-INF/sheaf/com.acme.Mesh.schema.json",
                  "Outer.Mesh",
                  "Outer_MeshLoader")),
          entry("docs/reference/json-schema.md", List.of("EncodedArrayModel__any_3__float32__DIFFERENTIABLE")),
          entry("docs/reference/reading-json.md", List.of("NaN", "Infinity")),
          entry("docs/reference/schema.md", JAKARTA),
          entry(
              "docs/tutorial.md",
              List.of(
                  "src/main/java/com/acme/Scan.java",
                  "data/scan_0.json",
                  "data/scan_3.json",
                  "data/scan_2.json",
                  "src/main/java/com/acme/Model.java",
                  "src/main/java/com/acme/Main.java")));

  /// Read once, for all pages.
  private static final Names NAMES = Names.ofCheckout();

  @ParameterizedTest
  @MethodSource("pages")
  void namesOnlyWhatExistsOrIsNotOurs(String page) {
    assertEquals(FOREIGN.getOrDefault(page, List.of()), missing(page));
  }

  static List<String> pages() {
    Stream<String> forUs = Stream.of("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md");
    return Stream.concat(forUs, Checkout.userPages().stream()).toList();
  }

  private static List<String> missing(String page) {
    return new Paper(Checkout.text(page)).missing(Checkout.root(), NAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Run it", "Test it"})
  void theReadmeHasOneCommandUnderEachDoor(String heading) {
    assertEquals(1, new Paper(Checkout.text("README.md")).blocksUnder(heading).size());
  }

  @ParameterizedTest
  @MethodSource("dev.sheaf.it.Checkout#userPages")
  void showsOnlyCodeThatStandsInAnExample(String page) {
    List<String> sources = shown().map(file -> unindented(Checkout.text(file.toString()))).toList();
    List<String> invented =
        new Paper(Checkout.text(page))
            .blocksIn("java").stream()
                .map(PapersTest::unindented)
                .filter(block -> sources.stream().noneMatch(source -> source.contains(block)))
                .toList();

    assertEquals(List.of(), invented);
  }

  /// What is compiled and run in the build, or written by it.
  private static Stream<Path> shown() {
    return Stream.of(
            Checkout.javaFiles("examples"),
            Checkout.javaFiles("it/src/it"),
            Checkout.files("processor/src/test/resources/golden/mesh/expected", ".java.txt"))
        .flatMap(List::stream);
  }

  @Test
  void theTutorialShowsTheFilesOfAWholeBuild() {
    Paper tutorial = new Paper(Checkout.text("docs/tutorial.md"));
    List<String> files =
        Stream.of(".java", ".json", ".xml")
            .flatMap(suffix -> Checkout.files("it/src/it/tutorial", suffix).stream())
            .map(file -> unindented(Checkout.text(file.toString())))
            .toList();
    List<String> invented =
        Stream.of("java", "json", "xml")
            .flatMap(language -> tutorial.blocksIn(language).stream())
            .map(block -> unindented(block.replace("</project>", "").strip()))
            .filter(block -> files.stream().noneMatch(file -> file.contains(block)))
            .toList();

    assertEquals(List.of(), invented);
  }

  @Test
  void theReadmeNamesEveryPageForUsers() {
    String readme = Checkout.text("README.md");
    List<String> unnamed =
        Checkout.userPages().stream()
            .filter(page -> !page.equals("README.md") && !readme.contains("`" + page + "`"))
            .toList();

    assertEquals(List.of(), unnamed);
  }

  @Test
  void everyMethodOfAPipelineStandsInTheReferenceOnce() {
    List<String> methods =
        Stream.of(Pipeline.class, IndexedPipeline.class, Parts.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())))
            .map(method -> (method.getDeclaringClass() == Parts.class ? "Parts." : "") + method.getName())
            .filter(name -> !name.equals("toString"))
            .distinct()
            .sorted()
            .toList();
    List<String> rows =
        Pattern.compile("(?m)^\\| `(?:Pipeline\\.)?([\\w.]+)\\(")
            .matcher(Checkout.text("docs/reference/operators.md")).results().map(match -> match.group(1)).sorted().toList();

    assertEquals(methods, rows);
  }

  @Test
  void theReadmeShowsThePomOfAWholeBuild() {
    String pom = unindented(Checkout.text("it/src/it/readme/pom.xml"));
    List<String> blocks = new Paper(Checkout.text("README.md")).blocksIn("xml").stream().map(PapersTest::unindented).toList();

    assertEquals(2, blocks.size());
    assertEquals(List.of(), blocks.stream().filter(block -> !pom.contains(block)).toList());
  }

  @Test
  void readsTheBlocksOfOneLanguageOnly() {
    Paper paper =
        new Paper(
            """
            ```java
            int a;
              int b;
            ```
            ```javascript
            var c;
            ```
            """);

    assertEquals(List.of("int a;\n  int b;"), paper.blocksIn("java"));
  }

  /// Whole lines, without the blanks that they begin with.
  private static String unindented(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
  }

  @Test
  void findsWhatDoesNotExist() {
    Names names =
        Names.of(
            ParsedSources.of(
                """
                package dev.sheaf.example;
                @SchemaRecord record Mesh(long size) {}
                class Pipeline { void over() {} }
                """));
    Paper paper =
        new Paper(
            """
            Start at `Pipeline.over(dataset)` in `dev.sheaf.example`, or at `dev.sheaf.example.Mesh` and `MeshLoader`;
            not at `Pipeline.under`, `dev.sheaf.nowhere`, `dev.sheaf.example.Mush`, `Mush` or `MushLoader`.
            The poms are `it/pom.xml` and `cli/*.xml`, not `no/such/pom.xml` or `it/*.toml`; `target/any` is made.
            Words such as `@glob`, `dataset:index`, `mvn -B verify`, `JSON` and `<name>/x` name nothing of ours.
            See [the licence](LICENSE), [the web](https://example.org/x), [nothing](NOTHING.md).
            """);

    assertEquals(
        List.of(
            "Pipeline.under",
            "dev.sheaf.nowhere",
            "dev.sheaf.example.Mush",
            "Mush",
            "MushLoader",
            "no/such/pom.xml",
            "it/*.toml",
            "NOTHING.md"),
        paper.missing(Checkout.root(), names));
  }

  @Test
  void readsTheBlocksOfOneHeadingOnly() {
    Paper paper =
        new Paper(
            """
            ## Run it
            Text.
            ```sh
            first
            ```
            ## Test it
            ```sh
            second
            third
            ```
            """);

    assertEquals(List.of("first"), paper.blocksUnder("Run it"));
    assertEquals(List.of("second\nthird"), paper.blocksUnder("Test it"));
    assertEquals(List.of(), paper.blocksUnder("Test"));
  }
}
