package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.ColumnValues.Stacked;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.format.npy.NpzWriter.Compression;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The formats npy and npz as tables, found as users find them.
class ArrayFormatsTest {
  private static final Float32Array IMAGES = Float32Array.of(Shape.of(3, 2), 0, 1, 2, 3, 4, 5);
  private static final Int64Array LABELS = Int64Array.of(Shape.of(3), 7, 8, 9);

  @TempDir Path folder;

  @Test
  void aRowOfAnArrayIsAnElementAlongItsFirstAxis() {
    try (TableReader table = open(npy("images.npy", IMAGES), FormatOptions.DEFAULT)) {
      assertEquals(3, table.size());
      assertEquals(
          new RecordSchema("images", "", false, List.of(arrays("images", DType.FLOAT32, "2"))), table.schema());
      assertEquals(Map.of("images", Float32Array.of(Shape.of(2), 4, 5)), table.row(2, Set.of("images", "other")));
      assertEquals(Map.of(), table.row(2, Set.of("other")));
      assertEquals(128 + 2 * 8, table.offset(2));
      NdArray rows = stacked(table.column(0, 1, 3));
      assertEquals(Float32Array.of(Shape.of(2, 2), 2, 3, 4, 5), rows);
      assertTrue(rows.segment().isMapped(), "a view");
    }
  }

  @Test
  void numbersAreJavasWhereJavaHasThem() {
    try (TableReader table = open(npy("labels.npy", LABELS), FormatOptions.DEFAULT)) {
      assertEquals(new ScalarType(Scalar.LONG, List.of()), table.schema().fields().getFirst().type());
      assertEquals(Map.of("labels", 8L), table.row(1, Set.of("labels")));
      assertEquals(LABELS, stacked(table.column(0, 0, 3)));
    }
    try (TableReader table = open(npy("bytes.npy", UInt8Array.of(Shape.of(2), 1, 255)), FormatOptions.DEFAULT)) {
      assertEquals(arrays("bytes", DType.UINT8, ""), table.schema().fields().getFirst());
      assertEquals(Map.of("bytes", UInt8Array.of(Shape.of(), 255)), table.row(1, Set.of("bytes")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "float32-2x3-fortran, -1", "float32-2x3-bigendian, 140", "float32-2x3, 140", "float32-2x3-version3, 140"
  })
  void rowsAreTheSameInEveryLayout(String name, long offset) {
    Path file = NpyFileTest.FOLDER.resolve(name + ".npy");
    try (TableReader table = open(file, FormatOptions.DEFAULT.with("field", "x"))) {
      assertEquals(Map.of("x", Float32Array.of(Shape.of(3), 3, 4, 5)), table.row(1, Set.of("x")));
      assertEquals(Float32Array.of(Shape.of(1, 3), 3, 4, 5), stacked(table.column(0, 1, 2)));
      assertEquals(offset, table.offset(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train.npy, train", "train-00000-of-00010.npy, train", "train.npy-00000-of-00010, train", "a.b.npy, a.b",
    ".npy, .npy", "noending, noending"
  })
  void theFieldHasTheNameOfTheFile(String file, String field) {
    assertEquals(field, ArrayTable.baseName(Path.of("folder", file)));
  }

  @Test
  void everyArrayOfAnArchiveIsAField() {
    try (TableReader table = open(npz(Map.of("x", IMAGES)), FormatOptions.DEFAULT)) {
      assertEquals(List.of("x"), table.schema().fields().stream().map(FieldSchema::name).toList());
    }
    Path file = folder.resolve("both.npz");
    try (NpzWriter writer = NpzWriter.create(file, Compression.DEFLATE)) {
      writer.write("y", LABELS);
      writer.write("x", IMAGES);
      writer.commit();
    }
    try (TableReader table = open(file, FormatOptions.DEFAULT)) {
      assertEquals(List.of("y", "x"), table.schema().fields().stream().map(FieldSchema::name).toList());
      assertEquals(
          Map.of("x", Float32Array.of(Shape.of(2), 0, 1), "y", 7L), table.row(0, Set.of("x", "y")));
      assertEquals(IMAGES, stacked(table.column(1, 0, 3)));
      assertEquals(-1, table.offset(0));
    }
  }

  @Test
  void saysWhichArraysHaveAnotherFirstAxis() {
    Path file = folder.resolve("unequal.npz");
    try (NpzWriter writer = NpzWriter.create(file, Compression.STORED)) {
      writer.write("x", IMAGES);
      writer.write("y", LABELS.slice(0, 2));
      writer.write("step", Int64Array.of(Shape.of(), 1));
      writer.commit();
    }
    UnsupportedFormatException fault =
        assertThrows(UnsupportedFormatException.class, () -> open(file, FormatOptions.DEFAULT.with("fields", "x,y")));
    assertEquals("3 rows in \"x\", 2 in \"y\"", fault.found());
    fault =
        assertThrows(
            UnsupportedFormatException.class, () -> open(file, FormatOptions.DEFAULT.with("fields", "x, step")));
    assertEquals("one without axes, \"step\"", fault.found());
    try (TableReader table = open(file, FormatOptions.DEFAULT.with("fields", "y"))) {
      assertEquals(2, table.size());
    }
    assertThrows(
        IllegalArgumentException.class, () -> open(file, FormatOptions.DEFAULT.with("fields", "no such")));
  }

  @Test
  void refusesAnArchiveWithoutArrays() {
    assertThrows(UnsupportedFormatException.class, () -> open(npz(Map.of()), FormatOptions.DEFAULT));
  }

  @Test
  void refusesRowsOfASizeThatCannotBeCounted() {
    byte[] head = NpyHeader.write(DType.FLOAT32, Shape.of(0, 1L << 62));
    InputFile file = InputFile.of("empty.npy", MemorySegment.ofArray(head));
    assertThrows(
        UnsupportedFormatException.class,
        () -> new NpyFormat().open(Path.of("empty.npy"), file, FormatOptions.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "raw"})
  void refusesSettingsThatItDoesNotHave(String format) throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[8]);
    FormatOptions options = FormatOptions.DEFAULT.with("dtpye", "float32");
    try (InputFile bytes = InputFile.open(file)) {
      assertThrows(
          IllegalArgumentException.class, () -> RecordFormats.installed().named(format).open(file, bytes, options));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> RecordFormats.installed().named(format).create(file, schema(), options).close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "raw"})
  void readsTheRowsThatItWrote(String format) throws IOException {
    Path file = folder.resolve("rows." + format);
    byte[] first = null;
    for (int round = 0; round < 2; round++) {
      write(format, file, 5000);
      byte[] bytes = Files.readAllBytes(file);
      if (first != null) {
        assertArrayEquals(first, bytes, "the same bytes each time");
      }
      first = bytes;
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(each -> each.toString().endsWith(".part")).count());
    }
    try (TableReader table = open(file, FormatOptions.DEFAULT)) {
      assertEquals(5000, table.size());
      String name = table.schema().fields().getFirst().name();
      for (int row : List.of(0, 1, 1023, 1024, 4999)) {
        assertEquals(Map.of(name, Float32Array.of(Shape.of(2), row, -row)), table.row(row, Set.of(name)));
      }
    }
  }

  @Test
  void writesSeveralFieldsIntoOneArchive() throws IOException {
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(
                arrays("x", DType.FLOAT32, "2"),
                new FieldSchema("y", "", new ScalarType(Scalar.INT, List.of()))));
    Path file = folder.resolve("rows.npz");
    FormatOptions deflate = FormatOptions.DEFAULT.with("compression", "deflate");
    try (TableWriter writer = new NpzFormat().create(file, schema, deflate)) {
      for (int row = 0; row < 3000; row++) {
        writer.write(new Object[] {Float32Array.of(Shape.of(2), row, 1), row});
      }
      assertThrows(
          IllegalArgumentException.class, () -> writer.write(new Object[] {Float32Array.of(Shape.of(2), 1, 1), "no"}));
      assertThrows(IllegalArgumentException.class, () -> writer.write(new Object[] {1}));
      writer.commit();
      assertThrows(IllegalStateException.class, writer::commit);
    }
    assertTrue(Files.size(file) < 3000 * 12 / 2, "compressed");
    try (TableReader table = open(file, FormatOptions.DEFAULT)) {
      assertEquals(3000, table.size());
      assertEquals(schema.fields(), table.schema().fields());
      assertEquals(Map.of("x", Float32Array.of(Shape.of(2), 2999, 1), "y", 2999), table.row(2999, Set.of("x", "y")));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "nothing is left beside it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "raw"})
  void aFileThatIsNotCommittedDoesNotAppear(String format) throws IOException {
    try (TableWriter writer =
        RecordFormats.installed().named(format).create(folder.resolve("never"), schema(), FormatOptions.DEFAULT)) {
      writer.write(new Object[] {Float32Array.of(Shape.of(2), 1, 2)});
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "raw"})
  void refusesFieldsThatAreNoArraysOfOneShape(String format) {
    RecordFormat found = RecordFormats.installed().named(format);
    assertTrue(found.isTable());
    for (FieldType type :
        List.of(
            new FieldType.TextType(List.of()),
            new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false),
            new ArrayType(DType.FLOAT32, ShapePattern.parse("0"), false))) {
      RecordSchema schema = new RecordSchema("Row", "", false, List.of(new FieldSchema("x", "", type)));
      assertThrows(
          IllegalArgumentException.class,
          () -> found.create(folder.resolve("x"), schema, FormatOptions.DEFAULT).close());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "raw"})
  void worksWhereFilesAreNotMapped(String format) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem()) {
      Path file = memory.getPath("rows." + format);
      write(format, file, 10);
      try (TableReader table = open(file, FormatOptions.DEFAULT)) {
        NdArray rows = stacked(table.column(0, 3, 5));
        assertEquals(Float32Array.of(Shape.of(2, 2), 3, -3, 4, -4), rows);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x.npy, 934e554d5059, npy", "x.bin, 934e554d5059, npy", "x.npy, 00, npy", "x.npz, 504b0304, npz",
    "x.npz, 504b0506, npz", "x.npz, 00, npz", "x.zip, 504b0304, ", "x.txt, 00, "
  })
  void isFoundByContentElseByName(String name, String hex, String expected) throws IOException {
    Path file = Files.write(folder.resolve(name), HexFormat.of().parseHex(hex));
    RecordFormats formats = RecordFormats.of(List.of(new NpyFormat(), new NpzFormat(), new RawFormat()));
    assertEquals(expected, formats.find(FileProbe.of(file)).map(RecordFormat::name).orElse(null));
  }

  @Test
  void anArchiveOfArraysIsFoundUnderAnyName() throws IOException {
    Path file = folder.resolve("arrays.zip");
    Files.move(npz(Map.of("x", IMAGES)), file);
    assertEquals("npz", RecordFormats.installed().find(FileProbe.of(file)).orElseThrow().name());
    assertNull(RecordFormats.installed().find(FileProbe.of(folder)).orElse(null));
  }

  @Test
  void refusesRowsThatAreNotThereAndCallsAfterClosing() {
    TableReader table = open(npy("images.npy", IMAGES), FormatOptions.DEFAULT);
    assertThrows(IndexOutOfBoundsException.class, () -> table.row(3, Set.of("images")));
    assertThrows(IndexOutOfBoundsException.class, () -> table.row(-1, Set.of()));
    assertThrows(IndexOutOfBoundsException.class, () -> table.column(0, 2, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> table.column(1, 0, 1));
    table.close();
    table.close();
    assertThrows(IllegalStateException.class, table::size);
    assertThrows(IllegalStateException.class, table::schema);
    assertThrows(IllegalStateException.class, () -> table.row(0, Set.of("images")));
    assertThrows(IllegalStateException.class, () -> table.column(0, 0, 1));
  }

  private static NdArray stacked(ColumnValues values) {
    return assertInstanceOf(Stacked.class, values).values();
  }

  private static FieldSchema arrays(String name, DType dtype, String dims) {
    return new FieldSchema(name, "", new ArrayType(dtype, ShapePattern.parse(dims), false));
  }

  private static RecordSchema schema() {
    return new RecordSchema("Row", "", false, List.of(arrays("x", DType.FLOAT32, "2")));
  }

  private static void write(String format, Path file, int rows) {
    try (TableWriter writer =
        RecordFormats.installed().named(format).create(file, schema(), FormatOptions.DEFAULT)) {
      for (int row = 0; row < rows; row++) {
        writer.write(new Object[] {Float32Array.of(Shape.of(2), row, -row)});
      }
      writer.commit();
    }
  }

  private Path npy(String name, NdArray array) {
    Path file = folder.resolve(name);
    NpyWriter.write(file, array.dtype(), array.shape(), array.segment());
    return file;
  }

  private Path npz(Map<String, NdArray> arrays) {
    Path file = folder.resolve("arrays.npz");
    try (NpzWriter writer = NpzWriter.create(file, Compression.STORED)) {
      arrays.forEach(writer::write);
      writer.commit();
    }
    return file;
  }

  private static TableReader open(Path path, FormatOptions options) {
    RecordFormat format = RecordFormats.installed().find(FileProbe.of(path)).orElseThrow();
    InputFile file = InputFile.open(path);
    try {
      return (TableReader) format.open(path, file, options);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
