package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormat.Match;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By what a file is known.
interface ProbeTests extends FormatUnderTest {
  private static FileProbe probe(String name, byte[] bytes) {
    return FileProbe.of(Path.of(name), HostileFile.of(name, bytes));
  }

  @Test
  default void knowsItsFiles() {
    Sample sample = sample(2);
    Match expected = knownByContent() ? Match.CONTENT : Match.NAME;
    assertEquals(expected, format().match(probe(sample.name(), sample.file())));
  }

  @Test
  default void knowsItsFilesWhateverTheyAreCalled() {
    assumeTrue(knownByContent(), "the format is known by its name only");
    assertEquals(Match.CONTENT, format().match(probe("another.name", sample(2).file())));
  }

  @Test
  default void doesNotTakeForeignBytesForItsOwn() {
    byte[] noise = new byte[5000];
    new Random(7).nextBytes(noise);
    List<byte[]> foreign =
        List.of(new byte[0], new byte[1], new byte[5000], noise, "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8));
    for (byte[] bytes : foreign) {
      assertNotEquals(Match.CONTENT, format().match(probe(sample(1).name(), bytes)), "by its name alone");
      assertEquals(Match.NONE, format().match(probe("another.name", bytes)), "%d bytes".formatted(bytes.length));
    }
  }

  @Test
  default void doesNotTakeAFolderForAFile(@TempDir Path folder) {
    assertEquals(Match.NONE, format().match(FileProbe.of(folder)));
  }
}
