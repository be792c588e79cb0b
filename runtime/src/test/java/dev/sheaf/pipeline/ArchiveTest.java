package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.MalformedTextException;
import dev.sheaf.io.StorageException;
import dev.sheaf.source.ArchiveRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir Path folder;

  /// An entry of a zip archive by its name and text; the text is compressed.
  private record Text(String name, String text) {}

  private static byte[] zip(List<Text> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Text entry : entries) {
        out.putNextEntry(new ZipEntry(entry.name()));
        out.write(entry.text().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("archive"), content);
  }

  private static Pipeline<Text> texts(Path archive) {
    return Pipeline.archive(archive).map(record -> new Text(record.name(), record.text()));
  }

  private static <X extends Throwable> X causeOf(Class<X> type, Pipeline<?> pipeline) {
    PipelineException failure = assertThrows(PipelineException.class, () -> PipelineTest.epoch(pipeline));
    return assertInstanceOf(type, failure.getCause());
  }

  @Test
  void givesTheEntriesOfAZipArchiveInItsOrder() throws IOException {
    List<Text> entries =
        List.of(new Text("z", "1"), new Text("d/", ""), new Text("d/\u00e9", "\u00fc"), new Text("a", ""));
    assertEquals(entries, PipelineTest.epoch(texts(file(zip(entries)))));
    assertEquals(List.of(), PipelineTest.epoch(texts(file(zip(List.of())))));
  }

  @Test
  void bytesStayValidWhenTheLoaderIsClosed() throws IOException {
    byte[] content = new byte[10_000];
    new Random(3).nextBytes(content);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("stored.zip")))) {
      ZipEntry stored = new ZipEntry("stored");
      CRC32 crc = new CRC32();
      crc.update(content);
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(content.length);
      stored.setCrc(crc.getValue());
      out.putNextEntry(stored);
      out.write(content);
      out.closeEntry();
      out.putNextEntry(new ZipEntry("deflated"));
      out.write(content);
    }
    List<ArchiveRecord> records = PipelineTest.epoch(Pipeline.archive(folder.resolve("stored.zip")));
    for (ArchiveRecord record : records) {
      assertArrayEquals(content, record.bytes().toArray(ValueLayout.JAVA_BYTE), record.name());
      assertTrue(record.bytes().isReadOnly());
    }
    assertEquals(2, records.size());
  }

  @Test
  void keepsWhatEveryPipelineKeeps() throws IOException {
    List<Text> entries = IntStream.range(0, 20).mapToObj(i -> new Text("n" + i, "text " + i)).toList();
    PipelineContract.check(texts(file(zip(entries))), entries);
    Path tar = Files.write(folder.resolve("archive.tar"), TarFile.of(entries, Text::name, Text::text));
    PipelineContract.check(texts(tar), entries);
  }

  @Test
  void damageOfAnEntryIsToldByItsChecksum() throws IOException {
    byte[] archive = zip(List.of(new Text("a", "text of a"), new Text("b", "text of b")));
    archive[35] ^= 1;
    CorruptDataException damage = causeOf(CorruptDataException.class, Pipeline.archive(file(archive)));
    assertEquals(folder.resolve("archive").toString(), damage.file());
  }

  @Test
  void anArchiveThatIsCutOffAnywhereIsATypedError() throws IOException {
    byte[] archive = zip(List.of(new Text("a", "text of a"), new Text("b/", "")));
    for (int length = 0; length < archive.length; length++) {
      causeOf(CorruptDataException.class, Pipeline.archive(file(Arrays.copyOf(archive, length))));
    }
  }

  @Test
  void aFileThatIsNoArchiveIsATypedError() throws IOException {
    causeOf(CorruptDataException.class, Pipeline.archive(file("no archive".getBytes(StandardCharsets.UTF_8))));
    causeOf(StorageException.class, Pipeline.archive(folder.resolve("nowhere")));
    causeOf(StorageException.class, Pipeline.archive(folder));
  }

  @Test
  void whatIsLargerThanTheLimitsIsRefused() throws IOException {
    Path archive = file(zip(List.of(new Text("a", "12345"), new Text("b", "123456"))));
    FormatOptions five = FormatOptions.DEFAULT.withMaxRecordBytes(5);
    UnsupportedFormatException refused = causeOf(UnsupportedFormatException.class, Pipeline.archive(archive, five));
    assertTrue(String.valueOf(refused.getMessage()).contains("\"b\""), refused::getMessage);
  }

  @Test
  void textSaysWhereItIsNotUtf8() {
    ArchiveRecord record =
        new ArchiveRecord("b", MemorySegment.ofArray(new byte[] {'o', 'k', (byte) 0xFF}));
    MalformedTextException malformed = assertThrows(MalformedTextException.class, record::text);
    assertEquals("b, byte 2: expected text in UTF-8, found byte 0xFF", malformed.getMessage());
  }

  @Test
  void aCheckpointIsRefusedWhereTheArchiveHasChanged() throws IOException {
    Path archive = file(zip(List.of(new Text("a", "1"), new Text("b", "2"))));
    try (DataLoader<ArchiveRecord> loader = Pipeline.archive(archive).open()) {
      PipelineTest.take(loader, 1);
      file(zip(List.of(new Text("a", "one"), new Text("b", "2"))));
      assertThrows(
          CheckpointMismatchException.class, () -> Pipeline.archive(archive).resume(loader.checkpoint()));
    }
  }

  @Test
  void damagedArchivesGiveRecordsOrATypedError() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Text> entries = List.of(new Text("first", "x".repeat(100)), new Text("d/", ""), new Text("last", "y"));
    List<byte[]> sound = List.of(zip(entries), TarFile.of(entries, Text::name, Text::text));
    for (int round = 0; round < 600; round++) {
      byte[] archive = sound.get(round % 2).clone();
      for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
        archive[random.nextInt(archive.length)] = (byte) random.nextInt();
      }
      String words = "seed " + seed + ", round " + round;
      List<String> names = new ArrayList<>();
      try (DataLoader<ArchiveRecord> loader = Pipeline.archive(file(archive)).open()) {
        loader.iterator().forEachRemaining(record -> names.add(record.name()));
      } catch (PipelineException e) {
        assertInstanceOf(DataException.class, e.getCause(), () -> words + ": " + e.getCause());
      }
      assertTrue(names.size() <= entries.size(), () -> words + ": " + names);
    }
  }
}
