package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.format.npy.NpzWriter.Compression;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzFileTest {
  private static final NdArray WEIGHTS = Float32Array.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
  private static final NdArray SCALAR = Int64Array.of(Shape.of(), 7);
  private static final Map<String, NdArray> ARRAYS = new LinkedHashMap<>();

  static {
    ARRAYS.put("weights", WEIGHTS);
    ARRAYS.put("größe/b", SCALAR);
    ARRAYS.put("", Float64Array.of(Shape.of(0, 4)));
    ARRAYS.put("a", UInt8Array.wrap(MemorySegment.ofArray(new byte[3000]), Shape.of(3, 1000)));
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readsWhatItsWriterWrote(Compression compression) {
    try (NpzFile archive = open(written(compression))) {
      assertEquals(List.copyOf(ARRAYS.keySet()), archive.names());
      ARRAYS.forEach((name, array) -> assertEquals(array, archive.array(name)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void javaReadsItToo(Compression compression) throws IOException {
    Path file = written(compression);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(ARRAYS.size(), zip.size());
      for (String name : ARRAYS.keySet()) {
        byte[] npy = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
        assertEquals(
            ARRAYS.get(name), NpyFile.read(InputFile.of(name, MemorySegment.ofArray(npy))).array());
      }
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (String name : ARRAYS.keySet()) {
        assertEquals(name + ".npy", zip.getNextEntry().getName());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatJavaWrote(Compression compression) throws IOException {
    Path file = folder.resolve("java.npz");
    Path npy = folder.resolve("x.npy");
    NpyWriter.write(npy, WEIGHTS.dtype(), WEIGHTS.shape(), WEIGHTS.segment());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("x.npy", "y.npy")) {
        ZipEntry entry = new ZipEntry(name);
        if (compression == Compression.STORED) {
          CRC32 crc = new CRC32();
          crc.update(Files.readAllBytes(npy));
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(Files.size(npy));
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(Files.readAllBytes(npy));
        zip.closeEntry();
      }
    }
    try (NpzFile archive = open(file)) {
      assertEquals(List.of("x", "y"), archive.names());
      assertEquals(WEIGHTS, archive.array("x"));
      assertEquals(WEIGHTS, archive.array("y"));
    }
  }

  @Test
  void mapsStoredArraysAlignedWithoutACopy() {
    try (NpzFile archive = open(written(Compression.STORED))) {
      for (String name : List.of("weights", "a")) {
        MemorySegment segment = archive.array(name).segment();
        assertTrue(segment.isMapped(), "a view");
        assertEquals(0, segment.address() % 64);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameBytesEachTime(Compression compression) throws IOException {
    byte[] first = Files.readAllBytes(written(compression));
    assertArrayEquals(first, Files.readAllBytes(written(compression)));
  }

  @ParameterizedTest
  @EnumSource
  void writesNumbersOfEightBytesWhereFourAreNotEnough(Compression compression) throws IOException {
    for (long largeFrom : List.of(0L, 200L, 500L, 4000L)) {
      Path file = folder.resolve("large.npz");
      try (NpzWriter writer = NpzWriter.create(file, compression, largeFrom)) {
        ARRAYS.forEach(writer::write);
        writer.commit();
      }
      try (NpzFile archive = open(file)) {
        ARRAYS.forEach((name, array) -> assertEquals(array, archive.array(name)));
      }
      try (ZipFile zip = new ZipFile(file.toFile())) {
        assertEquals(ARRAYS.size(), zip.size());
      }
    }
  }

  @Test
  void countsMoreEntriesThanTwoBytesCan() {
    Path file = folder.resolve("many.npz");
    NdArray one = Int64Array.of(Shape.of(1), 1);
    try (NpzWriter writer = NpzWriter.create(file, Compression.STORED)) {
      for (int i = 0; i < 70_000; i++) {
        writer.write("n" + i, one);
      }
      writer.commit();
    }
    try (NpzFile archive = open(file)) {
      assertEquals(70_000, archive.names().size());
      assertEquals(one, archive.array("n69999"));
    }
  }

  @Test
  void aFileThatIsNotCommittedDoesNotAppear() throws IOException {
    try (NpzWriter writer = NpzWriter.create(folder.resolve("never.npz"), Compression.STORED)) {
      ARRAYS.forEach(writer::write);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void refusesToWriteWhatCouldNotBeReadAgain() {
    try (NpzWriter writer = NpzWriter.create(folder.resolve("x.npz"), Compression.STORED)) {
      NdArray one = Int64Array.of(Shape.of(1), 1);
      writer.write("x", one);
      assertThrows(IllegalArgumentException.class, () -> writer.write("x", one));
      assertThrows(IllegalArgumentException.class, () -> writer.write("nul\0", one));
      assertThrows(IllegalArgumentException.class, () -> writer.write("half a pair \uD800", one));
      assertThrows(IllegalArgumentException.class, () -> writer.write("n".repeat(70_000), one));
      NdArray brain = one.convertExactly(DType.BFLOAT16);
      assertThrows(IllegalArgumentException.class, () -> writer.write("bfloat16", brain));
      writer.commit();
    }
    try (NpzFile archive = open(folder.resolve("x.npz"))) {
      assertEquals(List.of("x"), archive.names());
    }
  }

  @Test
  void saysWhichArraysThereAre() {
    try (NpzFile archive = open(written(Compression.STORED))) {
      IllegalArgumentException fault =
          assertThrows(IllegalArgumentException.class, () -> archive.array("bias"));
      assertEquals("expected one of the arrays [weights, größe/b, , a], found \"bias\"", fault.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameArraysToManyThreadsAtOnce(Compression compression) throws Exception {
    List<String> names = List.copyOf(ARRAYS.keySet());
    try (NpzFile archive = open(written(compression));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        Random random = new Random(thread);
        readers.add(
            threads.submit(
                () -> {
                  for (int read = 0; read < 100; read++) {
                    String name = names.get(random.nextInt(names.size()));
                    assertEquals(ARRAYS.get(name), archive.array(name));
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  @Test
  void isClosedOnce() {
    NpzFile archive = open(written(Compression.STORED));
    archive.close();
    archive.close();
    assertThrows(IllegalStateException.class, () -> archive.array("a"));
  }

  @Test
  void expandsNoFurtherThanItMay() {
    Path file = folder.resolve("zeros.npz");
    try (Arena arena = Arena.ofConfined();
        NpzWriter writer = NpzWriter.create(file, Compression.DEFLATE)) {
      long bytes = 65L << 20;
      writer.write("zeros", UInt8Array.wrap(arena.allocate(bytes), Shape.of(bytes)));
      writer.commit();
    }
    try (NpzFile archive = open(file)) {
      assertEquals(65L << 20, archive.array("zeros").size());
    }
    for (FormatOptions limited :
        List.of(FormatOptions.DEFAULT.withMaxExpansion(500), FormatOptions.DEFAULT.withMaxRecordBytes(1 << 20))) {
      try (NpzFile archive = NpzFile.open(InputFile.open(file), limited)) {
        assertThrows(UnsupportedFormatException.class, () -> archive.array("zeros"));
      }
    }
  }

  @Test
  void verifiesTheChecksumOfStoredArrays() throws IOException {
    byte[] bytes = Files.readAllBytes(written(Compression.STORED));
    try (NpzFile archive = open(folder.resolve("arrays.npz"))) {
      long at = archive.npy("weights").stored().offset(1);
      assertEquals(140, at, "inside the entry");
    }
    // The first entry's content begins at 64: its header has 128 bytes, its elements 24.
    bytes[64 + 128 + 5] ^= 1;
    CorruptDataException fault =
        assertThrows(
            CorruptDataException.class,
            () -> open(InputFile.of("bytes.npz", MemorySegment.ofArray(bytes))).array("weights"));
    assertEquals("bytes.npz", fault.file());
    assertTrue(fault.expected().startsWith("checksum"), fault::getMessage);
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeOfABitGivesTheSameArraysOrATypedError(Compression compression) throws IOException {
    byte[] whole = Files.readAllBytes(small(compression));
    for (int position = 0; position < whole.length; position++) {
      for (int mask : new int[] {1, 0x10, 0x80, 0xFF}) {
        byte[] changed = whole.clone();
        changed[position] ^= (byte) mask;
        assertRightOrRefused(changed, "byte %d xor %d".formatted(position, mask));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryBeginningOfAFile(Compression compression) throws IOException {
    byte[] whole = Files.readAllBytes(small(compression));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(DataException.class, () -> readAll(part), "the first " + length + " bytes");
    }
  }

  /// A name has no checksum: it may become another.
  private static void assertRightOrRefused(byte[] bytes, String message) {
    try {
      List<NdArray> found = readAll(bytes);
      assertTrue(found.size() <= 2, message);
      List<NdArray> expected = List.of(WEIGHTS, SCALAR);
      assertTrue(expected.containsAll(found), message);
    } catch (DataException fault) {
      assertTrue(fault.file().startsWith("memory"), fault::getMessage);
    }
  }

  private static List<NdArray> readAll(byte[] bytes) {
    try (NpzFile archive = open(InputFile.of("memory", MemorySegment.ofArray(bytes)))) {
      return archive.names().stream().map(archive::array).toList();
    }
  }

  private Path small(Compression compression) {
    Path file = folder.resolve("small.npz");
    try (NpzWriter writer = NpzWriter.create(file, compression)) {
      writer.write("x", WEIGHTS);
      writer.write("y", SCALAR);
      writer.commit();
    }
    return file;
  }

  private Path written(Compression compression) {
    Path file = folder.resolve("arrays.npz");
    try (NpzWriter writer = NpzWriter.create(file, compression)) {
      ARRAYS.forEach(writer::write);
      writer.commit();
    }
    return file;
  }

  private static NpzFile open(Path file) {
    return open(InputFile.open(file));
  }

  private static NpzFile open(InputFile file) {
    return NpzFile.open(file, FormatOptions.DEFAULT);
  }
}
