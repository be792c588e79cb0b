package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows by position.
interface ReadingTests extends FormatUnderTest {
  @Test
  default void readsEachRowByItsPosition() {
    for (int rows : new int[] {0, 1, 2, rows()}) {
      Sample sample = sample(rows);
      try (RowSource source = open(sample, HostileFile.of(sample.name(), sample.file()))) {
        assertEquals(rows, source.size(), "the number of rows");
        assertEquals(sample.comparable(), Plain.rows(source));
      }
    }
  }

  @Test
  default void readsRowsInAnyOrder() {
    Sample sample = sample(rows());
    List<Object> expected = sample.comparable();
    try (RowSource source = open(sample, HostileFile.of(sample.name(), sample.file()))) {
      for (int row = rows() - 1; row >= 0; row--) {
        assertEquals(expected.get(row), Plain.row(source, row), "row " + row);
      }
    }
  }

  @Test
  default void refusesAPositionThatIsNotThere() {
    for (int rows : new int[] {0, 2}) {
      Sample sample = sample(rows);
      try (RowSource source = open(sample, HostileFile.of(sample.name(), sample.file()))) {
        for (long row : new long[] {-1, rows, rows + 1L, Long.MIN_VALUE, Long.MAX_VALUE}) {
          assertThrows(IndexOutOfBoundsException.class, () -> Plain.row(source, row), () -> "row " + row);
        }
        assertEquals(sample.comparable(), Plain.rows(source));
      }
    }
  }

  /// The number of reads is what bounds it.
  @Test
  @Timeout(120)
  default void givesTheSameRowsToManyThreadsAtOnce() throws InterruptedException, ExecutionException {
    Sample sample = sample(rows());
    List<Object> expected = sample.comparable();
    try (RowSource source = open(sample, HostileFile.of(sample.name(), sample.file()));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        Random random = new Random(thread);
        readers.add(
            threads.submit(
                () -> {
                  for (int read = 0; read < 250; read++) {
                    int row = random.nextInt(rows());
                    assertEquals(expected.get(row), Plain.row(source, row), "row " + row);
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  @Test
  default void readsTheSameWhetherTheFileIsMappedOrReadByPosition(@TempDir Path folder) throws IOException {
    Sample sample = sample(rows());
    Path file = Files.write(folder.resolve(sample.name()), sample.file());
    try (RowSource source = format().open(file, InputFile.open(file), options())) {
      assertEquals(sample.comparable(), Plain.rows(source));
    }
    try (RowSource source = format().open(file, InputFile.openPositional(file), options())) {
      assertEquals(sample.comparable(), Plain.rows(source));
    }
  }

  /// Inside an archive, where nothing can be mapped and no path has a `File`.
  @Test
  default void readsTheSameWhereFilesCannotBeMapped(@TempDir Path folder) throws IOException {
    Sample sample = sample(rows());
    URI archive = URI.create("jar:" + folder.resolve("files.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = Files.write(zip.getPath("/" + sample.name()), sample.file());
      try (RowSource source = format().open(file, InputFile.open(file), options())) {
        assertEquals(sample.comparable(), Plain.rows(source));
      }
    }
  }
}
