package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final String SAMPLE = Path.of(System.getProperty("sheaf.testdata"), "npy/float32-2x3.npy").toString();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void describeTheRecord() throws IOException {
    RecordSchema row =
        new RecordSchema(
            "com.acme.Row",
            "",
            false,
            List.of(new FieldSchema("v", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("3"), false))));
    Files.writeString(folder.resolve("row.schema"), row.toJson());
  }

  private int bench(String... more) {
    String[] arguments = new String[more.length + 7];
    System.arraycopy(
        new String[] {"bench", "--schema", folder.resolve("row.schema").toString(), "--set", "field=v", "--seconds", "0.2"},
        0,
        arguments,
        0,
        7);
    System.arraycopy(more, 0, arguments, 7, more.length);
    return Sheaf.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void measuresAndSaysWhatBoundsTheLoader() throws IOException {
    Path json = folder.resolve("bench.json");

    assertEquals(0, bench("--batch", "2", "--threads", "2", "--shuffle", "7", "--json", json.toString(), SAMPLE), err::toString);

    assertTrue(out.toString().startsWith("2 rows, 152 bytes; batches of 2, shuffled\n"), out::toString);
    assertTrue(out.toString().contains("\nwhat bounds it: "), out::toString);
    assertTrue(out.toString().contains("\nthe pipeline's own statistics: "), out::toString);
    assertTrue(Files.readString(json).contains("\"threads\" : 2"));
  }

  @Test
  void refusesAnIndexWhoseFilesItWouldNotMeasure() throws IOException {
    Path index = Files.createDirectories(folder.resolve("index"));
    Files.writeString(index.resolve("index.json"), "{}");

    assertEquals(2, bench(index.toString()));
    assertTrue(err.toString().contains("name what it was made of"), err::toString);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertEquals(2, bench("--batch", "0", SAMPLE));
  }
}
