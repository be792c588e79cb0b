package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that nobody thought of: random types of the schema language, compiled with all of javac's warnings as errors,
/// and their data, read and written by the loaders.
///
/// `-Dsweep.seed` repeats a run; each prints its own.
class RecordSweepTest {
  private static final int RECORDS = 12;

  @TempDir Path folder;

  @Test
  void everyRecordCompilesAndItsLoaderWritesWhatItReads() throws IOException {
    long seed = Long.getLong("sweep.seed", System.nanoTime());
    System.out.println("RecordSweepTest: -Dsweep.seed=" + seed);
    RandomRecords records = new RandomRecords(seed);
    List<String> data = new ArrayList<>();
    StringBuilder body = new StringBuilder("Path folder = Path.of(\"%s\");\n".formatted(folder.toString().replace('\\', '/')));
    for (int i = 0; i < RECORDS; i++) {
      data.add(records.schemaRecord(i));
      Files.writeString(folder.resolve(i + ".json"), data.getLast());
      body.append(
          "Records_R%1$dLoader.save(folder.resolve(\"%1$d.saved\"), Records_R%1$dLoader.load(folder.resolve(\"%1$d.json\")));\n"
              .formatted(i));
    }
    Program.in(folder).strictly().with("Records", records.source()).run(body + "return \"\";\n");
    for (int i = 0; i < RECORDS; i++) {
      JsonNode expected = new ObjectMapper().readTree(data.get(i));
      JsonNode saved = new ObjectMapper().readTree(Files.readString(folder.resolve(i + ".saved"))).get("inputs");
      if (!expected.equals(RecordSweepTest::compare, saved)) {
        assertEquals(expected.toPrettyString(), saved.toPrettyString(), "seed " + seed);
      }
    }
  }

  // 1 and 1.0 are one number.
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
