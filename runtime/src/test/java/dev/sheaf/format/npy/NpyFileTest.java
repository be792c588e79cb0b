package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that NumPy wrote: see `testdata/npy/make.py`. Each counts 0, 1, 2, ...
class NpyFileTest {
  static final Path FOLDER = Path.of(System.getProperty("sheaf.testdata"), "npy");

  @Test
  void mapsFloatsThatNumPyWrote() {
    try (InputFile file = InputFile.open(FOLDER.resolve("float32-2x3.npy"))) {
      NpyFile npy = NpyFile.read(file);
      Float32Array array = (Float32Array) npy.array();
      assertEquals(Shape.of(2, 3), array.shape());
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array.toArray());
      assertTrue(array.segment().isReadOnly());
      assertTrue(array.segment().isMapped(), "a view, not a copy");
    }
  }

  @Test
  void readsArraysOfEveryRank() {
    assertArrayEquals(
        new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
        ((Float64Array) read("float64-1x2x3x4").array()).toArray());
    assertEquals(Float32Array.of(Shape.of(), 0f), read("float32-scalar").array());
    assertEquals(Int64Array.of(Shape.of(0, 4)), read("int64-0x4").array());
    assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6}, ((Int64Array) read("int64-7").array()).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "bool-2x1, BOOL", "uint8-7, UINT8", "uint16-7, UINT16", "uint32-7, UINT32", "uint64-7, UINT64", "int8-7, INT8",
    "int16-7, INT16", "int32-7, INT32", "int64-7, INT64", "float16-2x3, FLOAT16", "float32-2x3, FLOAT32",
    "float64-2x3, FLOAT64", "complex64-2x3, COMPLEX64", "complex128-2x3, COMPLEX128"
  })
  void knowsTheTypesThatNumPyHas(String name, DType dtype) {
    NpyFile npy = read(name);
    assertEquals(dtype, npy.dtype());
    assertEquals(npy.shape().size() * dtype.byteSize(), npy.data().byteSize());
    assertEquals(0, npy.data().get(ValueLayout.JAVA_BYTE, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-2x3-version2", "float32-2x3-version3"})
  void readsLaterVersions(String name) {
    assertEquals(Float32Array.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5), read(name).array());
  }

  @Test
  void takesColumnMajorOrderWhereItIsTheSame() {
    assertEquals(Float32Array.of(Shape.of(3), 0, 1, 2), read("float32-3-fortran").array());
    assertEquals(
        Float32Array.of(Shape.of(2), 0, 0),
        readHeader("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }").array());
  }

  @Test
  void putsColumnMajorElementsIntoRowMajorOrder() {
    NpyFile npy = read("float32-2x3-fortran");
    assertEquals(Float32Array.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5), npy.array());
    assertEquals(Float32Array.of(Shape.of(1, 3), 3, 4, 5), npy.rows(1, 2));
    assertEquals(Float32Array.of(Shape.of(0, 3)), npy.rows(2, 2));
  }

  @Test
  void swapsTheBytesOfOtherMachines() {
    NpyFile npy = read("float32-2x3-bigendian");
    assertEquals(Float32Array.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5), npy.array());
    assertEquals(Float32Array.of(Shape.of(1, 3), 0, 1, 2), npy.rows(0, 1));
  }

  @Test
  void givesRowsThatAreViews() {
    try (InputFile file = InputFile.open(FOLDER.resolve("float64-1x2x3x4.npy"))) {
      NdArray rows = NpyFile.read(file).rows(0, 1);
      assertEquals(Shape.of(1, 2, 3, 4), rows.shape());
      assertTrue(rows.segment().isMapped(), "a view, not a copy");
    }
  }

  @Test
  void refusesRowsThatAreNotThere() {
    assertThrows(IndexOutOfBoundsException.class, () -> read("int64-7").rows(6, 8));
    assertThrows(IndexOutOfBoundsException.class, () -> read("int64-7").rows(-1, 2));
    assertThrows(IllegalStateException.class, () -> read("float32-scalar").rows(0, 1));
  }

  @Test
  void takesEveryByteButZeroForTrue() {
    byte[] file = file("{'descr': '|b1', 'fortran_order': False, 'shape': (8,), }");
    file[file.length - 1] = (byte) 0x80;
    file[file.length - 3] = 2;
    file[file.length - 4] = 1;
    NpyFile npy = read(file);
    assertEquals(
        BoolArray.of(Shape.of(8), false, false, false, false, true, true, false, true), npy.array());
    assertEquals(BoolArray.of(Shape.of(2), false, true), npy.rows(6, 8));
    assertEquals(2, npy.data().get(ValueLayout.JAVA_BYTE, 5), "as it stands in the file");
  }

  @Test
  void readsNoMoreRowsThanAreAskedFor() {
    long row = 1L << 40;
    MemorySegment head = MemorySegment.ofArray(NpyHeader.write(DType.UINT8, Shape.of(1 << 20, row)));
    InputFile huge = new EndlessFile(head, row << 20);
    assertEquals(row * 3, NpyFile.read(huge).stored().offset(3) - 128);
    assertEquals(0, NpyFile.read(huge).rows(5, 5).size());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "structured-2 | 20 | a plain number type | a structured type",
    "text-2 | 20 | a plain number type | '<U2'"
  })
  void saysWhatItDoesNotSupport(String name, long offset, String expected, String found) {
    UnsupportedFormatException fault = assertThrows(UnsupportedFormatException.class, () -> read(name));
    assertEquals(offset, fault.offset());
    assertEquals(expected, fault.expected());
    assertEquals(found, fault.found());
    assertEquals(name + ".npy", Path.of(fault.file()).getFileName().toString());
  }

  @Test
  void neverReadsPythonObjects() {
    UnsupportedFormatException fault =
        assertThrows(
            UnsupportedFormatException.class,
            () -> readHeader("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"));
    assertEquals(
        "memory, byte 20: expected a plain number type, found Python objects, which are never read, which is not"
            + " supported by this version of Sheaf",
        fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2,), }",
        "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}",
        "{'descr':'<f4','fortran_order':False,'shape':(2,)}",
        " {  'descr' :\t'<f4' ,\n'fortran_order' : False , 'shape' : ( 2 , ) , } ",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,), }",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': 'f4', 'fortran_order': False, 'shape': (2,), }"
      })
  void readsWhatPythonMeansByTheSameHeader(String header) {
    assertEquals(2, readHeader(header).shape().size());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "[]                                                              | 10 | '{'",
    "{}                                                              | 10 | a header with 'descr'",
    "{'descr': '<f4'}                                                | 10 | a header with 'shape'",
    "{'extra': 1}                                                    | 11 | 'descr', 'fortran_order' or 'shape'",
    "{'descr': '<f4                                                  | 24 | a text without escapes",
    "{'descr': '<f4', 'fortran_order': 0}                            | 44 | True or False",
    "{'descr': '<f4', 'fortran_order': False, 'shape': 2}            | 60 | '('",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}        | 60 | a tuple, which with one axis is written (n,)",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}        | 61 | the size of an axis",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (02,)}        | 61 | the size of an axis",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}          | 61 | the size of an axis",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3 4)}     | 66 | ',' or ')'",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,)} | 61 | an axis of at most 2^63 - 1",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)} | 60 | at most 2^63 - 1 elements",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x       | 66 | spaces and a line feed after the '}'"
  })
  void refusesOtherHeaders(String header, long offset, String expected) {
    CorruptDataException fault = assertThrows(CorruptDataException.class, () -> readHeader(header));
    assertEquals(expected, fault.expected());
    assertEquals(offset, fault.offset());
    assertEquals("memory", fault.file());
  }

  /// Python means something by them, and NumPy does not write them.
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{'descr': '<f4', 'descr': '<f4'}                            | 27 | 'descr' once",
    "{'descr': '<f4' ''}                                         | 26 | '}'",
    "{'descr': '\\x3cf4'}                                        | 21 | a text without escapes",
    "{'descr': r'<f4'}                                           | 20 | a text in quotes",
    "{'descr': (('<f4'))}                                        | 20 | a text in quotes",
    "{'descr': '<f4', # four bytes                               | 27 | a text in quotes",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (+2,)}    | 61 | the size of an axis",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (0x2,)}   | 61 | the size of an axis in decimal",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1_0,)}   | 62 | ',' or ')'"
  })
  void saysThatItDoesNotReadOtherSpellings(String header, long offset, String expected) {
    UnsupportedFormatException fault =
        assertThrows(UnsupportedFormatException.class, () -> readHeader(header));
    assertEquals(expected, fault.expected());
    assertEquals(offset, fault.offset());
  }

  @Test
  void refusesMoreElementsThanTheFileCanHold() {
    assertThrows(
        CorruptDataException.class,
        () -> readHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,), }"));
    assertThrows(
        TruncatedDataException.class,
        () -> readHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"));
  }

  @Test
  void refusesDataThatWouldEndBeyondAllPositions() {
    CorruptDataException fault =
        assertThrows(
            CorruptDataException.class,
            () -> readHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (9223372036854775807,), }"));
    assertEquals("uint8 (9223372036854775807,)", fault.expected());
  }

  @Test
  void mapsMoreThanTwoGibibytes(@TempDir Path folder) throws IOException {
    long count = (1L << 28) + 3;
    Path file = folder.resolve("large.npy");
    NpyWriter.write(file, DType.FLOAT64, Shape.of(1), MemorySegment.ofArray(new double[1]));
    byte[] head = Arrays.copyOf(Files.readAllBytes(file), 128);
    String text = new String(head, StandardCharsets.ISO_8859_1).replace("(1,), }        ", "(%d,), }".formatted(count));
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("sparse.npy"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      channel.write(
          ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putDouble(0, 7), 128 + 8 * (count - 1));
    }
    try (InputFile sparse = InputFile.open(folder.resolve("sparse.npy"))) {
      Float64Array array = (Float64Array) NpyFile.read(sparse).array();
      assertEquals(count, array.size());
      assertEquals(7, array.getFlat(count - 1));
      assertEquals(7, array.slice(count - 1, count).getFlat(0));
    }
  }

  @Test
  void refusesBytesAfterTheArray() {
    UnsupportedFormatException fault =
        assertThrows(
            UnsupportedFormatException.class,
            () -> readHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"));
    assertEquals("the end of the file after float32 (1,)", fault.expected());
    assertEquals("4 bytes more", fault.found());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThrows(StorageException.class, () -> read("no-such-file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-2x3", "int64-0x4", "float32-scalar", "float32-2x3-version3"})
  void refusesEveryBeginningOfAFile(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name + ".npy"));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(DataException.class, () -> read(part), "the first " + length + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-2x3", "float32-2x3-version2"})
  void everyChangeOfAByteGivesATypedErrorOrAnArrayThatFits(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name + ".npy"));
    int dataOffset = (int) (whole.length - read(name).data().byteSize());
    for (int position = 0; position < whole.length; position++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = whole.clone();
        changed[position] = (byte) value;
        try {
          NpyFile npy = read(changed);
          assertEquals(npy.shape().size() * npy.dtype().byteSize(), npy.data().byteSize());
          assertTrue(npy.data().byteSize() <= whole.length - dataOffset);
          if (position >= dataOffset) {
            assertEquals((byte) value, npy.data().get(ValueLayout.JAVA_BYTE, position - dataOffset));
          }
        } catch (CorruptDataException | UnsupportedFormatException fault) {
          assertTrue(position < dataOffset, () -> "data has no checksum, and yet: " + fault.getMessage());
        }
      }
    }
  }

  private static NpyFile read(String name) {
    // The view lives in memory of its own once the file is read by position.
    return NpyFile.read(InputFile.openPositional(FOLDER.resolve(name + ".npy")));
  }

  private static NpyFile read(byte[] bytes) {
    return NpyFile.read(InputFile.of("memory", MemorySegment.ofArray(bytes)));
  }

  /// Version 1.0, the header and a line feed, then eight zero bytes.
  private static NpyFile readHeader(String header) {
    return read(file(header));
  }

  private static byte[] file(String header) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[10 + text.length + 8];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 0, file, 0, 10);
    System.arraycopy(text, 0, file, 10, text.length);
    return file;
  }

  /// A file of a head and as many zeros as are wanted: reading much of it would take all memory there is.
  private record EndlessFile(MemorySegment head, long zeros) implements InputFile {
    @Override
    public String name() {
      return "endless";
    }

    @Override
    public long size() {
      return head.byteSize() + zeros;
    }

    @Override
    public void read(long position, MemorySegment target) {
      MemorySegment.copy(head, position, target, 0, target.byteSize());
    }

    @Override
    public MemorySegment slice(ByteRange range) {
      return MemorySegment.ofArray(new byte[Math.toIntExact(range.length())]);
    }

    @Override
    public void close() {}
  }
}
