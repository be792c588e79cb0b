package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `sheaf validate` makes of errors and warnings.
class ValidateCommandTest {
  private static final String GOOD = "{\"score\": 1}\n";
  private static final String NAN = "{\"score\": \"NaN\"}\n";
  private static final String BAD = "{\"score\": \"x\"}\n";

  private static final String NAN_WARNING =
      "data/a.jsonl, byte 0, record 0, field score: expected finite numbers, found 1 NaN in all rows, from this one on;"
          + " declare @Finite to refuse them [not-finite]\n";

  @TempDir Path folder;

  @BeforeEach
  void describeTheRecord() throws IOException {
    RecordSchema note =
        new RecordSchema(
            "com.acme.Note",
            "",
            false,
            List.of(new FieldSchema("score", "", new ScalarType(Scalar.DOUBLE, List.of()))));
    Files.writeString(folder.resolve("note.schema"), note.toJson());
    Files.createDirectories(folder.resolve("data"));
  }

  @Test
  void warningsPassUnlessToldOtherwise() throws IOException {
    write("a.jsonl", NAN);
    String result = "Note: 1 record in 1 file is valid, with 1 warning (float64, NaN)";
    assertEquals(new Outcome(0, "warning: " + NAN_WARNING + result + "\n", ""), validate());
    assertEquals(
        new Outcome(1, "warning: " + NAN_WARNING + result + "; --fail-on warning lets none pass\n", ""),
        validate("--fail-on", "warning"));
    assertEquals(0, validate("--fail-on", "never").status());
  }

  @Test
  void errorsFailUnlessToldOtherwise() throws IOException {
    write("a.jsonl", NAN + BAD);
    Outcome outcome = validate();
    assertEquals(1, outcome.status());
    assertTrue(outcome.out().endsWith("Note: 1 finding and 1 warning in 2 records in 1 file\n"), outcome.out());
    assertEquals(new Outcome(0, outcome.out(), ""), validate("--fail-on", "never"));
    assertEquals(1, validate("--fail-on", "warning").status());
  }

  @Test
  void anUpToDateRunTellsOfItsWarningsAndFailsOnThem() throws IOException {
    write("a.jsonl", NAN);
    String[] kept = {"--output", folder.resolve("out").toString()};
    assertEquals(0, validate(kept).status());
    String result = "Note: up to date, 1 record in 1 file is valid, with 1 warning (float64, NaN)";
    assertEquals(new Outcome(0, "warning: " + NAN_WARNING + result + "\n", ""), validate(kept));
    Outcome failing = validate("--output", folder.resolve("out").toString(), "--fail-on", "warning");
    assertEquals(1, failing.status());
    assertTrue(failing.out().contains("up to date"), failing.out());
  }

  @Test
  void linesBeginWithTheirLevelWhereAnotherProgramReadsThem() throws IOException {
    write("a.jsonl", NAN + BAD);
    List<String> levels =
        validate("--line-prefixes").out().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertEquals(List.of("[ERROR]", "[WARNING]", "[ERROR]"), levels);
  }

  @Test
  void eachSeverityHasALimitOfItsOwn() throws IOException {
    for (int i = 0; i < 6; i++) {
      write(i + ".jsonl", i % 2 == 0 ? "" : BAD);
    }
    List<String> lines = validate("--max-findings", "1", "--max-warnings", "2").out().lines().toList();
    assertEquals(6, lines.size(), lines::toString);
    assertEquals("... and 2 more; --max-findings prints more", lines.get(1));
    assertEquals("warning: ... and 1 more; --max-warnings prints more", lines.get(4));
    assertEquals("Note: 3 findings and 3 warnings in 3 records in 6 files", lines.get(5));
    assertEquals(2, validate("--max-warnings", "-1").status());
  }

  @Test
  void writesWhatBuildServersShow() throws IOException {
    write("a.jsonl", GOOD + BAD);
    write("b.jsonl", NAN);
    Path xml = folder.resolve("reports/TEST-note.xml");
    assertEquals(1, validate("--junit", xml.toString()).status());
    String text = Files.readString(xml);
    assertTrue(text.contains("tests=\"2\" failures=\"1\""), text);
    assertTrue(text.contains("name=\"data/a.jsonl\""), text);
    assertTrue(text.contains("<system-out>warning: data/b.jsonl, byte 0, record 0, field score: "), text);
    validate("--junit", xml.toString(), "--fail-on", "warning");
    assertTrue(Files.readString(xml).contains("tests=\"2\" failures=\"2\""));
  }

  @Test
  void writesItWhenNothingHasChangedToo() throws IOException {
    write("a.jsonl", NAN);
    validate("--output", folder.resolve("out").toString());
    Path xml = folder.resolve("b.xml");
    Outcome again = validate("--output", folder.resolve("out").toString(), "--junit", xml.toString());
    assertTrue(again.out().contains("up to date"), again.out());
    assertTrue(Files.readString(xml).contains("<system-out>"));
  }

  @Test
  void refusesAWeightThatIsNone() throws IOException {
    write("a.jsonl", GOOD);
    assertEquals(2, validate("--fail-on", "always").status());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("data").resolve(name), text);
  }

  private Outcome validate(String... arguments) {
    return Outcome.of(
        Stream.of(
                Stream.of("validate", "--schema", folder.resolve("note.schema").toString()),
                Stream.of("--base", folder.toString()),
                Stream.of(arguments),
                Stream.of("data/*.jsonl"))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }
}
