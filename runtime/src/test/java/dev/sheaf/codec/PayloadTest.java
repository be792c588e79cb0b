package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadTest {
  private static final RecordSchema MESH =
      new RecordSchema(
          "Mesh",
          "",
          false,
          List.of(
              new FieldSchema(
                  "data", "", new SequenceType(new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true)))));

  /// What a generated codec does, by hand.
  private static final RecordCodec<LazySequence<NdArray>> CODEC =
      new RecordCodec<>() {
        @Override
        public RecordSchema schema() {
          return MESH;
        }

        @Override
        public LazySequence<NdArray> read(FieldReader fields) {
          assertEquals(0, fields.next());
          LazySequence<NdArray> data = fields.value().sequence(value -> value.array(NdArray.class));
          assertEquals(-1, fields.next());
          return data;
        }

        @Override
        public void write(LazySequence<NdArray> data, FieldWriter fields) {
          fields.field(0).sequence(data, (array, at) -> at.array(array));
          fields.end();
        }
      };

  private static final Path SAMPLES = Path.of(System.getProperty("sheaf.testdata"), "tesseract");

  @TempDir Path folder;

  private static LazySequence<NdArray> parse(String json, Path folder) {
    return Payload.parse(json.getBytes(StandardCharsets.UTF_8), folder, CODEC, DecodeOptions.DEFAULT);
  }

  @Test
  void readsTheRealFilesOneAtATime() {
    LazySequence<NdArray> data = parse("{\"inputs\":{\"data\":\"@*.json\"}}", SAMPLES);
    assertEquals(10, data.size());
    assertTrue(data.nameOf(9).endsWith("sample_9.json"));
    double[] sums = new double[3];
    for (NdArray array : data) {
      float[] columns = new float[3];
      Float32Array points = (Float32Array) array;
      for (long i = 0; i < points.size(); i++) {
        columns[(int) (i % 3)] += points.getFlat(i);
      }
      for (int i = 0; i < 3; i++) {
        sums[i] += columns[i];
      }
    }
    // The column sums that the reference page gives for these files.
    assertEquals(16.318445205688477, sums[0], 1e-4);
    assertEquals(17.168048858642578, sums[1], 1e-4);
    assertEquals(15.706855773925781, sums[2], 1e-4);
  }

  @Test
  void tellsWhichOtherFilesARowWasReadFrom() {
    List<Path> references = new ArrayList<>();
    RecordCodec<Object[]> rows = SchemaCodec.of(MESH.row());
    for (int i = 0; i < 10; i++) {
      Object[] row = RecordFile.read(SAMPLES.resolve("sample_%d.json".formatted(i)), rows, DecodeOptions.DEFAULT, references::add);
      assertEquals(3, ((NdArray) row[0]).shape().dim(1));
    }
    assertTrue(references.stream().allMatch(file -> file.toString().endsWith(".bin")), references.toString());
    assertTrue(!references.isEmpty());
  }

  @Test
  void takesTheRecordItselfToo() {
    assertEquals(Float32Array.of(Shape.of(1, 3), 1, 2, 3), parse("{\"data\":[[[1,2,3]]]}", folder).get(0));
  }

  @Test
  void leavesAnItemThatCannotBeReadToItself() throws IOException {
    Files.writeString(folder.resolve("a.json"), "[[1,2,3]]");
    Files.writeString(folder.resolve("b.json"), "[[1,2]]");
    LazySequence<NdArray> data = parse("{\"inputs\":{\"data\":\"@*.json\"}}", folder);
    assertEquals(1, data.get(0).shape().dim(0));
    DecodeException refusal = assertThrows(DecodeException.class, () -> data.get(1));
    assertEquals(
        "%s, byte 0, field data[1]: expected shape (?, 3), found (1, 2) [shape]".formatted(folder.resolve("b.json")),
        refusal.getMessage());
    assertEquals("data[1]", refusal.fieldPath());
  }

  @Test
  void readsAnItemAnewEachTime() throws IOException {
    Files.writeString(folder.resolve("a.json"), "[[1,2,3]]");
    LazySequence<NdArray> data = parse("{\"inputs\":{\"data\":\"@a.json\"}}", folder);
    assertEquals(Float32Array.of(Shape.of(1, 3), 1, 2, 3), data.get(0));
    Files.writeString(folder.resolve("a.json"), "[[4,5,6]]");
    assertEquals(Float32Array.of(Shape.of(1, 3), 4, 5, 6), data.get(0));
    Files.delete(folder.resolve("a.json"));
    assertEquals(Rule.FILE, assertThrows(DecodeException.class, () -> data.get(0)).rule());
  }

  @Test
  void readsListsAtOnceAndNamesTheItemAtFault() {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> parse("{\"inputs\":{\"data\":[[[1,2,3]],[[1,2]]]}}", folder));
    assertEquals(
        "payload, byte 29, field data[1]: expected shape (?, 3), found (1, 2) [shape]", refusal.getMessage());
  }

  @Test
  void staysInsideTheFolderUnlessToldOtherwise() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("a.json"), "[[1,2,3]]");
    String json = "{\"inputs\":{\"data\":\"@../a.json\"}}";
    assertEquals(Rule.PATH, assertThrows(DecodeException.class, () -> parse(json, inside)).rule());
    LazySequence<NdArray> data =
        Payload.parse(json.getBytes(StandardCharsets.UTF_8), inside, CODEC, DecodeOptions.DEFAULT.allowingOutside());
    assertEquals(3, data.get(0).size());
  }

  @Test
  void refusesAnythingBesideTheInputs() {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> parse("{\"inputs\":{\"data\":[]},\"more\":1}", folder));
    assertEquals(
        "payload, byte 21: expected nothing beside \"inputs\", found the key \"more\" [extra]", refusal.getMessage());
  }

  @Test
  void saysThatAPayloadIsNotThere() {
    StorageException failure =
        assertThrows(
            StorageException.class, () -> Payload.load(folder.resolve("none.json"), CODEC, DecodeOptions.DEFAULT));
    assertEquals(
        "cannot open \"%s\": there is no such file".formatted(folder.resolve("none.json")), failure.getMessage());
  }

  @Test
  void readsTheSameFromAFileBytesASegmentAndAStream() throws IOException {
    byte[] json = "{\"inputs\":{\"data\":[[[1,2,3]]]}}".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("inputs.json"), json);
    DecodeOptions options = DecodeOptions.DEFAULT;
    List<LazySequence<NdArray>> all = new ArrayList<>();
    all.add(Payload.load(file, CODEC, options));
    all.add(Payload.parse(json, folder, CODEC, options));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(json.length).copyFrom(MemorySegment.ofArray(json));
      all.add(Payload.read(segment, folder, CODEC, options));
    }
    all.add(Payload.read(new ByteArrayInputStream(json), folder, CODEC, options));
    for (LazySequence<NdArray> data : all) {
      assertEquals(Float32Array.of(Shape.of(1, 3), 1, 2, 3), data.get(0));
    }
  }

  @Test
  void readsAStreamOnceToItsEndAndLeavesItOpen() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new FilterInputStream(new ByteArrayInputStream("{\"data\":[]}".getBytes(StandardCharsets.UTF_8))) {
          @Override
          public void close() {
            closed.set(true);
          }

          @Override
          public boolean markSupported() {
            return false;
          }
        };
    assertEquals(0, Payload.read(stream, folder, CODEC, DecodeOptions.DEFAULT).size());
    assertFalse(closed.get());
  }

  @Test
  void saysThatAStreamFailed() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the wire is cut");
          }

          @Override
          public int read(byte[] target, int from, int count) throws IOException {
            throw new IOException("the wire is cut");
          }
        };
    StorageException failure =
        assertThrows(StorageException.class, () -> Payload.read(broken, folder, CODEC, DecodeOptions.DEFAULT));
    assertEquals("cannot read \"payload\": the wire is cut", failure.getMessage());
  }

  @Test
  void tellsARecordWithAFieldNamedInputsFromAPayloadByDemandingTheLatter() {
    RecordSchema schema = Records.of(Records.field("inputs", Records.scalar(Scalar.INT)));
    assertEquals(3, Records.read("{\"inputs\":{\"inputs\":3}}", schema)[0]);
    assertEquals(Rule.TYPE, Records.refusal(Rule.TYPE, "{\"inputs\":3}", schema).rule());
    RecordSchema two =
        Records.of(
            Records.field("a", Records.scalar(Scalar.INT)), Records.field("inputs", Records.scalar(Scalar.INT)));
    assertEquals(
        "payload, byte 0: expected {\"inputs\": ...} around the record, as it has a field \"inputs\" itself,"
            + " found an object [missing]",
        Records.refusal(Rule.MISSING, "{\"a\":1,\"inputs\":2}", two).getMessage());
  }

  @Test
  void startsPatternsFromThePayloadsFolderAndReferencesFromTheirFile() throws IOException {
    Files.createDirectories(folder.resolve("s"));
    Files.createDirectories(folder.resolve("n"));
    Files.writeString(folder.resolve("s/a.json"), "{\"parts\":\"@n/*.json\"}");
    Files.writeString(
        folder.resolve("n/1.json"),
        "{\"shape\":[1],\"dtype\":\"float32\",\"data\":{\"buffer\":\"1.bin:0\",\"encoding\":\"binref\"}}");
    Files.write(folder.resolve("n/1.bin"), new byte[] {0, 0, (byte) 0x80, 0x3F});
    RecordSchema schema =
        Records.of(
            Records.field(
                "sets",
                new SequenceType(
                    Records.record(
                        Records.field("parts", new SequenceType(Records.array(DType.FLOAT32, "?")))))));
    Object[] payload =
        Payload.parse(
            "{\"sets\":\"@s/*.json\"}".getBytes(StandardCharsets.UTF_8),
            folder,
            SchemaCodec.of(schema),
            DecodeOptions.DEFAULT);
    Object[] set = (Object[]) ((LazySequence<?>) payload[0]).get(0);
    assertEquals(Float32Array.of(Shape.of(1), 1), ((LazySequence<?>) set[0]).get(0));
  }

  @Test
  void refusesAPatternThatOthersReadAsAChainOfFileSystems() {
    assertEquals(
        Rule.GLOB,
        assertThrows(DecodeException.class, () -> parse("{\"data\":\"@cache::x/*.json\"}", folder)).rule());
  }
}
