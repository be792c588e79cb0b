package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.source.ArchiveRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarArchiveTest {
  private static final String LONG_NAME = "folder/".repeat(40) + "\u00e9.txt";

  @TempDir Path folder;

  private List<String> texts(byte[] archive) throws IOException {
    Path file = Files.write(folder.resolve("a.tar"), archive);
    return texts(Pipeline.archive(file));
  }

  private static List<String> texts(Pipeline<ArchiveRecord> archive) {
    return PipelineTest.epoch(archive.map(record -> record.name() + "=" + record.text()));
  }

  private <X extends DataException> X refusal(Class<X> type, byte[] archive) {
    PipelineException failure = assertThrows(PipelineException.class, () -> texts(archive));
    return assertInstanceOf(type, failure.getCause());
  }

  @Test
  void givesRegularFilesAndPassesOverTheRest() throws IOException {
    TarFile archive =
        new TarFile()
            .entry('5', "d/", "")
            .entry('0', "d/one", "1")
            .entry('2', "link", "")
            .entry('1', "hard link", "")
            .entry('\0', "old", "")
            .entry('\0', "old folder/", "")
            .entry('7', "contiguous", "x".repeat(513))
            .entry('g', "all", TarFile.pax("comment", "no more than that"));
    assertEquals(List.of("d/one=1", "old=", "contiguous=" + "x".repeat(513)), texts(archive.ended()));
  }

  @Test
  void aNameMayBeSplitOrStandBeforeTheHeader() throws IOException {
    TarFile archive =
        new TarFile()
            .entry('0', "in/front", "name", "a".getBytes(StandardCharsets.UTF_8), true)
            .entry('0', "not a prefix", "gnu", "b".getBytes(StandardCharsets.UTF_8), false)
            .entry('x', "pax", TarFile.pax("mtime", "1.5") + TarFile.pax("path", LONG_NAME))
            .entry('0', "short", "c")
            .entry('L', "././@LongLink", LONG_NAME + "\0")
            .entry('0', "short", "d")
            .entry('0', "short", "e");
    assertEquals(
        List.of("in/front/name=a", "gnu=b", LONG_NAME + "=c", LONG_NAME + "=d", "short=e"), texts(archive.ended()));
  }

  @Test
  void whatIsSaidAboutALinkIsNotSaidAboutTheNextFile() throws IOException {
    TarFile archive =
        new TarFile().entry('x', "pax", TarFile.pax("path", LONG_NAME)).entry('2', "l", "").entry('0', "file", "1");
    assertEquals(List.of("file=1"), texts(archive.ended()));
  }

  @Test
  void aSizeMayStandBeforeTheHeaderOrInBinary() throws IOException {
    byte[] header = new byte[512];
    System.arraycopy("big".getBytes(StandardCharsets.UTF_8), 0, header, 0, 3);
    header[124] = (byte) 0x80;
    header[135] = 4;
    header[156] = '0';
    TarFile archive =
        new TarFile()
            .raw(TarFile.withChecksum(header))
            .raw("1234".getBytes(StandardCharsets.UTF_8))
            .entry('x', "pax", TarFile.pax("size", "3"))
            .entry('0', "file", "123456");
    assertEquals(List.of("big=1234", "file=123"), texts(archive.ended()));
  }

  @Test
  void theEndMayBeMissing() throws IOException {
    assertEquals(List.of("a=1"), texts(new TarFile().entry('0', "a", "1").withoutEnd()));
    assertEquals(List.of(), texts(new TarFile().ended()));
  }

  @Test
  void anArchiveThatIsCutOffInAFileIsATypedError() throws IOException {
    byte[] archive =
        new TarFile()
            .entry('0', "a", "1")
            .entry('x', "p", TarFile.pax("path", "b"))
            .entry('0', "c", "2")
            .withoutEnd();
    List<Integer> sound = new ArrayList<>();
    for (int length : IntStream.range(513, archive.length + 1).filter(i -> (i + 1) % 512 < 3).toArray()) {
      try {
        assertTrue(texts(Arrays.copyOf(archive, length)).size() <= 2);
        sound.add(length);
      } catch (PipelineException e) {
        assertInstanceOf(CorruptDataException.class, e.getCause());
      }
    }
    // Behind the first file, and behind the second, with what fills the last block up or without.
    assertEquals(List.of(513, 1023, 1024, archive.length - 511, archive.length - 1, archive.length), sound);
  }

  @Test
  void aHeaderWithAWrongChecksumIsDamage() {
    byte[] archive = new TarFile().entry('0', "a", "1").entry('0', "b", "2").ended();
    archive[1024] = 'c';
    assertEquals(1024, refusal(CorruptDataException.class, archive).offset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12 path=x\n", "9 path=xy\n", "path=x\n", "9 path:x\n", "99999999999999999999 path=x\n", "0 \n"})
  void recordsOfPaxThatAreNoneAreDamage(String records) {
    refusal(CorruptDataException.class, new TarFile().entry('x', "pax", records).entry('0', "a", "").ended());
  }

  @Test
  void aSparseFileIsNotGivenWithoutItsHoles() {
    refusal(UnsupportedFormatException.class, new TarFile().entry('S', "sparse", "").ended());
    refusal(
        UnsupportedFormatException.class,
        new TarFile().entry('x', "pax", TarFile.pax("GNU.sparse.major", "1")).entry('0', "sparse", "").ended());
  }

  @Test
  void whatIsLargerThanTheLimitsIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.tar"), new TarFile().entry('0', "a", "123456").ended());
    PipelineException failure =
        assertThrows(
            PipelineException.class,
            () -> texts(Pipeline.archive(file, FormatOptions.DEFAULT.withMaxRecordBytes(5))));
    assertInstanceOf(UnsupportedFormatException.class, failure.getCause());
  }

  /// What programs write that others use: skipped where there is no such program.
  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "v7", "oldgnu"})
  void readsWhatGnuTarWrites(String format) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    String name = format.equals("gnu") || format.equals("pax") ? "n\u00e4me " + "x".repeat(150) : "name";
    Files.writeString(data.resolve(name), "content");
    Files.writeString(data.resolve("empty"), "");
    Files.createSymbolicLink(data.resolve("link"), Path.of("empty"));
    Path archive = folder.resolve("made.tar");
    Process tar;
    try {
      tar =
          new ProcessBuilder("tar", "--sort=name", "--format=" + format, "-cf", archive.toString(), "data")
              .directory(folder.toFile())
              .inheritIO()
              .start();
    } catch (IOException _) {
      assumeTrue(false, "there is no tar here");
      return;
    }
    assumeTrue(tar.waitFor(60, TimeUnit.SECONDS) && tar.exitValue() == 0, "tar is another one");
    assertEquals(List.of("data/empty=", "data/" + name + "=content"), texts(Pipeline.archive(archive)));
  }
}
