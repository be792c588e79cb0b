package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        public LazySequence<NdArray> read(JsonReader in, DecodeContext context) {
          FieldReader fields = FieldReader.of(MESH, in, context);
          assertEquals(0, fields.next());
          LazySequence<NdArray> data = fields.value().sequence(value -> value.array(NdArray.class));
          assertEquals(-1, fields.next());
          return data;
        }

        @Override
        public void write(LazySequence<NdArray> data, JsonWriter out, EncodeContext context) {
          FieldWriter fields = FieldWriter.of(MESH, out, context);
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
}
