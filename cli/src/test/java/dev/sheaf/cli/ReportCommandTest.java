package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private static final Path SAMPLES = Path.of(System.getProperty("sheaf.testdata"), "tesseract");

  @TempDir Path folder;
  private Path descriptor;
  private Path page;

  @BeforeEach
  void describeTheRecord() throws IOException {
    ArrayType array = new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true);
    RecordSchema mesh =
        new RecordSchema("com.acme.Mesh", "", false, List.of(new FieldSchema("data", "", new SequenceType(array))));
    descriptor = folder.resolve("mesh.schema");
    Files.writeString(descriptor, mesh.toJson());
    page = folder.resolve("site/mesh.html");
  }

  @Test
  void writesAPageAndSaysWhereItLiesAndHowLargeItIs() throws IOException {
    Outcome outcome = report("--base", SAMPLES.toString(), "--output", page.toString(), "*.json");

    assertEquals(
        new Outcome(
            0,
            "report: 10 records, 0 findings -> %s (%,d bytes)\n".formatted(page, Files.size(page)),
            ""),
        outcome);
    assertTrue(Files.readString(page).contains("<title>Mesh dataset</title>"));
  }

  @Test
  void showsFindingsAndEndsWell() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{}");
    Files.copy(SAMPLES.resolve("sample_0.json"), folder.resolve("b.json"));
    Outcome outcome = report("--base", folder.toString(), "--output", page.toString(), "*.json");

    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("report: 2 records, 1 finding -> "), outcome.out());
    assertTrue(Files.readString(page).contains("1 finding."));
  }

  @Test
  void takesTheFindingsOfAValidationThatWasRunBefore() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{}");
    String[] validate = {
      "validate", "--schema", descriptor.toString(), "--base", folder.toString(), "--output",
      folder.resolve("out").toString(), "a.json"
    };
    assertEquals(1, Outcome.of(validate).status());
    String kept = folder.resolve("out/validation.json").toString();

    Outcome outcome =
        report(
            "--base", folder.toString(), "--output", page.toString(), "--validation", kept, "--title", "T", "a.json");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(Files.readString(page).contains("of a validation that was run before"));
    assertTrue(Files.readString(page).contains("<title>T</title>"));
  }

  @Test
  void refusesAValidationThatIsNone() {
    Outcome missing =
        report("--base", SAMPLES.toString(), "--output", page.toString(), "--validation", "no.json", "*.json");
    assertEquals(3, missing.status());
    String none = descriptor.toString();
    Outcome other =
        report("--base", SAMPLES.toString(), "--output", page.toString(), "--validation", none, "*.json");
    assertEquals(3, other.status());
    assertTrue(Files.notExists(page));
  }

  @Test
  void saysWhatIsWrongWithAnArgument() {
    assertEquals(2, report("--base", SAMPLES.toString(), "*.json").status(), "no --output");
    for (String[] wrong : new String[][] {{"--samples", "65"}, {"--threads", "0"}, {"--base", "no"}}) {
      Outcome outcome = report("--output", page.toString(), wrong[0], wrong[1], "*.json");
      assertEquals(2, outcome.status(), outcome.err());
    }
    Outcome nothing = report("--base", folder.toString(), "--output", page.toString(), "*.json");
    assertEquals(2, nothing.status());
    assertTrue(nothing.err().startsWith("no file matches \"*.json\""), nothing.err());
    assertTrue(Files.notExists(page));
  }

  private Outcome report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report", "--schema", descriptor.toString()));
    all.addAll(List.of(arguments));
    return Outcome.of(all.toArray(String[]::new));
  }
}
