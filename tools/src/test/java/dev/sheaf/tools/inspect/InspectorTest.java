package dev.sheaf.tools.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.ItemCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.MemoryPlan;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected are what the makers of the samples say of them: their READMEs, manifests, scripts and cases.
class InspectorTest {
  private static final Path TESTDATA = Path.of(System.getProperty("sheaf.testdata"));
  private static final String FORMATS = "conformance/formats/";

  private static final RecordSchema MESH =
      new RecordSchema(
          "com.acme.Mesh",
          "",
          false,
          List.of(
              new FieldSchema(
                  "data", "", new SequenceType(new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false)))));

  private static final RecordSchema PAIR =
      new RecordSchema(
          "com.acme.Pair",
          "",
          false,
          List.of(
              new FieldSchema("x", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false)),
              new FieldSchema("n", "", new ScalarType(Scalar.LONG, List.of()))));

  @TempDir Path folder;

  private static InspectOptions options() {
    return InspectOptions.DEFAULT.withBase(TESTDATA).withSamples(1);
  }

  /// Looks at a sample, by a clock on which each look takes a millisecond.
  private static Inspection inspect(String place, InspectOptions options) {
    long[] nanos = {0};
    return new Inspector(options, () -> nanos[0] += 1_000_000).inspect(place);
  }

  private static Inspection inspect(String place) {
    return inspect(place, options());
  }

  private static Map<String, String> row(Inspection found) {
    return found.samples().getFirst().values();
  }

  private static Layout.Column column(Inspection found, String name) {
    return found.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void showsJsonOfOneRow() {
    Inspection found = inspect("tesseract/sample_0.json");

    assertEquals("json", found.kind());
    assertEquals(1, found.rows());
    assertEquals("the file is one", found.facts().get("rows"));
    assertEquals("[3, 3]", row(found).get("shape"));
    assertEquals("\"float32\"", row(found).get("dtype"));
  }

  @Test
  void showsLinesOfJson() {
    Inspection found = inspect("scans.jsonl", options().withSamples(2));

    assertEquals(5, found.rows());
    assertEquals("one on each line", found.facts().get("rows"));
    assertEquals("\"bracket-2\"", found.samples().get(1).values().get("part"));
    assertEquals("0.93", row(found).get("confidence"));
  }

  @Test
  void showsTheObjectsOfAList() throws IOException {
    Files.writeString(folder.resolve("rows.json"), "[{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]");

    Inspection found = inspect("rows.json", options().withBase(folder).withSamples(3));

    assertEquals(3, found.rows());
    assertEquals("the objects of a list", found.facts().get("rows"));
    assertEquals(Map.of("n", "3"), found.samples().get(2).values());
  }

  @Test
  void showsAPayloadAsItStands() {
    Inspection found = inspect("inputs.json");

    assertEquals(1, found.rows());
    assertEquals("{data: \"@tesseract/sample_*.json\"}", row(found).get("inputs"));
  }

  @Test
  void showsAnArrayOfNumPy() {
    Inspection found = inspect("npy/float32-2x3-fortran.npy");

    assertEquals("npy", found.kind());
    assertEquals(2, found.rows());
    assertEquals(List.of(new Inspection.Field("float32-2x3-fortran", "float32 (3,)", "")), found.fields());
    assertEquals("F (column-major)", found.columns().getFirst().facts().get("order"));
    assertEquals("float32 (3,) [0. 1. 2.]", row(found).get("float32-2x3-fortran"));
    assertEquals(24, found.columns().getFirst().storedBytes());
  }

  @Test
  void tellsTheByteOrderOfAnArray() {
    assertEquals("big-endian", inspect("npy/float32-2x3-bigendian.npy").columns().getFirst().facts().get("bytes"));
  }

  @Test
  void showsTheArraysOfAnArchive() {
    Inspection found = inspect(FORMATS + "npz/deflated-one.npz");

    assertEquals("npz", found.kind());
    assertEquals(4, found.rows());
    assertEquals("float32 (4, 3)", column(found, "x").type());
    assertEquals("deflate", column(found, "x").facts().get("compression"));
  }

  @Test
  void showsArraysThatAreNoRows() {
    Inspection found = inspect(FORMATS + "npz/deflated-mixed.npz");

    assertEquals(Inspection.UNKNOWN, found.rows());
    assertTrue(found.failure().isEmpty());
    assertEquals("int64 ()", column(found, "s").type());
    assertTrue(String.valueOf(found.facts().get("as rows")).startsWith("no: expected arrays with a first axis"));
  }

  @Test
  void showsAnArrayOfNothingButElements() throws IOException {
    Files.write(folder.resolve("two.bin"), new byte[] {1, 0, 2, 0, 3, 0, 4, 0});
    InspectOptions said =
        options()
            .withBase(folder)
            .withReading(
                DatasetOptions.DEFAULT.withFormat("raw").with("dtype", "int16").with("shape", "2, 2").with("field", "v"));

    Inspection found = inspect("two.bin", said);

    assertEquals("raw", found.kind());
    assertEquals("int16 (2, 2)", column(found, "v").type());
    assertEquals("int16 (2,) [1 2]", row(found).get("v"));
  }

  @Test
  void showsCommaSeparatedValues() throws IOException {
    Files.writeString(folder.resolve("people.csv"), "name,age\nAda,36\nAlan,41\n");

    Inspection found =
        inspect(
            "people.csv",
            options().withBase(folder).withReading(DatasetOptions.DEFAULT.with("types", "age:int64")));

    assertEquals("csv", found.kind());
    assertEquals(2, found.rows());
    assertEquals(Map.of("delimiter", ",", "names", "in the first record", "text in", "UTF-8"), found.facts());
    assertEquals(Map.of("name", "\"Ada\"", "age", "36"), row(found));
  }

  @Test
  void showsHowAnArrayRecordFileWasWritten() {
    Inspection found = inspect("array_record/golden/five-zstd.array_record");

    assertEquals("array_record", found.kind());
    assertEquals(5, found.rows());
    assertEquals("3", found.facts().get("chunks"));
    assertEquals("2", found.facts().get("records of a chunk"));
    assertEquals(
        "group_size:2,transpose:false,pad_to_block_boundary:false,zstd:3,window_log:20,max_parallelism:1",
        found.facts().get("written with"));
  }

  @Test
  void showsRecordsOfBytesAsBytes() {
    Inspection found = inspect("tfrecord/morris_sequence_first_5.tfrecord", options().withSamples(5));

    assertEquals("tfrecord", found.kind());
    assertEquals("none", found.facts().get("compression"));
    // The sequence is 1, 1 1, 2 1, 1 2 1 1, ...
    assertEquals(Map.of("bytes", "0x322031"), found.samples().get(2).values());
    assertEquals("bytes of unknown meaning; --schema says it", found.facts().get("records look like"));
  }

  @Test
  void showsTheFeaturesOfExamples() throws IOException {
    Path file = folder.resolve("pairs.tfrecord");
    Datasets.save(file, List.<Object[]>of(pair(1, 2, 7)), SchemaCodec.of(PAIR), DatasetOptions.DEFAULT);

    Inspection found = inspect("pairs.tfrecord", options().withBase(folder));

    assertEquals("example", found.facts().get("records look like"));
    assertEquals(Map.of("x", "float32 (2,) [1. 2.]", "n", "int64 (1,) [7]"), row(found));
  }

  @Test
  void showsAFolderOfTensorFlowDatasets() {
    Inspection found =
        inspect(
            FORMATS + "tfds/data/tfrecord/small/1.0.0",
            options().withReading(DatasetOptions.DEFAULT.with("split", "train")));

    assertEquals("tfds", found.kind());
    assertEquals(23, found.rows());
    assertEquals("small 1.0.0", found.facts().get("dataset"));
    assertEquals("train 23, test 7, dev-train 5", found.facts().get("splits"));
    assertEquals(new Layout.Column("label", "ClassLabel int64 ()", -1).with("classes", 2), column(found, "label"));
  }

  @Test
  void asksWhichSplitOfAFolderIsMeant() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> inspect(FORMATS + "tfds/data/tfrecord/small/1.0.0"));

    assertTrue(String.valueOf(e.getMessage()).contains("[train, test, dev-train]"), e.getMessage());
  }

  @Test
  void showsRowGroupsAndColumnsOfParquet() {
    Inspection found = inspect(FORMATS + "parquet/codec-zstd-v2.parquet");

    assertEquals("parquet", found.kind());
    assertEquals(600, found.rows());
    assertEquals("1", found.facts().get("row groups"));
    assertEquals("600", found.facts().get("rows of a group"));
    assertEquals("INT32", column(found, "i32").type());
    assertEquals("ZSTD", column(found, "i32").facts().get("compression"));
    assertEquals("BYTE_ARRAY STRING", column(found, "sorted").type());
    assertEquals("\"/some/prefix/0014022\"", row(found).get("sorted"));
    assertEquals("none", row(found).get("fx"));
  }

  @Test
  void showsDatasetsOfHdf5ThatAreNoTable() {
    Inspection found = inspect(FORMATS + "hdf5/plain.h5");

    assertEquals("hdf5", found.kind());
    assertTrue(found.failure().isEmpty());
    assertEquals(
        new Layout.Column("/x", "float32 (50, 10)", 2000).with("layout", "contiguous"), column(found, "/x"));
    assertEquals("deflate, fletcher32", column(found, "/y").facts().get("filters"));
  }

  @Test
  void showsRowsOfHdf5() {
    Inspection found =
        inspect(FORMATS + "hdf5/plain.h5", options().withReading(DatasetOptions.DEFAULT.with("dataset", "x")));

    assertEquals(50, found.rows());
    assertEquals(List.of(new Inspection.Field("x", "float32 (10,)", "")), found.fields());
    assertTrue(String.valueOf(row(found).get("x")).startsWith("float32 (10,) ["));
  }

  @Test
  void showsAPackedFolder() {
    pack(folder.resolve("packed"), 3);

    Inspection found = inspect("packed", options().withBase(folder));

    assertEquals("packed", found.kind());
    assertEquals(3, found.rows());
    assertEquals("1", found.facts().get("shards"));
    assertEquals("float32 (2,)", column(found, "x").type());
    assertEquals(Map.of("x", "float32 (2,) [0. 1.]", "n", "0"), row(found));
  }

  @Test
  void showsWhatAnIndexHasSeen() {
    DatasetIndexer.index(
        MESH, DatasetSource.of(TESTDATA.resolve("tesseract"), "*.json"), folder.resolve("index"), ScanOptions.DEFAULT);

    Inspection found = inspect("index", options().withBase(folder));
    assertEquals("index", found.kind());
    assertEquals(10, found.rows());
    assertEquals(11, found.files());
    assertEquals(List.of(new Inspection.Field("data", "float32", "(3..4, 3)")), found.fields());
    assertEquals(List.of(), found.samples());

    Inspection withRecord = inspect("index", options().withBase(folder).withRecord(MESH));
    assertTrue(String.valueOf(row(withRecord).get("data")).startsWith("float32 (3, 3) [[0.6369617 0.26978672"), row(withRecord)::toString);
  }

  @Test
  void showsWhatACacheSaysOfItself() {
    try (DataLoader<Long> loader = Pipeline.range(20).shuffle(3).cache(folder, "v7", ItemCodec.numbers()).open()) {
      loader.iterator().forEachRemaining(_ -> {});
    }

    Inspection found = inspect("items.sheafcache", options().withBase(folder));

    assertEquals("cache", found.kind());
    assertEquals(20, found.rows());
    assertEquals("v7", found.facts().get("version"));
    assertEquals("shuffle(3)", found.facts().get("items of"));
  }

  @Test
  void showsADescriptor() throws IOException {
    Files.writeString(folder.resolve("com.acme.Pair.schema"), PAIR.toJson());

    Inspection found = inspect("com.acme.Pair.schema", options().withBase(folder));

    assertEquals("descriptor", found.kind());
    assertEquals("com.acme.Pair", found.facts().get("record"));
    assertEquals(
        List.of(new Inspection.Field("x", "float32 (2,)", ""), new Inspection.Field("n", "int64", "")), found.fields());
  }

  @Test
  void showsACheckpoint() throws IOException {
    try (DataLoader<Long> loader = Pipeline.range(20).shuffle(3).open()) {
      loader.iterator().next();
      Files.writeString(folder.resolve("checkpoint.json"), loader.checkpoint().toJson());
    }

    Inspection found = inspect("checkpoint.json", options().withBase(folder));

    assertEquals("checkpoint", found.kind());
    assertEquals("1", found.facts().get("items received of it"));
    assertEquals("shuffle(3)", found.facts().get("plan"));
  }

  @Test
  void showsSomeRowsOfAFile() {
    Inspection found = inspect("scans.jsonl[2:4]", options().withSamples(9));

    assertEquals(2, found.rows());
    assertEquals(List.of(2L, 3L), found.samples().stream().map(Inspection.Sample::row).toList());
    assertEquals("\"plate-1\"", row(found).get("part"));
  }

  @Test
  void showsAPatternAsOneDataset() {
    Inspection found = inspect("tesseract/*.json", options().withRecord(MESH));

    assertEquals(10, found.files());
    assertEquals(10, found.rows());
    assertEquals(List.of(new Inspection.Field("data", "float32 (?, 3)", "")), found.fields());
  }

  @Test
  void countsTheRowsOfAllFilesOfAPattern() {
    // five-snappy and five-transpose-snappy
    assertEquals(10, inspect("array_record/golden/five-*snappy.array_record").rows());
  }

  @Test
  void estimatesFromTheRowsThatItHasRead() {
    Inspection.Cost cost = inspect("npy/float32-2x3.npy").cost().orElseThrow();

    // A look at the clock before, and one after each row.
    assertEquals(new Inspection.Cost(2, 76, 12, 2_000_000), cost);
    assertEquals(100_000_000, cost.nanosFor(100));
  }

  @Test
  void keepsWhatCouldBeReadOfABrokenFile() throws IOException {
    Files.writeString(folder.resolve("rows.jsonl"), "{\"x\": [1, 2], \"n\": 1}\n{\"x\": [1, \n");

    Inspection found = inspect("rows.jsonl", options().withBase(folder).withRecord(PAIR).withSamples(5));

    assertEquals(2, found.rows());
    assertEquals(1, found.samples().size());
    DecodeException failure = assertInstanceOf(DecodeException.class, found.failure().orElseThrow());
    assertEquals(folder.resolve("rows.jsonl").toString(), failure.file());
  }

  @Test
  void tellsWhyAFileCannotBeReadAndWhatItIs() {
    Inspection found = inspect(FORMATS + "npz/crc-wrong.npz");

    assertEquals("npz", found.kind());
    assertEquals(514, found.bytes());
    assertInstanceOf(CorruptDataException.class, found.failure().orElseThrow());
  }

  @Test
  void refusesAPatternWithoutFiles() {
    assertThrows(IllegalArgumentException.class, () -> inspect("nothing/*.json"));
  }

  @Test
  void printsWhatItFound() {
    assertEquals(
        """
        npy/float32-2x3.npy: npy, 1 file, 152 bytes, 2 rows
          fields
            float32-2x3  float32 (3,)
          stored columns
            float32-2x3  float32 (2, 3)  24 bytes  order C (row-major); bytes little-endian
          row 0
            float32-2x3  float32 (3,) [0. 1. 2.]
          cost
            stored       76 bytes a row
            decoded      12 bytes a row
            to read all  about 2.0 ms on one thread, an estimate from the first 2 rows, which took 2.0 ms""",
        inspect("npy/float32-2x3.npy").toString());
  }

  @Test
  void writesJsonForPrograms() {
    String json = inspect("npy/float32-2x3.npy").toJson();

    assertTrue(json.contains("\"rows\" : 2"), json);
    assertTrue(json.contains("\"estimatedNanosForAll\" : 2000000"), json);
    assertFalse(json.contains("failure"), json);
  }

  @Test
  void plansTheMemoryOfALoader() {
    pack(folder.resolve("packed"), 1000);
    Inspector inspector = new Inspector(options().withBase(folder));

    try (Dataset<Object[]> dataset = inspector.open("packed")) {
      MemoryPlan plan = new LoaderShape(32, 4, 100).plan(dataset);
      // A row has two floats and a long.
      assertTrue(plan.parts().contains(new MemoryPlan.Part("shuffle window", 100, 16, false)), plan::toString);
      assertTrue(plan.parts().contains(new MemoryPlan.Part("in the consumer's hands", 1, 32 * 16, false)), plan::toString);
      assertTrue(plan.isComplete());
    }
  }

  @Test
  void plansTheMemoryOfRowsWhoseShapesAnIndexHasSeen() {
    DatasetIndexer.index(
        MESH, DatasetSource.of(TESTDATA.resolve("tesseract"), "*.json"), folder.resolve("index"), ScanOptions.DEFAULT);

    try (Dataset<Object[]> dataset = new Inspector(options().withBase(folder).withRecord(MESH)).open("index")) {
      // At most four points of three floats.
      assertEquals(48, new LoaderShape(0, 1, 0).plan(dataset).parts().getFirst().itemBytes());
    }
  }

  @Test
  void asksForTheRecordWhereRowsDoNotSayWhatTheyAre() {
    Inspector inspector = new Inspector(options());

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> inspector.open("scans.jsonl"));
    assertTrue(String.valueOf(e.getMessage()).contains("--schema"), e.getMessage());
  }

  private static Object[] pair(float a, float b, long n) {
    return new Object[] {Float32Array.of(Shape.of(2), a, b), n};
  }

  private static void pack(Path target, int rows) {
    List<Object[]> pairs =
        IntStream.range(0, rows).mapToObj(i -> pair(2 * i, 2 * i + 1, i)).toList();
    DatasetPacker.pack(Dataset.of(pairs, PAIR), target);
  }
}
