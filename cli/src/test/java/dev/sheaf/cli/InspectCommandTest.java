package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final String TESTDATA = System.getProperty("sheaf.testdata");

  @TempDir Path folder;

  private static Outcome inspect(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "inspect";
    all[1] = "--base";
    all[2] = TESTDATA;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Outcome.of(all);
  }

  @Test
  void showsEachPlace() {
    Outcome outcome = inspect("--records", "1", "npy/float32-2x3.npy", "scans.jsonl");

    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("npy/float32-2x3.npy: npy, 1 file, 152 bytes, 2 rows\n"), outcome.out());
    assertTrue(outcome.out().contains("\nscans.jsonl: json, 1 file, "), outcome.out());
    assertTrue(outcome.out().contains("    float32-2x3  float32 (3,) [0. 1. 2.]\n"), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void writesJson() {
    Outcome outcome = inspect("--json", "npy/float32-2x3.npy");

    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("{"), outcome.out());
    assertTrue(outcome.out().contains("\"kind\" : \"npy\""), outcome.out());
  }

  @Test
  void endsWithAFailureWhereAFileIsBrokenAndShowsWhatItIs() {
    Outcome outcome = inspect("conformance/formats/npz/crc-wrong.npz", "npy/float32-2x3.npy");

    assertEquals(3, outcome.status());
    assertTrue(outcome.out().startsWith("conformance/formats/npz/crc-wrong.npz: npz, 1 file, 514 bytes"), outcome.out());
    assertTrue(outcome.out().contains("npy/float32-2x3.npy"), "goes on with the next place");
    assertTrue(outcome.err().contains("crc-wrong.npz, byte "), outcome.err());
    assertTrue(outcome.err().contains("expected checksum"), outcome.err());
  }

  @Test
  void saysWhatIsMissing() {
    Outcome outcome = inspect("nothing.json");

    assertEquals(2, outcome.status());
    assertTrue(outcome.err().startsWith("no file matches \"nothing.json\""), outcome.err());
  }

  @Test
  void printsThePlanOfALoadersMemory() {
    Outcome outcome =
        inspect("--records", "0", "--batch", "8", "--prefetch", "2", "--shuffle-window", "10", "npy/float32-2x3.npy");

    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("  memory of a loader\n"), outcome.out());
    assertTrue(outcome.out().contains("    shuffle window           10 x 12 bytes = 120 bytes\n"), outcome.out());
  }

  @Test
  void refusesAPlanThatIsOverTheBudget() {
    Outcome over = inspect("--batch", "1000", "--memory", "1KiB", "npy/float32-2x3.npy");
    assertEquals(1, over.status(), over.err());
    assertTrue(over.out().contains("is over the budget of 1.0 KiB"), over.out());

    assertEquals(0, inspect("--batch", "8", "--memory", "1GB", "npy/float32-2x3.npy").status());
  }

  @Test
  void takesRowsForARecord() throws IOException {
    RecordSchema row =
        new RecordSchema(
            "com.acme.Row",
            "",
            false,
            List.of(new FieldSchema("v", "", new ArrayType(DType.FLOAT64, ShapePattern.parse("?"), false))));
    Path descriptor = folder.resolve("com.acme.Row.schema");
    Files.writeString(descriptor, row.toJson());

    Outcome outcome =
        inspect("--schema", descriptor.toString(), "--set", "field=v", "--records", "1", "npy/float32-2x3.npy");

    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("    v  float64 (?,)\n"), outcome.out());
    assertTrue(outcome.out().contains("    v  float64 (3,) [0. 1. 2.]\n"), outcome.out());
  }

  @Test
  void refusesAMemoryThatIsNoSize() {
    for (String wrong : new String[] {"", "-1", "64X", "MiB", "9999999TiB"}) {
      assertEquals(2, inspect("--memory", wrong, "npy/float32-2x3.npy").status(), wrong);
    }
  }
}
