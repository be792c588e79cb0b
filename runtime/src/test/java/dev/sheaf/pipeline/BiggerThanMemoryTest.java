package dev.sheaf.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dataset of more than 4 GB, read to its end by a process that has 128 MB of heap: mvn -Psoak -pl bom,runtime test
@Tag("soak")
final class BiggerThanMemoryTest {
  private static final long ROWS = 1_100_000;
  private static final long ROW_BYTES = 4096;

  @TempDir Path folder;

  @Test
  void memoryIsFlatOverAnEpochOfFourGigabytes() throws IOException, InterruptedException {
    Path file = folder.resolve("rows.npy");
    NpyWriter.write(file, DType.UINT8, Shape.of(0, ROW_BYTES), MemorySegment.ofArray(new byte[0]));
    long head = Files.size(file);
    byte[] text = Files.readAllBytes(file);
    String header = new String(text, ISO_8859_1);
    String longer = header.replace("(0, 4096), }" + " ".repeat(7), "(%d, 4096), }".formatted(ROWS) + " ".repeat(1));
    assertEquals(header.length(), longer.length());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(longer.getBytes(ISO_8859_1));
      sparse.setLength(head + ROWS * ROW_BYTES);
      // The last byte of all proves that the end is reached.
      sparse.seek(head + ROWS * ROW_BYTES - 1);
      sparse.write(7);
    }
    Process reader =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    BiggerThanMemoryReader.class.getName(),
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(reader.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, reader.waitFor(), said);
    assertEquals("%d rows, sum 14".formatted(2 * ROWS), said.strip());
  }
}
