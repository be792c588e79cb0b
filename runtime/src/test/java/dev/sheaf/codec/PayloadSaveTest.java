package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Compression;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadSaveTest {
  private static final RecordSchema SCHEMA =
      Rows.of(
          Rows.field("points", DType.FLOAT32, "N, 2"),
          Rows.field("weights", DType.FLOAT64, "N"),
          Rows.field("count", DType.INT64, ""));
  private static final RecordCodec<Object[]> CODEC = SchemaCodec.of(SCHEMA);
  private static final EncodeOptions JSON = EncodeOptions.DEFAULT;
  private static final EncodeOptions BINREF = JSON.withEncoding(Encoding.BINREF);

  @TempDir Path folder;

  private static NdArray[] row() {
    return new NdArray[] {
      Float32Array.of(Shape.of(2, 2), 1, 2, 3, 0.1f),
      Float64Array.of(Shape.of(2), 0.1, -0.0),
      Int64Array.of(Shape.of(), 7)
    };
  }

  private Path inputs() {
    return folder.resolve("inputs.json");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static Stream<EncodeOptions> everyWay() {
    List<EncodeOptions> all = new ArrayList<>();
    for (Encoding encoding : Encoding.values()) {
      all.add(JSON.withEncoding(encoding));
      if (encoding != Encoding.JSON) {
        all.add(JSON.withEncoding(encoding).withCompression(Compression.LZ4));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void loadsWhatItSaved(EncodeOptions options) {
    WrittenPayload written = Payload.save(inputs(), row(), CODEC, options);

    assertArrayEquals(row(), Payload.load(inputs(), CODEC, DecodeOptions.DEFAULT));
    assertEquals(3, written.arrays());
    assertEquals(inputs().toFile().length(), written.bytes());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void savesTheSameBytesEachTime(EncodeOptions options) throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Payload.save(first.resolve("a.json"), row(), CODEC, options);
    Payload.save(second.resolve("a.json"), row(), CODEC, options);

    for (String name : first.toFile().list()) {
      assertEquals(-1, Files.mismatch(first.resolve(name), second.resolve(name)), name);
    }
  }

  @Test
  void wrapsTheRecordInInputs() throws IOException {
    Payload.save(inputs(), row(), CODEC, JSON);

    assertEquals(
        "{\"inputs\":{"
            + "\"points\":{\"object_type\":\"array\",\"shape\":[2,2],\"dtype\":\"float32\","
            + "\"data\":{\"buffer\":[[1.0,2.0],[3.0,0.1]],\"encoding\":\"json\"}},"
            + "\"weights\":{\"object_type\":\"array\",\"shape\":[2],\"dtype\":\"float64\","
            + "\"data\":{\"buffer\":[0.1,-0.0],\"encoding\":\"json\"}},"
            + "\"count\":{\"object_type\":\"array\",\"shape\":[],\"dtype\":\"int64\","
            + "\"data\":{\"buffer\":7,\"encoding\":\"json\"}}}}",
        Files.readString(inputs()));
  }

  @Test
  void putsTheArraysIntoOneFileBesideThePayload() throws IOException {
    WrittenPayload written = Payload.save(inputs(), row(), CODEC, BINREF);

    assertEquals(List.of("inputs.bin", "inputs.json"), names());
    assertEquals(List.of(folder.resolve("inputs.bin")), written.binaryFiles());
    String text = Files.readString(inputs());
    assertTrue(text.contains("{\"buffer\":\"inputs.bin:0\",\"encoding\":\"binref\"}"), text);
    assertTrue(text.contains("{\"buffer\":\"inputs.bin:16\",\"encoding\":\"binref\"}"), text);
    assertTrue(text.contains("{\"buffer\":\"inputs.bin:32\",\"encoding\":\"binref\"}"), text);
    assertEquals(40, Files.size(folder.resolve("inputs.bin")));
  }

  @Test
  void saysHowManyPackedBytesThereAre() throws IOException {
    Payload.save(inputs(), row(), CODEC, BINREF.withCompression(Compression.LZ4));

    // 19 bytes around each stored block.
    String text = Files.readString(inputs());
    assertTrue(text.contains("{\"buffer\":\"inputs.bin:0:39\",\"encoding\":\"binref\",\"compression\":\"lz4\"}"), text);
  }

  @Test
  void beginsAnotherFileOnceOneIsLargerThanAskedFor() throws IOException {
    WrittenPayload written = Payload.save(inputs(), row(), CODEC, BINREF.withMaxFileSize(15));

    assertEquals(
        Stream.of("inputs.bin", "inputs.1.bin", "inputs.2.bin").map(folder::resolve).toList(), written.binaryFiles());
    assertArrayEquals(row(), Payload.load(inputs(), CODEC, DecodeOptions.DEFAULT));
  }

  @Test
  void staysInAFileThatIsExactlyAsLargeAsAskedFor() {
    assertEquals(2, Payload.save(inputs(), row(), CODEC, BINREF.withMaxFileSize(16)).binaryFiles().size());
  }

  @Test
  void writesAsManyFilesAsThereAreArraysWithoutKeepingThemOpen() throws IOException {
    RecordSchema schema = new RecordSchema("Many", "", false, List.of(many()));
    LazySequence<NdArray> arrays = LazySequence.of(3000, i -> Int64Array.of(Shape.of(1), i), i -> "" + i);
    Payload.save(inputs(), arrays, new SequenceCodec(schema), BINREF.withMaxFileSize(0));

    assertEquals(3001, names().size());
  }

  private static FieldSchema many() {
    return new FieldSchema("data", "", new SequenceType(Rows.field("", DType.INT64, "?").type()));
  }

  @Test
  void streamsASequenceAsOneListWithOneElementInMemory() throws IOException {
    RecordSchema schema = new RecordSchema("Many", "", false, List.of(many()));
    List<Long> order = new ArrayList<>();
    LazySequence<NdArray> arrays =
        LazySequence.of(
            2,
            i -> {
              order.add(i);
              return Int64Array.of(Shape.of(1), i + 5);
            },
            i -> "" + i);
    Payload.save(inputs(), arrays, new SequenceCodec(schema), JSON);

    assertEquals(List.of(0L, 1L), order);
    String five = "{\"object_type\":\"array\",\"shape\":[1],\"dtype\":\"int64\",\"data\":{\"buffer\":[5],\"encoding\":\"json\"}}";
    assertEquals(
        "{\"inputs\":{\"data\":[" + five + "," + five.replace("[5]", "[6]") + "]}}", Files.readString(inputs()));
  }

  private record SequenceCodec(RecordSchema schema) implements RecordCodec<LazySequence<NdArray>> {
    @Override
    public LazySequence<NdArray> read(FieldReader fields) {
      assertEquals(0, fields.next());
      return fields.value().sequence(value -> value.array(NdArray.class));
    }

    @Override
    public void write(LazySequence<NdArray> data, FieldWriter fields) {
      fields.field(0).sequence(data, (array, at) -> at.array(array));
      fields.end();
    }
  }

  // Faults.

  private static NdArray[] withNaN() {
    NdArray[] row = row();
    row[1] = Float64Array.of(Shape.of(2), 1, Double.NaN);
    return row;
  }

  @Test
  void leavesNothingBehindWhenARecordCannotBeWritten() throws IOException {
    EncodeException refusal =
        assertThrows(EncodeException.class, () -> Payload.save(inputs(), withNaN(), CODEC, JSON));

    assertEquals(List.of(), names());
    assertEquals(inputs().toString(), refusal.file());
    assertEquals("weights", refusal.fieldPath());
    assertEquals(1, refusal.element());
  }

  @Test
  void keepsTheOldPayloadWhenTheNewOneCannotBeWritten() throws IOException {
    Payload.save(inputs(), row(), CODEC, BINREF);
    NdArray[] ragged = row();
    ragged[1] = Float64Array.of(Shape.of(3), 1, 2, 3);

    EncodeException refusal =
        assertThrows(
            EncodeException.class, () -> Payload.save(inputs(), ragged, CODEC, BINREF.replacingBinaryFiles()));
    assertEquals(
        "%s, field weights: expected N = 2, as in field points, found N = 3 [shape]".formatted(inputs()),
        refusal.getMessage());
    assertEquals(List.of("inputs.bin", "inputs.json"), names());
    assertArrayEquals(row(), Payload.load(inputs(), CODEC, DecodeOptions.DEFAULT));
  }

  @Test
  void refusesArraysThatAreNotAsDeclared() {
    NdArray[] narrow = row();
    narrow[0] = Float32Array.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    EncodeException shape = assertThrows(EncodeException.class, () -> Payload.save(inputs(), narrow, CODEC, JSON));
    assertEquals(Rule.SHAPE, shape.rule());
    assertEquals(
        "%s, field points: expected shape (N, 2), found (2, 3) [shape]".formatted(inputs()), shape.getMessage());

    NdArray[] wide = row();
    wide[0] = Float64Array.of(Shape.of(2, 2), 1, 2, 3, 4);
    EncodeException dtype = assertThrows(EncodeException.class, () -> Payload.save(inputs(), wide, CODEC, JSON));
    assertEquals(Rule.DTYPE, dtype.rule());
  }

  @Test
  void refusesARowWithTooFewArrays() {
    NdArray[] row = {row()[0]};

    assertThrows(IllegalArgumentException.class, () -> Payload.save(inputs(), row, CODEC, JSON));
  }

  @Test
  void replacesNoBinaryFileUnlessAllowed() throws IOException {
    Files.writeString(folder.resolve("inputs.bin"), "somebody's");

    StorageException refusal =
        assertThrows(StorageException.class, () -> Payload.save(inputs(), row(), CODEC, BINREF));
    assertEquals(
        ("cannot create \"%s\": it is there already; move it away, or write with"
                + " EncodeOptions.replacingBinaryFiles()")
            .formatted(folder.resolve("inputs.bin")),
        refusal.getMessage());
    assertEquals(List.of("inputs.bin"), names());
    assertEquals("somebody's", Files.readString(folder.resolve("inputs.bin")));

    Payload.save(inputs(), row(), CODEC, BINREF.replacingBinaryFiles());
    assertArrayEquals(row(), Payload.load(inputs(), CODEC, DecodeOptions.DEFAULT));
  }

  @Test
  void takesBackItsBinaryFilesWhenThePayloadCannotBePutInPlace() throws IOException {
    Files.createDirectories(inputs().resolve("in-the-way"));

    assertThrows(StorageException.class, () -> Payload.save(inputs(), row(), CODEC, BINREF));
    assertEquals(List.of("inputs.json"), names());
    assertTrue(Files.isDirectory(inputs()));
  }

  @Test
  void replacesAPayloadThatWasSavedInAnotherWay() {
    Payload.save(inputs(), row(), CODEC, JSON);
    Payload.save(inputs(), row(), CODEC, BINREF);
    Payload.save(inputs(), row(), CODEC, JSON);

    assertArrayEquals(row(), Payload.load(inputs(), CODEC, DecodeOptions.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inputs", "x.bin", "X.BIN", ".json", "a.b.json", "a b.json"})
  void namesBinaryFilesAfterThePayloadAndApartFromIt(String name) throws IOException {
    Path payload = folder.resolve(name);
    Payload.save(payload, row(), CODEC, BINREF);

    assertEquals(2, names().size());
    assertArrayEquals(row(), Payload.load(payload, CODEC, DecodeOptions.DEFAULT));
  }

  @Test
  void refusesNamesThatReferencesCannotHold() {
    assertThrows(
        IllegalArgumentException.class, () -> Payload.save(folder.resolve("a:1.json"), row(), CODEC, BINREF));
    assertFalse(Files.exists(folder.resolve("a:1.json")));
  }

  // Streams and options.

  @Test
  void writesTheSameTextIntoAStream() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Payload.write(stream, row(), CODEC, JSON);
    Payload.save(inputs(), row(), CODEC, JSON);

    assertEquals(Files.readString(inputs()), stream.toString(StandardCharsets.UTF_8));
  }

  @Test
  void refusesBinaryFilesBesideAStream() {
    assertThrows(
        IllegalArgumentException.class, () -> Payload.write(new ByteArrayOutputStream(), row(), CODEC, BINREF));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressesBytesOnly(Compression compression) {
    assertEquals(compression, BINREF.withCompression(compression).compression());
    if (compression != Compression.NONE) {
      assertThrows(IllegalArgumentException.class, () -> JSON.withCompression(compression));
    }
    assertThrows(IllegalArgumentException.class, () -> BINREF.withMaxFileSize(-1));
  }
}
