package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Parts;
import dev.sheaf.pipeline.Pipeline;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PapersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/tutorial.md", "docs/how-to/maven.md",
        "docs/how-to/batches.md", "docs/how-to/errors.md", "docs/how-to/pipelines.md", "docs/how-to/resume.md",
        "docs/reference/command-line.md", "docs/reference/findings.md", "docs/reference/operators.md",
        "docs/reference/pipeline-stats.md",
        "docs/reference/writing-json.md", "docs/reference/formats.md", "docs/reference/selectors.md"
      })
  void namesOnlyWhatExists(String page) {
    assertEquals(List.of(), missing(page));
  }

  /// Pages that name, beside what is ours, these things that are not.
  @ParameterizedTest
  @CsvSource({
    "docs/how-to/json-lines.md, data/* @parts/*.json",
    "docs/how-to/formats.md, META-INF/services",
    "docs/reference/json-schema.md, EncodedArrayModel__any_3__float32__DIFFERENTIABLE",
    "docs/reference/reading-json.md, NaN Infinity",
    "docs/reference/schema.md, "
        + "NotNull NotEmpty Min Max DecimalMin DecimalMax Positive PositiveOrZero Negative NegativeOrZero Pattern "
        + "AssertTrue AssertFalse",
    "docs/reference/generated-code.md, "
        + "SceneFields.mesh().vertices() META-INF/sheaf/com.acme.Mesh.schema META-INF/sheaf/com.acme.Mesh.schema.json "
        + "Outer.Mesh Outer_MeshLoader"
  })
  void namesOnlyWhatExistsOrIsNotOurs(String page, String foreign) {
    assertEquals(List.of(foreign.split(" ")), missing(page));
  }

  private static List<String> missing(String page) {
    return new Paper(Checkout.text(page)).missing(Checkout.root(), Names.ofCheckout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Run it", "Test it"})
  void theReadmeHasOneCommandUnderEachDoor(String heading) {
    assertEquals(1, new Paper(Checkout.text("README.md")).blocksUnder(heading).size());
  }

  @ParameterizedTest
  @MethodSource("dev.sheaf.it.Checkout#userPages")
  void showsOnlyCodeThatStandsInAnExample(String page) {
    List<String> sources = Checkout.javaFiles("examples").stream().map(file -> unindented(Checkout.text(file.toString()))).toList();
    List<String> invented =
        new Paper(Checkout.text(page))
            .blocksIn("java").stream()
                .map(PapersTest::unindented)
                .filter(block -> sources.stream().noneMatch(source -> source.contains(block)))
                .toList();

    assertEquals(List.of(), invented);
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
