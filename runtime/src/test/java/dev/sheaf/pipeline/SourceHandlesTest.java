package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.source.LineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that a pipeline begins with is closed with its loader: at any moment, and where reading fails.
class SourceHandlesTest {
  private static final int ROUNDS = 300;

  @TempDir Path folder;
  private Path text;
  private Path tar;

  @BeforeEach
  void makeFiles() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this platform does not say what is open");
    List<String> names = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();
    text = Files.write(folder.resolve("text.txt"), names);
    tar = Files.write(folder.resolve("archive.tar"), TarFile.of(names, name -> name, name -> name));
  }

  /// Handles and mappings of the files of this test.
  private List<String> held() throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"));
        Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return Stream.concat(handles.map(SourceHandlesTest::target), mappings)
          .filter(what -> what.contains(folder.toString()))
          .toList();
    }
  }

  /// Where a handle leads; it may be closed meanwhile.
  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private List<Pipeline<?>> pipelines() {
    return List.of(
        Pipeline.lines(text),
        Pipeline.lines(text, LineOptions.DEFAULT.withMapped(false)),
        Pipeline.archive(tar),
        Pipeline.lines(text).bucket(3, Remainder.KEEP).prefetch(2));
  }

  @Test
  void nothingIsHeldWhenALoaderIsClosedAtAnyMoment() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Pipeline<?> pipeline = pipelines().get(round % pipelines().size());
      Checkpoint checkpoint;
      try (DataLoader<?> loader = pipeline.open()) {
        PipelineTest.take(loader, random.nextInt(17));
        checkpoint = loader.checkpoint();
      }
      assertEquals(List.of(), held(), () -> "seed " + seed);
      try (DataLoader<?> loader = pipeline.resume(checkpoint)) {
        PipelineTest.take(loader, random.nextInt(2));
      }
      assertEquals(List.of(), held(), () -> "seed " + seed);
    }
  }

  @Test
  void nothingIsHeldWhereAFileCannotBeReadToItsEnd() throws IOException {
    byte[] content = Files.readAllBytes(text);
    content[content.length - 2] = (byte) 0xFF;
    Files.write(text, content);
    byte[] archive = Files.readAllBytes(tar);
    archive[10 * 512] ^= 1;
    Files.write(tar, archive);
    for (Pipeline<?> pipeline : pipelines()) {
      try (DataLoader<?> loader = pipeline.open()) {
        assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      }
      assertEquals(List.of(), held(), pipeline::toString);
    }
  }
}
