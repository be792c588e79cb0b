package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files appear.
interface WritingTests extends FormatUnderTest {
  /// A writer of records or rows.
  interface Writer extends AutoCloseable {
    /// Writes the row at a position of the sample.
    void write(int row);

    void commit();

    @Override
    void close();
  }

  /// Starts to write.
  Writer writer(Path target, FormatOptions options);

  private void write(Path target, int rows) {
    try (Writer writer = writer(target, options())) {
      for (int row = 0; row < rows; row++) {
        writer.write(row);
      }
      writer.commit();
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path target(Path folder) {
    return folder.resolve(sample(1).name());
  }

  private long sizeOf(Path file) {
    try (RowSource source = format().open(file, InputFile.open(file), options())) {
      return source.size();
    }
  }

  @Test
  default void appearsWholeOnceItIsCommitted(@TempDir Path folder) throws IOException {
    for (int rows : new int[] {0, 1, rows()}) {
      Path own = Files.createDirectory(folder.resolve(rows + " rows"));
      Path target = target(own);
      try (Writer writer = writer(target, options())) {
        for (int row = 0; row < rows; row++) {
          writer.write(row);
        }
        assertFalse(Files.exists(target), "before it is committed");
        writer.commit();
        assertTrue(Files.exists(target), "after it is committed");
      }
      assertEquals(List.of(target), filesIn(own));
      assertEquals(rows, sizeOf(target));
    }
  }

  @Test
  default void leavesNothingThatIsNotCommitted(@TempDir Path folder) throws IOException {
    Writer writer = writer(target(folder), options());
    writer.write(0);
    writer.close();
    writer.close();
    assertEquals(List.of(), filesIn(folder));
  }

  @Test
  default void keepsTheOldFileUntilTheNewOneIsCommitted(@TempDir Path folder) throws IOException {
    Path target = target(folder);
    write(target, 2);
    byte[] old = Files.readAllBytes(target);
    try (Writer writer = writer(target, options())) {
      writer.write(0);
    }
    assertArrayEquals(old, Files.readAllBytes(target), "after one that is not committed");
    write(target, 1);
    assertEquals(1, sizeOf(target));
    assertEquals(List.of(target), filesIn(folder));
  }

  @Test
  default void writesNothingMoreAfterItIsCommitted(@TempDir Path folder) throws IOException {
    Path target = target(folder);
    try (Writer writer = writer(target, options())) {
      writer.write(0);
      writer.commit();
      byte[] committed = Files.readAllBytes(target);
      assertThrows(IllegalStateException.class, () -> writer.write(1));
      assertThrows(IllegalStateException.class, writer::commit);
      assertArrayEquals(committed, Files.readAllBytes(target));
    }
    assertEquals(List.of(target), filesIn(folder));
  }

  @Test
  default void writesTheSameBytesForTheSameRows(@TempDir Path folder) throws IOException {
    for (int rows : new int[] {0, 1, rows()}) {
      Path first = folder.resolve("%d-first-%s".formatted(rows, sample(1).name()));
      Path second = folder.resolve("%d-second-%s".formatted(rows, sample(1).name()));
      write(first, rows);
      write(second, rows);
      assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second), rows + " rows");
    }
  }

  @Test
  default void refusesToWriteWithASettingThatItDoesNotKnow(@TempDir Path folder) throws IOException {
    FormatOptions options = options().with("a_setting_that_no_format_has", "1");
    assertThrows(IllegalArgumentException.class, () -> writer(target(folder), options).close());
    assertEquals(List.of(), filesIn(folder));
  }
}
