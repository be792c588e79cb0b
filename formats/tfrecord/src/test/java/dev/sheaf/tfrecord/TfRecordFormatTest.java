package dev.sheaf.tfrecord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Int64Array;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordIndex;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TfRecordFormatTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("sheaf.testdata"), "tfrecord", "morris_sequence_first_5.tfrecord");

  @TempDir Path folder;

  @Test
  void readsTheRecordsOfTensorFlow() {
    try (RecordReader reader = Records.FORMAT.open(SAMPLE, InputFile.open(SAMPLE), FormatOptions.DEFAULT)) {
      assertEquals(Records.hex(Records.of("1", "1 1", "2 1", "1 2 1 1", "1 1 1 2 2 1")), Records.read(reader));
      assertEquals(78, reader.offset(4));
    }
  }

  @Test
  void writesWhatTensorFlowWrites() throws IOException {
    byte[] written =
        Records.file(folder, Records.of("1", "1 1", "2 1", "1 2 1 1", "1 1 1 2 2 1"), FormatOptions.DEFAULT);
    assertArrayEquals(Files.readAllBytes(SAMPLE), written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void readsBackWhatItWrote(String compression) {
    List<byte[]> records = new ArrayList<>(Records.random(11, 300, 2000));
    records.add(new byte[3_000_000]);
    records.addAll(Records.random(12, 3, 1_500_000));
    records.add(new byte[0]);
    Path file = Records.write(folder.resolve("a.tfrecord"), records, Records.compressed(compression));
    for (InputFile input : List.of(InputFile.open(file), InputFile.openPositional(file))) {
      try (RecordReader reader = Records.FORMAT.open(file, input, FormatOptions.DEFAULT)) {
        assertEquals(Records.hex(records), Records.read(reader));
        List<String> all = new ArrayList<>();
        reader.read(0, reader.size(), (_, record) -> all.add(Records.hex(record)));
        assertEquals(Records.hex(records), all);
        List<String> some = new ArrayList<>();
        reader.read(new long[] {302, 5, 5, 0}, 3, (_, record) -> some.add(Records.hex(record)));
        assertEquals(Records.hex(List.of(records.get(302), records.get(5), records.get(5))), some);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void writesTheSameBytesForTheSameRecords(String compression) {
    List<byte[]> records = Records.random(13, 100, 500);
    byte[] once = Records.file(folder, records, Records.compressed(compression));
    byte[] again = Records.file(folder, records, Records.compressed(compression));
    assertArrayEquals(once, again);
  }

  @Test
  void leavesNoFileBehindThatWasNotCommitted() throws IOException {
    try (RecordWriter writer = Records.FORMAT.create(folder.resolve("a.tfrecord"), FormatOptions.DEFAULT)) {
      writer.write(MemorySegment.ofArray(new byte[10]));
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void compressesWhereTheNameSaysSo() throws IOException {
    Path file = Records.write(folder.resolve("a.tfrecord.gz"), Records.of("x"), FormatOptions.DEFAULT);
    assertEquals("1f8b08", HexFormat.of().formatHex(Files.readAllBytes(file), 0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void findsOutWhatAFileIsWrappedIn(String compression) {
    for (List<byte[]> records : List.of(Records.of("x", "y"), Records.of())) {
      byte[] file = Records.file(folder, records, Records.compressed(compression));
      try (RecordReader reader = Records.open(file, FormatOptions.DEFAULT)) {
        assertEquals(Records.hex(records), Records.read(reader));
      }
    }
  }

  /// The bytes of its length are those that a gzip file begins with.
  @Test
  void doesNotTakeAPlainRecordForAGzipFile() {
    byte[] record = new byte[0x088b1f];
    byte[] file = Records.file(folder, List.of(record), FormatOptions.DEFAULT);
    assertEquals("1f8b08", HexFormat.of().formatHex(file, 0, 3));
    try (RecordReader reader = Records.open(file, FormatOptions.DEFAULT)) {
      assertEquals(record.length, reader.read(0).byteSize());
    }
  }

  @Test
  void isKnownByItsFirstRecordAndElseByItsName() {
    List<byte[]> records = Records.of("x", "y");
    for (String compression : List.of("none", "gzip", "zlib")) {
      assertEquals(Match.CONTENT, match("anything", Records.file(folder, records, Records.compressed(compression))));
    }
    for (String name : List.of("a.tfrecord", "a.tfrecords", "a.TFRecord.gz", "a.tfrecord-00000-of-00010")) {
      assertEquals(Match.NAME, match(name, new byte[0]), name);
    }
    assertEquals(Match.NONE, match("a.bin", new byte[0]));
    assertEquals(Match.NONE, match("a.bin", new byte[100]));
    assertEquals(Match.NONE, Records.FORMAT.match(FileProbe.of(folder)));
  }

  private static Match match(String name, byte[] file) {
    return Records.FORMAT.match(FileProbe.of(Path.of(name), InputFile.of(name, MemorySegment.ofArray(file))));
  }

  @Test
  void isFoundByItsName() {
    assertInstanceOf(TfRecordFormat.class, RecordFormats.installed().named("tfrecord"));
  }

  @Test
  void refusesSettingsThatItDoesNotHave() {
    byte[] file = Records.file(folder, Records.of("x"), FormatOptions.DEFAULT);
    assertThrows(
        IllegalArgumentException.class, () -> Records.open(file, FormatOptions.DEFAULT.with("compresion", "gzip")));
    assertThrows(IllegalArgumentException.class, () -> Records.open(file, Records.compressed("lz4")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Records.FORMAT.create(folder.resolve("b"), FormatOptions.DEFAULT.with("level", "10")));
  }

  @Test
  void saysWhereAFileIsDamaged() {
    byte[] file = Records.file(folder, Records.of("first", "second", "third"), FormatOptions.DEFAULT);
    byte[] damaged = file.clone();
    // In the data of the second record.
    damaged[21 + 12 + 2] ^= 1;
    try (RecordReader reader = Records.open(damaged, FormatOptions.DEFAULT)) {
      assertEquals("first", text(reader.read(0)));
      CorruptDataException error = assertThrows(CorruptDataException.class, () -> reader.read(1));
      assertEquals(21 + 12 + 6, error.offset());
      assertEquals("made.tfrecord", error.file());
      assertThrows(CorruptDataException.class, () -> reader.read(0, 3, (_, _) -> {}));
      assertEquals("third", text(reader.read(2)));
    }
  }

  private static String text(MemorySegment record) {
    return new String(record.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Test
  void refusesAFileThatIsCutBetweenHeadAndRecord() {
    byte[] file = Records.file(folder, Records.of("first", "second"), FormatOptions.DEFAULT);
    for (int length : new int[] {20, 22, 32, 33, 34, file.length - 1}) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(TruncatedDataException.class, () -> Records.open(cut, FormatOptions.DEFAULT), "cut to " + length);
    }
  }

  @Test
  void refusesARecordThatIsLongerThanTheLimit() {
    byte[] file = Records.file(folder, List.of(new byte[100]), FormatOptions.DEFAULT);
    FormatOptions options = FormatOptions.DEFAULT.withMaxRecordBytes(99);
    assertThrows(UnsupportedFormatException.class, () -> Records.open(file, options));
    try (RecordWriter writer = Records.FORMAT.create(folder.resolve("b"), options)) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(MemorySegment.ofArray(new byte[100])));
    }
  }

  @Test
  void takesAnIndexThatWasKept() {
    List<byte[]> records = Records.random(14, 50, 100);
    byte[] file = Records.file(folder, records, FormatOptions.DEFAULT);
    RecordIndex index = Records.FORMAT.scan(input(file), FormatOptions.DEFAULT);
    assertEquals(50, index.count());
    assertEquals(0, index.offset(0));
    assertEquals(records.get(0).length + 16, index.offset(1));
    assertEquals(records.get(1).length, index.length(1));
    try (RecordReader reader =
        Records.FORMAT.open(Path.of("made.tfrecord"), input(file), index, FormatOptions.DEFAULT)) {
      assertEquals(Records.hex(records), Records.read(reader));
    }
  }

  @Test
  void scansCompressedFilesAndLeavesThemOpen() {
    List<byte[]> records = Records.random(15, 50, 100);
    InputFile file = input(Records.file(folder, records, Records.compressed("gzip")));
    RecordIndex index = Records.FORMAT.scan(file, FormatOptions.DEFAULT);
    try (RecordReader reader = Records.FORMAT.open(Path.of("made.tfrecord"), file, index, FormatOptions.DEFAULT)) {
      assertEquals(Records.hex(records), Records.read(reader));
      assertEquals(-1, reader.offset(3));
    }
  }

  @Test
  void noticesAnIndexOfAnotherFile() {
    byte[] file = Records.file(folder, Records.of("first", "second"), FormatOptions.DEFAULT);
    long[][] wrong = {{-1, 5}, {0, -5}, {0, 4}, {0, 6}, {1, 5}, {Long.MAX_VALUE, 5}, {0, Long.MAX_VALUE}, {43, 5}};
    for (long[] entry : wrong) {
      RecordIndex index =
          new RecordIndex(Int64Array.of(Shape.of(1), entry[0]), Int64Array.of(Shape.of(1), entry[1]));
      try (RecordReader reader = Records.FORMAT.open(Path.of("a"), input(file), index, FormatOptions.DEFAULT)) {
        assertThrows(CorruptDataException.class, () -> reader.read(0), Arrays.toString(entry));
        assertThrows(CorruptDataException.class, () -> reader.read(0, 1, (_, _) -> {}), Arrays.toString(entry));
      }
    }
  }

  private static InputFile input(byte[] file) {
    return InputFile.of("made.tfrecord", MemorySegment.ofArray(file));
  }

  @Test
  void refusesALengthWithARightChecksumThatIsNotThere() {
    for (long length : new long[] {1, 1L << 31, 1L << 40, 1L << 62, Long.MAX_VALUE, -1, Long.MIN_VALUE, -16}) {
      ByteBuffer file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      file.putLong(length).putInt(Checksum.ofLength(length)).putInt(0);
      assertThrows(
          CorruptDataException.class, () -> Records.open(file.array(), FormatOptions.DEFAULT), "length " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void givesTheSameRecordsToSixteenThreads(String compression) throws InterruptedException, ExecutionException {
    List<byte[]> records = Records.random(16, 500, 20_000);
    List<String> expected = Records.hex(records);
    Path file = Records.write(folder.resolve("a.tfrecord"), records, Records.compressed(compression));
    try (RecordReader reader = Records.FORMAT.open(file, InputFile.open(file), FormatOptions.DEFAULT);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> reads = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        Random random = new Random(thread);
        reads.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    int record = random.nextInt(500);
                    assertEquals(expected.get(record), Records.hex(reader.read(record)));
                  }
                  long[] some = LongStream.generate(() -> random.nextInt(500)).limit(20).toArray();
                  reader.read(
                      some, 20, (record, bytes) -> assertEquals(expected.get((int) record), Records.hex(bytes)));
                }));
      }
      for (Future<?> read : reads) {
        read.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void saysThatItIsClosed(String compression) {
    byte[] file = Records.file(folder, Records.of("x"), Records.compressed(compression));
    RecordReader reader = Records.open(file, FormatOptions.DEFAULT);
    reader.close();
    reader.close();
    assertThrows(IllegalStateException.class, reader::size);
    assertThrows(IllegalStateException.class, () -> reader.read(0));
    assertThrows(IllegalStateException.class, () -> reader.offset(0));
  }
}
