package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues.Stacked;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawFormatTest {
  @TempDir Path folder;
  private Path blob;

  /// The int16 numbers 0 to 5, little-endian.
  @BeforeEach
  void writeABlob() throws IOException {
    blob = Files.write(folder.resolve("numbers.bin"), HexFormat.of().parseHex("000001000200030004000500"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "shape=3, 2                     | 0 1 2 3 4 5",
    "shape=(3, 2)                   | 0 1 2 3 4 5",
    "shape=[3, 2]                   | 0 1 2 3 4 5",
    "shape=-1, 2                    | 0 1 2 3 4 5",
    "shape=3, -1                    | 0 1 2 3 4 5",
    "shape=3, 2; order=F            | 0 3 1 4 2 5",
    "shape=3, 2; byteorder=big      | 0 256 512 768 1024 1280",
    "shape=2, 2; offset=4           | 2 3 4 5",
    "shape=-1, 2; offset=8          | 4 5"
  })
  void isWhatTheSettingsSay(String settings, String expected) {
    Int16Array values = (Int16Array) values(options("dtype=int16; " + settings));
    assertEquals(expected.strip(), text(values));
    assertEquals(2, values.shape().dim(1));
  }

  @Test
  void isOneAxisWhereNoShapeIsSaid() {
    assertEquals("0 1 2 3 4 5", text((Int16Array) values(options("dtype=int16"))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "numbers.bin.shape.json | {\"dtype\": \"int16\", \"shape\": [2, 3], \"order\": \"F\"}",
    "numbers.shape.json     | {\"dtype\": \"int16\", \"shape\": [2, -1], \"order\": \"F\"}",
    "numbers.bin.shape      | {\"dtype\": \"int16\", \"shape\": \"2, 3\", \"order\": \"F\", \"field\": \"numbers\"}"
  })
  void isWhatTheFileBesideItSays(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), json);
    assertEquals(Match.NAME, new RawFormat().match(FileProbe.of(blob)));
    assertEquals("0 2 4 1 3 5", text((Int16Array) values(FormatOptions.DEFAULT)));
    assertEquals("0 1 2 3 4 5", text((Int16Array) values(options("order=C"))), "a setting says otherwise");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(3, 2)", "[3, 2]", "3,2\n", "(3, 2,)"})
  void theFileBesideItMayHoldTheShapeAlone(String shape) throws IOException {
    Files.writeString(folder.resolve("numbers.shape"), shape);
    assertEquals(Shape.of(3, 2), values(options("dtype=int16")).shape());
  }

  @Test
  void isNotGuessedAt() {
    assertEquals(Match.NONE, new RawFormat().match(FileProbe.of(blob)));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> values(FormatOptions.DEFAULT));
    assertTrue(String.valueOf(fault.getMessage()).contains("dtype"), fault::getMessage);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "dtype=int16; shape=3, 3 | 18 bytes for int16 (3, 3) | 12 bytes from byte 0 on",
    "dtype=int16; shape=2, 2 | 8 bytes for int16 (2, 2) | 12 bytes from byte 0 on",
    "dtype=int64; shape=-1 | a multiple of 8 bytes for int64 [-1] | 12 bytes from byte 0 on",
    "dtype=int16; shape=-1, 4 | a multiple of 8 bytes for int16 [-1, 4] | 12 bytes from byte 0 on",
    "dtype=int16; shape=-1, 0 | a multiple of 0 bytes for int16 [-1, 0] | 12 bytes from byte 0 on",
    "dtype=int16; offset=1 | a multiple of 2 bytes for int16 [-1] | 11 bytes from byte 1 on",
    "dtype=int16; offset=13 | 0 bytes up to byte 13 | a file of 12 bytes",
    "dtype=int16; shape=4294967296, 4294967296 | int16 [4294967296, 4294967296] | 12 bytes from byte 0 on",
    "dtype=int16; shape=-1, 9223372036854775807 | int16 [-1, 9223372036854775807] | 12 bytes from byte 0 on"
  })
  void saysBothNumbersWhereTheyDoNotFit(String settings, String expected, String found) {
    CorruptDataException fault = assertThrows(CorruptDataException.class, () -> values(options(settings)));
    assertEquals(expected.strip(), fault.expected());
    assertEquals(found.strip(), fault.found());
    assertEquals(blob.toString(), fault.file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dtype=int17", "dtype=int16; shape=a", "dtype=int16; shape=-2", "dtype=int16; shape=-1,-1",
        "dtype=int16; shape=,", "dtype=int16; shape=", "dtype=int16; shape=(2",
        "dtype=int16; shape=99999999999999999999", "dtype=int16; offset=-1", "dtype=int16; offset=one",
        "dtype=int16; order=K",
        "dtype=int16; byteorder=middle"
      })
  void refusesSettingsThatMeanNothing(String settings) {
    assertThrows(IllegalArgumentException.class, () -> values(options(settings)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{", "[1", "{\"offset\": 0, \"offset\": 0}", "{}}", "{\"dtype\": \"int17\"}",
        "{\"shape\": {}}", "{\"shape\": [1.5]}", "{\"shape\": null}",
        "{\"offset\": -1}", "{\"endian\": \"big\"}", "{\"offset\": 99999999999999999999}"
      })
  void anUnusableFileBesideItIsAFaultOfTheData(String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("numbers.bin.shape.json"), text);
    CorruptDataException fault =
        assertThrows(CorruptDataException.class, () -> values(options("dtype=int16")));
    assertEquals(beside.toString(), fault.file());
  }

  @Test
  void theFileBesideItDoesNotLeadElsewhere(@TempDir Path outside) throws IOException {
    Path secret = Files.writeString(outside.resolve("shape"), "(3, 2)");
    Files.createSymbolicLink(folder.resolve("numbers.shape"), secret);
    assertThrows(CorruptDataException.class, () -> values(options("dtype=int16")));
    assertEquals(Shape.of(3, 2), values(options("dtype=int16").withOutsideAllowed(true)).shape());
  }

  @Test
  void mapsWhatItReads() throws IOException {
    try (InputFile file = InputFile.open(blob);
        TableReader table = (TableReader) new RawFormat().open(blob, file, options("dtype=int16"))) {
      assertTrue(((Stacked) table.column(0, 1, 3)).values().segment().isMapped(), "a view");
    }
  }

  @Test
  void writesItsShapeBesideIt() throws IOException {
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(new FieldSchema("image \"1\"", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false))));
    Path target = folder.resolve("images.bin");
    Path beside = folder.resolve("images.bin.shape.json");
    try (TableWriter writer = new RawFormat().create(target, schema, FormatOptions.DEFAULT)) {
      for (int row = 0; row < 3; row++) {
        writer.write(new Object[] {Float32Array.of(Shape.of(2), row, 1)});
      }
      assertFalse(Files.exists(target));
      writer.commit();
    }
    assertEquals(24, Files.size(target));
    assertEquals(
        """
        {
          "dtype": "float32",
          "shape": [3, 2],
          "offset": 0,
          "order": "C",
          "byteorder": "little",
          "field": "image \\"1\\""
        }
        """,
        Files.readString(beside));
    try (InputFile file = InputFile.open(target);
        TableReader table = (TableReader) new RawFormat().open(target, file, FormatOptions.DEFAULT)) {
      assertEquals(
          Map.of("image \"1\"", Float32Array.of(Shape.of(2), 2, 1)), table.row(2, Set.of("image \"1\"")));
    }
  }

  private static FormatOptions options(String settings) {
    FormatOptions options = FormatOptions.DEFAULT;
    for (String setting : settings.split(";", -1)) {
      String[] parts = setting.strip().split("=", 2);
      options = options.with(parts[0], parts[1]);
    }
    return options;
  }

  private NdArray values(FormatOptions options) {
    try (InputFile file = InputFile.openPositional(blob);
        TableReader table = (TableReader) new RawFormat().open(blob, file, options)) {
      return ((Stacked) table.column(0, 0, table.size())).values();
    }
  }

  private static String text(Int16Array values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : " ").append(values.getFlat(i));
    }
    return text.toString();
  }
}
