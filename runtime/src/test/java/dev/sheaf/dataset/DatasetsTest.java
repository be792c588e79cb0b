package dev.sheaf.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.ColumnSource;
import dev.sheaf.batch.Columns;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Datasets of whatever form, through the one door.
final class DatasetsTest {
  private static final RecordSchema NOTE =
      new RecordSchema(
          "Note",
          "",
          false,
          List.of(
              new FieldSchema("text", "", new TextType(List.of())),
              new FieldSchema("stars", "", new ScalarType(Scalar.INT, List.of()))));

  private static final RecordSchema PIXELS =
      new RecordSchema(
          "Pixels",
          "",
          true,
          List.of(new FieldSchema("image", "", new ArrayType(DType.UINT8, ShapePattern.parse("2, 2"), false))));

  @TempDir Path folder;

  private static byte[] note(String text, int stars) {
    return "{\"text\": \"%s\", \"stars\": %d}".formatted(text, stars).getBytes(UTF_8);
  }

  private static Dataset<Object[]> open(Path place, RecordSchema schema) {
    return Datasets.open(place, SchemaCodec.of(schema), DatasetOptions.DEFAULT);
  }

  @Test
  void recordsOfJsonInAForeignFormatAreRead() throws IOException {
    Path file = Framed.write(folder.resolve("notes.bin"), note("a", 1), note("b", 2));
    try (Dataset<Object[]> notes = open(file, NOTE)) {
      assertEquals(2, notes.size());
      assertArrayEquals(new Object[] {"b", 2}, notes.get(1));
      assertThrows(IndexOutOfBoundsException.class, () -> notes.get(2));
      assertThrows(IndexOutOfBoundsException.class, () -> notes.get(-1));
    }
  }

  @Test
  void aFaultNamesFileRecordAndField() throws IOException {
    Path file = Framed.write(folder.resolve("notes.framed"), note("a", 1), "{\"text\": 3, \"stars\": 1}".getBytes(UTF_8));
    try (Dataset<Object[]> notes = open(file, NOTE)) {
      DecodeException fault = assertThrows(DecodeException.class, () -> notes.get(1));
      assertEquals(file + "[1]", fault.file());
      assertEquals(1, fault.record());
      assertEquals("text", fault.fieldPath());
      assertEquals(9, fault.offset());
    }
  }

  @Test
  void rawArraysComeAsViewsAndAsBatchesWithoutRows() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8});
    try (Dataset<Object[]> pixels = open(file, PIXELS)) {
      UInt8Array second = (UInt8Array) pixels.get(1)[0];
      assertArrayEquals(new byte[] {5, 6, 7, 8}, second.segment().toArray(ValueLayout.JAVA_BYTE));
      ColumnCollator<Object[], Columns> collator =
          new ColumnCollator<>(PIXELS, List.of(row -> row[0]), columns -> columns);
      ColumnSource source = assertInstanceOf(ColumnSource.class, pixels);
      Columns batch = collator.collate(source, new long[] {1, 0, 1}, 3);
      assertArrayEquals(
          new byte[] {5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8}, batch.fixed(0).segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void aRawRecordOfAnotherLengthIsRefusedInARowAndInABatch() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7}, new byte[5]);
    try (Dataset<Object[]> pixels = open(file, PIXELS)) {
      DecodeException row = assertThrows(DecodeException.class, () -> pixels.get(1));
      assertEquals("3 bytes", row.found());
      for (int record : new int[] {1, 2}) {
        DecodeException batch =
            assertThrows(
                DecodeException.class,
                () -> ((ColumnSource) pixels).gather(0, new long[] {0, record}, 2, MemorySegment.ofArray(new byte[8])));
        assertEquals(record, batch.record());
      }
    }
  }

  @Test
  void severalFilesAreOneDatasetInTheOrderOfTheirNames() throws IOException {
    Framed.write(folder.resolve("notes-2.framed"), note("c", 3));
    Framed.write(folder.resolve("notes-0.framed"), note("a", 1), note("b", 2));
    Framed.write(folder.resolve("notes-1.framed"));
    try (Dataset<Object[]> notes =
        Datasets.open(folder + "/notes-*.framed", SchemaCodec.of(NOTE), DatasetOptions.DEFAULT)) {
      assertEquals(3, notes.size());
      assertEquals(
          List.of("a", "b", "c"), LongStream.range(0, 3).mapToObj(i -> (String) notes.get(i)[0]).toList());
    }
  }

  @Test
  void someRowsOfAFileAreNamedInBrackets() throws IOException {
    Path file = Framed.write(folder.resolve("n.framed"), note("a", 1), note("b", 2), note("c", 3));
    for (String text : new String[] {"[1:3]", "[1:]"}) {
      try (Dataset<Object[]> notes = Datasets.open(file + text, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT)) {
        assertEquals(2, notes.size());
        assertEquals("b", notes.get(0)[0]);
      }
    }
    try (Dataset<Object[]> none = Datasets.open(file + "[7:]", SchemaCodec.of(NOTE), DatasetOptions.DEFAULT)) {
      assertEquals(0, none.size());
    }
    assertEquals(
        "expected at least 9 rows for \"%s[1:9]\", found 3 in the file".formatted(file),
        assertThrows(
                DatasetSourceException.class,
                () -> Datasets.open(file + "[1:9]", SchemaCodec.of(NOTE), DatasetOptions.DEFAULT))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> FileSlice.parse("a[3:1]"));
  }

  @Test
  void aFileWhoseSliceSaysHowManyRowsItHasIsOpenedWhenTheyAreAskedFor() throws IOException {
    Path first = Framed.write(folder.resolve("a.framed"), note("a", 1));
    Path later = Files.writeString(folder.resolve("b.framed"), "not yet");
    List<FileSlice> slices = List.of(FileSlice.of(first), new FileSlice(later, 1, 1));
    try (Dataset<Object[]> notes = Datasets.open(slices, SchemaCodec.of(NOTE), openWith("framed", "json"))) {
      assertEquals(2, notes.size());
      assertThrows(CorruptDataException.class, () -> notes.get(1));
      Files.delete(later);
      Framed.write(later, note("b", 2), note("c", 3));
      assertEquals("c", notes.get(1)[0]);
    }
  }

  private static DatasetOptions openWith(String format, String encoding) {
    return DatasetOptions.DEFAULT.withFormat(format).withEncoding(encoding);
  }

  @Test
  void contentSaysMoreThanTheName() throws IOException {
    Path misnamed = Framed.write(folder.resolve("notes.json"), note("a", 1));
    try (Dataset<Object[]> notes = open(misnamed, NOTE)) {
      assertEquals("a", notes.get(0)[0]);
    }
    Path lying = Files.writeString(folder.resolve("notes.framed"), "[]");
    assertThrows(CorruptDataException.class, () -> open(lying, NOTE));
  }

  @Test
  void aFileThatNoFormatKnowsIsRefusedWithTheFormatsThatThereAre() throws IOException {
    Path parquet = Files.writeString(folder.resolve("a.parquet"), "PAR1");
    UnsupportedFormatException refusal =
        assertThrows(UnsupportedFormatException.class, () -> open(parquet, NOTE));
    assertTrue(refusal.expected().contains("framed"), refusal.expected());
    assertTrue(refusal.expected().contains("dev.sheaf:sheaf-parquet"), refusal.expected());
    assertThrows(UnsupportedFormatException.class, () -> open(folder, NOTE));
    assertThrows(StorageException.class, () -> open(folder.resolve("none"), NOTE));
    assertThrows(
        IllegalArgumentException.class,
        () -> Datasets.open(parquet, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT.withFormat("bagz")));
    Path framed = Framed.write(folder.resolve("x.framed"), note("a", 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Datasets.open(framed, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT.with("no_such_setting", "1")));
  }

  @Test
  void bytesThatFitNoEncodingAskForItsName() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[] {0, 1, 2});
    DecodeException refusal = assertThrows(DecodeException.class, () -> open(file, NOTE));
    assertEquals(DecodeException.Rule.ENCODING, refusal.rule());
    assertTrue(refusal.found().contains("name the encoding"), refusal.found());
  }

  /// Stars, then the text.
  private static final class StarsFirst implements RecordEncoding {
    @Override
    public String name() {
      return "stars-first";
    }

    @Override
    public boolean fits(MemorySegment record, RecordSchema schema) {
      return false;
    }

    @Override
    public <R> Decoder<R> decoder(RecordCodec<R> codec) {
      return (record, context) -> {
        byte[] bytes = record.toArray(ValueLayout.JAVA_BYTE);
        String text = new String(bytes, 1, bytes.length - 1, UTF_8);
        return codec.read(FieldReader.of(codec.schema(), Map.of("stars", bytes[0], "text", text), context));
      };
    }
  }

  @Test
  void recordsInAnEncodingOfTheUsersOwnAreRead() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[] {5, 'h', 'i'});
    DatasetOptions options = DatasetOptions.DEFAULT.withEncoding(new StarsFirst());
    try (Dataset<Object[]> notes = Datasets.open(file, SchemaCodec.of(NOTE), options)) {
      assertArrayEquals(new Object[] {"hi", 5}, notes.get(0));
    }
  }

  @Test
  void packedFoldersAndJsonFilesOpenThroughTheSameDoor() throws IOException {
    Path json = Files.write(folder.resolve("note.json"), note("a", 1));
    Path lines = Files.writeString(folder.resolve("notes.jsonl"), "{\"text\": \"x\", \"stars\": 1}\n{\"text\": \"y\", \"stars\": 2}\n");
    try (Dataset<Object[]> one = open(json, NOTE);
        Dataset<Object[]> two = open(lines, NOTE);
        Dataset<Object[]> last = Datasets.open(lines + "[1:2]", SchemaCodec.of(NOTE), DatasetOptions.DEFAULT)) {
      assertEquals(1, one.size());
      assertEquals(2, two.size());
      assertEquals("y", last.get(0)[0]);
    }
  }

  @Test
  void rowsAreSavedInTheFormatThatTheNameSaysAndReadBack() throws IOException {
    List<Object[]> rows = List.of(new Object[] {"a", 1}, new Object[] {"b\n", 2});
    for (String name : new String[] {"notes.framed", "notes.jsonl"}) {
      Path file = folder.resolve(name);
      assertEquals(2, Datasets.save(file, rows, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT));
      byte[] first = Files.readAllBytes(file);
      try (Dataset<Object[]> notes = open(file, NOTE)) {
        assertArrayEquals(rows.get(1), notes.get(1));
      }
      Datasets.save(file, rows, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT);
      assertArrayEquals(first, Files.readAllBytes(file));
    }
    Path raw = folder.resolve("raw.framed");
    byte[] pixels = {1, 2, 3, 4};
    NdArray image = NdArray.wrap(DType.UINT8, MemorySegment.ofArray(pixels), Shape.of(2, 2));
    Datasets.save(
        raw, List.<Object[]>of(new Object[] {image}), SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT.withEncoding("raw"));
    try (Dataset<Object[]> read = open(raw, PIXELS)) {
      assertEquals(image, read.get(0)[0]);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Datasets.save(folder.resolve("notes.txt"), rows, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Datasets.save(
                folder.resolve("x.framed"), rows, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT.withEncoding(new StarsFirst())));
  }

  @Test
  void aRowThatCannotBeSavedLeavesNoFile() {
    Path file = folder.resolve("notes.jsonl");
    List<Object[]> rows = List.of(new Object[] {"a", 1}, new Object[] {"b"});
    assertThrows(
        IllegalArgumentException.class, () -> Datasets.save(file, rows, SchemaCodec.of(NOTE), DatasetOptions.DEFAULT));
    assertFalse(Files.exists(file));
  }

  @Test
  void theFingerprintChangesWithTheDataAndHowItIsRead() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), note("a", 1), note("b", 1));
    String whole = fingerprint(file.toString(), DatasetOptions.DEFAULT);
    assertEquals(whole, fingerprint(file.toString(), DatasetOptions.DEFAULT.withDecode(DecodeOptions.STRICT)));
    assertNotEquals(whole, fingerprint(file + "[0:1]", DatasetOptions.DEFAULT));
    Framed.write(file, note("a", 1), note("bb", 1));
    assertNotEquals(whole, fingerprint(file.toString(), DatasetOptions.DEFAULT));
  }

  private static String fingerprint(String pattern, DatasetOptions options) {
    try (Dataset<Object[]> notes = Datasets.open(pattern, SchemaCodec.of(NOTE), options)) {
      return notes.fingerprint();
    }
  }

  @Test
  void slicesAndConcatenationsAreDatasets() {
    Dataset<Long> numbers = Dataset.range(0, 10, 1);
    Dataset<Long> parts =
        Dataset.concatenate(List.of(numbers.slice(2, 4), numbers.slice(0, 0), Dataset.range(10, 0, -3)));
    assertEquals(List.of(2L, 3L, 10L, 7L, 4L, 1L), LongStream.range(0, parts.size()).mapToObj(parts::get).toList());
    assertThrows(IndexOutOfBoundsException.class, () -> parts.get(6));
    assertThrows(IndexOutOfBoundsException.class, () -> numbers.slice(3, 11));
    assertThrows(IllegalArgumentException.class, () -> Dataset.concatenate(List.<Dataset<Long>>of()));
    assertNotEquals(numbers.slice(0, 3).fingerprint(), numbers.slice(0, 4).fingerprint());
  }

  @Test
  void rangesReachTheEndsOfLong() {
    assertEquals(List.of(1L, 3L, 5L, 7L, 9L), all(Dataset.range(1, 10, 2)));
    assertEquals(List.of(), all(Dataset.range(5, 5, 1)));
    assertEquals(List.of(), all(Dataset.range(5, 1, 1)));
    assertEquals(
        List.of(Long.MAX_VALUE - 1), all(Dataset.range(Long.MAX_VALUE - 1, Long.MAX_VALUE, 5)));
    assertEquals(3, Dataset.range(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).size());
    assertThrows(IllegalArgumentException.class, () -> Dataset.range(Long.MIN_VALUE, Long.MAX_VALUE, 1));
    assertThrows(IllegalArgumentException.class, () -> Dataset.range(0, 1, 0));
  }

  private static List<Long> all(Dataset<Long> numbers) {
    return LongStream.range(0, numbers.size()).mapToObj(numbers::get).toList();
  }

  @Test
  void aSourceOfTheUsersOwnIsClosedWithItsDataset() {
    class Squares implements RandomAccessSource<Object[]> {
      private boolean closed;

      @Override
      public long size() {
        return 1L << 40;
      }

      @Override
      public Object[] get(long position) {
        return new Object[] {"" + position * position, 0};
      }

      @Override
      public String fingerprint() {
        return "squares 1";
      }

      @Override
      public void close() {
        closed = true;
      }
    }

    Squares squares = new Squares();
    try (Dataset<Object[]> dataset = Dataset.of(squares, NOTE)) {
      assertEquals("1000000000000", dataset.get(1_000_000)[0]);
      assertThrows(IndexOutOfBoundsException.class, () -> dataset.get(1L << 40));
      assertFalse(squares.closed);
    }
    assertTrue(squares.closed);
  }

  @Test
  void columnsOfASliceAreThoseOfTheWhole() throws IOException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[4], new byte[] {5, 6, 7, 8}, new byte[4]);
    try (Dataset<Object[]> slice = open(file, PIXELS).slice(1, 3)) {
      byte[] target = new byte[4];
      ((ColumnSource) slice).gather(0, new long[] {0}, 1, MemorySegment.ofArray(target));
      assertArrayEquals(new byte[] {5, 6, 7, 8}, target);
      assertEquals(NdArray.wrap(DType.UINT8, MemorySegment.ofArray(target), Shape.of(2, 2)), slice.get(0)[0]);
    }
  }

  @Test
  void columnsOfTablesComeAsRowsAndAsBatches() throws IOException {
    List<Object[]> rows = new ArrayList<>();
    for (byte i = 0; i < 10; i++) {
      rows.add(new Object[] {NdArray.wrap(DType.UINT8, MemorySegment.ofArray(new byte[] {i, 1, 2, 3}), Shape.of(2, 2))});
    }
    Path whole = folder.resolve("image.npy");
    Datasets.save(whole, rows, SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT);
    Datasets.save(folder.resolve("part-0.npy"), rows.subList(0, 4), SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT);
    Datasets.save(folder.resolve("part-1.npy"), rows.subList(4, 10), SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT);
    for (String pattern : List.of(whole.toString(), folder + "/part-*.npy", whole + "[0:10]")) {
      try (Dataset<Object[]> pixels = Datasets.open(pattern, SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT)) {
        assertEquals(10, pixels.size());
        assertEquals(rows.get(7)[0], pixels.get(7)[0]);
        byte[] batch = new byte[20];
        ((ColumnSource) pixels).gather(0, new long[] {9, 3, 4, 5, 0}, 5, MemorySegment.ofArray(batch));
        assertArrayEquals(new byte[] {9, 1, 2, 3, 3, 1, 2, 3, 4, 1, 2, 3, 5, 1, 2, 3, 0, 1, 2, 3}, batch);
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> ((ColumnSource) pixels).gather(0, new long[] {10}, 1, MemorySegment.ofArray(new byte[4])));
      }
    }
  }

  @Test
  void aColumnOfAnotherTypeIsConvertedRowByRow() throws IOException {
    RecordSchema wide =
        new RecordSchema(
            "Wide", "", true, List.of(new FieldSchema("image", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2, 2"), false))));
    NdArray bytes = NdArray.wrap(DType.UINT8, MemorySegment.ofArray(new byte[] {1, 2, 3, -1}), Shape.of(2, 2));
    Path file = folder.resolve("a.npy");
    Datasets.save(file, List.<Object[]>of(new Object[] {bytes}), SchemaCodec.of(PIXELS), DatasetOptions.DEFAULT);
    try (Dataset<Object[]> floats = open(file, wide)) {
      assertFalse(floats instanceof ColumnSource);
      assertEquals(
          NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(new float[] {1, 2, 3, 255}), Shape.of(2, 2)), floats.get(0)[0]);
    }
    DecodeException missing = assertThrows(DecodeException.class, () -> open(file, NOTE));
    assertEquals("the columns a", missing.found());
  }

  @Test
  void closingEndsThoseWhoReadAndHangsNobody() throws IOException, InterruptedException {
    Path file = Framed.write(folder.resolve("a.framed"), new byte[4], new byte[4]);
    for (int round = 0; round < 300; round++) {
      Dataset<Object[]> pixels = open(file, PIXELS);
      CountDownLatch reading = new CountDownLatch(1);
      Thread reader = Thread.ofPlatform().daemon().start(() -> readUntilClosed(pixels, reading));
      reading.await();
      Thread closer = Thread.ofPlatform().daemon().start(pixels::close);
      assertTrue(closer.join(Duration.ofSeconds(20)), "the closing thread has ended");
      assertTrue(reader.join(Duration.ofSeconds(20)), "the reading thread has ended");
    }
  }

  private static void readUntilClosed(Dataset<Object[]> pixels, CountDownLatch reading) {
    byte[] target = new byte[8];
    try {
      while (true) {
        ((ColumnSource) pixels).gather(0, new long[] {0, 1}, 2, MemorySegment.ofArray(target));
        reading.countDown();
      }
    } catch (IllegalStateException closed) {
      reading.countDown();
    }
  }

  @Test
  void aClosedDatasetSaysSo() throws IOException {
    Dataset<Object[]> notes = open(Framed.write(folder.resolve("a.framed"), note("a", 1)), NOTE);
    notes.close();
    notes.close();
    assertThrows(IllegalStateException.class, () -> notes.get(0));
  }
}
