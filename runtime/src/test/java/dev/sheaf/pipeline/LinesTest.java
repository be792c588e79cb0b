package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.MalformedTextException;
import dev.sheaf.io.StorageException;
import dev.sheaf.source.LineEnd;
import dev.sheaf.source.LineOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  /// As many as a piece of the file that is read at once.
  private static final int CHUNK = 256 << 10;

  private static final LineOptions WITH_ENDS = LineOptions.DEFAULT.keepingEnds();

  @TempDir Path folder;

  private Path text(String text) throws IOException {
    return Files.writeString(folder.resolve("text.txt"), text);
  }

  private Path bytes(int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    IntStream.range(0, bytes.length).forEach(i -> content[i] = (byte) bytes[i]);
    return Files.write(folder.resolve("text.txt"), content);
  }

  private List<String> lines(String text, LineOptions options) throws IOException {
    List<String> mapped = PipelineTest.epoch(Pipeline.lines(text(text), options));
    assertEquals(mapped, PipelineTest.epoch(Pipeline.lines(text(text), options.withMapped(false))));
    return mapped;
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'\n', '[]'", "'a', [a]", "'a\n', [a]", "'a\n\nb', [a][][b]", "'a\r\nb\r\n', [a][b]"})
  void givesLinesWithoutTheirEnds(String text, String expected) throws IOException {
    StringBuilder found = new StringBuilder();
    lines(text, LineOptions.DEFAULT).forEach(line -> found.append('[').append(line).append(']'));
    assertEquals(expected, found.toString());
  }

  @Test
  void keepsTheLastLineThatHasNoEnd() throws IOException {
    assertEquals(List.of("a\n", "b"), lines("a\nb", WITH_ENDS));
    assertEquals(List.of("a\r\n", "b\n"), lines("a\r\nb\n", WITH_ENDS));
    assertEquals(List.of("a", "b\n"), lines("a\r\nb\n", LineOptions.DEFAULT));
  }

  @Test
  void theFirstLineTellsHowAllLinesEnd() throws IOException {
    assertEquals(List.of("a\r\n", "b\nc\r\n"), lines("a\r\nb\nc\r\n", WITH_ENDS));
    assertEquals(List.of("a\n", "b\r\n"), lines("a\nb\r\n", WITH_ENDS));
    assertEquals(List.of("a\rb\n"), lines("a\rb\n", WITH_ENDS));
  }

  @Test
  void anEndThatIsSaidHolds() throws IOException {
    assertEquals(List.of("a\r", "b"), lines("a\r\nb\n", LineOptions.DEFAULT.withEnd(LineEnd.LF)));
    assertEquals(List.of("a\nb", "c"), lines("a\nb\r\nc", LineOptions.DEFAULT.withEnd(LineEnd.CRLF)));
  }

  @Test
  void trimsWhiteSpaceOfAsciiOnly() throws IOException {
    String text = " \t a b \u000b\n\u00a0\n";
    assertEquals(List.of("a b \u000b", "\u00a0"), lines(text, LineOptions.DEFAULT.trimmedAtStart()));
    assertEquals(List.of(" \t a b", "\u00a0"), lines(text, LineOptions.DEFAULT.trimmedAtEnd()));
    assertEquals(List.of("a b", "\u00a0"), lines(text, WITH_ENDS.trimmed()));
  }

  @Test
  void leavesOutLinesThatAreEmptyAfterTrimming() throws IOException {
    String text = "\na\n \n\nb\n\n";
    assertEquals(List.of("a", " ", "b"), lines(text, LineOptions.DEFAULT.withoutEmpty()));
    assertEquals(List.of("a\n", " \n", "b\n"), lines(text, WITH_ENDS.withoutEmpty()));
    assertEquals(List.of("a", "b"), lines(text, LineOptions.DEFAULT.trimmed().withoutEmpty()));
    assertEquals(List.of("a\n", "b\n"), lines(text, WITH_ENDS.trimmedAtStart().withoutEmpty()));
  }

  @Test
  void aByteOrderMarkIsACharacterOfTheFirstLine() throws IOException {
    assertEquals(List.of("\uFEFFa", "b"), lines("\uFEFFa\nb\n", LineOptions.DEFAULT));
  }

  @Test
  void aReplacementCharacterThatStandsInTheTextIsText() throws IOException {
    assertEquals(List.of("a\uFFFDb"), lines("a\uFFFDb\n", LineOptions.DEFAULT));
  }

  /// An end of two bytes, and a character of several, on both sides of every border that there may be.
  @ParameterizedTest
  @ValueSource(ints = {-4, -3, -2, -1, 0, 1})
  void doesNotSeeWherePiecesOfTheFileEnd(int distance) throws IOException {
    String first = "x".repeat(CHUNK + distance);
    List<String> expected = List.of(first + "\r\n", "\uD83D\uDE00\r\n", first + "\u00e9\r\n", "end");
    assertEquals(expected, lines(String.join("", expected), WITH_ENDS));
  }

  @Test
  void aLineMayBeLongerThanManyPieces() throws IOException {
    String line = "0123456789".repeat(CHUNK / 2);
    assertEquals(List.of(line, "a", line), lines(line + "\na\n" + line, LineOptions.DEFAULT));
  }

  @Test
  void aLineBeyondTheLimitIsRefusedBeforeMemoryIsTaken() throws IOException {
    LineOptions ten = LineOptions.DEFAULT.withMaxLineBytes(10);
    assertEquals(List.of("123456789", "1234567890"), lines("123456789\n1234567890", ten));
    PipelineException refused =
        assertThrows(PipelineException.class, () -> lines("123456789\n12345678901\n1\n", ten));
    assertEquals(1, refused.item());
    UnsupportedFormatException cause = assertInstanceOf(UnsupportedFormatException.class, refused.getCause());
    assertEquals(10, cause.offset());
    assertThrows(IllegalArgumentException.class, () -> LineOptions.DEFAULT.withMaxLineBytes(0));
  }

  @Test
  void saysWhereTheTextIsNotUtf8() throws IOException {
    Path file = bytes('a', '\n', 'b', 0xC3, 0xA9, 0xFF, '\n', 'c', '\n');
    try (DataLoader<String> loader = Pipeline.lines(file).open()) {
      assertEquals(List.of("a"), PipelineTest.take(loader, 1));
      PipelineException failure = assertThrows(PipelineException.class, loader.iterator()::next);
      MalformedTextException cause = assertInstanceOf(MalformedTextException.class, failure.getCause());
      assertEquals(5, cause.offset());
      assertEquals(
          file + ", byte 5: expected text in UTF-8, found byte 0xFF", cause.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatCannotBeReadIsAStorageException(boolean mapped) {
    for (Path path : List.of(folder, folder.resolve("nowhere.txt"))) {
      var pipeline = Pipeline.lines(path, LineOptions.DEFAULT.withMapped(mapped));
      PipelineException failure = assertThrows(PipelineException.class, () -> PipelineTest.epoch(pipeline));
      assertInstanceOf(StorageException.class, failure.getCause());
      assertTrue(String.valueOf(failure.getMessage()).contains(path.toString()), failure::getMessage);
    }
  }

  @Test
  void keepsWhatEveryPipelineKeeps() throws IOException {
    List<String> expected = IntStream.range(0, 30).mapToObj(i -> "line " + i).toList();
    Path file = text(String.join("\r\n", expected));
    PipelineContract.check(Pipeline.lines(file), expected);
    PipelineContract.check(Pipeline.lines(file, LineOptions.DEFAULT.withMapped(false)), expected);
    PipelineContract.check(Pipeline.lines(text("\n\n\n")), List.of("", "", ""));
    PipelineContract.check(
        Pipeline.lines(text("a\n\n\nb\n\nc")).filter(line -> !line.isEmpty()).map(line -> line + "!"),
        List.of("a!", "b!", "c!"));
  }

  @Test
  void aCheckpointIsRefusedWhereTheFileHasChanged() throws IOException {
    Path file = text("a\nb\nc\n");
    Checkpoint checkpoint = after(file, 2);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    CheckpointMismatchException refused =
        assertThrows(CheckpointMismatchException.class, () -> Pipeline.lines(file).resume(checkpoint));
    assertEquals(Part.DATASET, refused.part());
    assertTrue(String.valueOf(refused.getMessage()).contains("text.txt"), refused::getMessage);
  }

  private static Checkpoint after(Path file, int lines) {
    try (DataLoader<String> loader = Pipeline.lines(file).open()) {
      PipelineTest.take(loader, lines);
      return loader.checkpoint();
    }
  }

  @Test
  void aCheckpointFromWithinALineIsRefused() throws IOException {
    Path file = text("aa\nbb\ncc\n");
    String text = after(file, 1).toJson();
    String damaged = text.replaceFirst(",0]", ",1]");
    assertTrue(!damaged.equals(text), text);
    SheafException refused =
        assertThrows(
            SheafException.class,
            () -> {
              try (var loader = Pipeline.lines(file).resume(Checkpoint.fromJson(damaged))) {
                PipelineTest.rest(loader);
              }
            });
    assertInstanceOf(CheckpointMismatchException.class, refused.getCause());
  }

  @Test
  void theOrderInWordsSaysWhatDecidesOnLines() throws IOException {
    Path file = text("a");
    assertEquals("lines(\"text.txt\")", Pipeline.lines(file).toString());
    assertEquals(
        "lines(\"text.txt\", LF, without blank)",
        Pipeline.lines(file, WITH_ENDS.trimmed().withoutEmpty().withEnd(LineEnd.LF)).toString());
  }

  /// Against a reader that has the whole text in memory.
  @Test
  void randomBytesAreLinesOrATypedError() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] alphabet = "ab \t\r\n\n\u00e9".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 300; round++) {
      byte[] content = new byte[random.nextInt(60)];
      for (int i = 0; i < content.length; i++) {
        content[i] = random.nextInt(40) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
      }
      Path file = Files.write(folder.resolve("random.txt"), content);
      List<String> found = new ArrayList<>();
      String words = "seed " + seed + ", round " + round;
      LineOptions options = WITH_ENDS.withMaxLineBytes(1 + random.nextInt(80)).withMapped(random.nextBoolean());
      try (DataLoader<String> loader = Pipeline.lines(file, options).open()) {
        loader.iterator().forEachRemaining(found::add);
        assertEquals(new String(content, StandardCharsets.UTF_8), String.join("", found), words);
      } catch (PipelineException e) {
        assertTrue(
            e.getCause() instanceof MalformedTextException || e.getCause() instanceof UnsupportedFormatException,
            () -> words + ": " + e.getCause());
      }
    }
  }
}
