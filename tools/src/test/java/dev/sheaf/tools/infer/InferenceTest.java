package dev.sheaf.tools.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceTest {
  private static final Path TESTDATA = Path.of(System.getProperty("sheaf.testdata"));

  @TempDir Path folder;
  @TempDir Path classes;

  // What is in the repository.

  @Test
  void proposesTheMeshForTheSamplesOfTesseract() {
    assertEquals(
        """
        public record Sample(
            // seen (3..4, 3)
            LazySequence<@Dims("?, 3") Float32Array> data) {}
        """,
        of(TESTDATA.resolve("tesseract"), "*.json").body());
  }

  @Test
  void proposesRecordsInsideARecordForTheScans() {
    assertEquals(
        """
        public record Sample(
            // seen "bracket-1", "bracket-2", "plate-1"
            String part,
            // seen "2026-03-01T08:15:00Z", "2026-03-01T08:16:30Z", "2026-03-01T08:20:00Z"; Instant would fit
            String taken,
            // seen "mm", "in"; missing in 2 of 5
            Optional<String> unit,
            double confidence,
            // seen "Ada", "Grace"; missing in 3 of 5
            Optional<String> operator,
            // missing in 3 of 5
            Optional<Tags> tags,
            Cloud cloud,
            List<Features> features) {
        """,
        of(TESTDATA, "scans.jsonl").body().replaceAll("(?s)(features\\) \\{\n).*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float32-2x3.npy", "float32-2x3-bigendian.npy", "float32-2x3-fortran.npy", "float64-1x2x3x4.npy",
        "int64-7.npy", "uint8-7.npy", "uint64-7.npy", "complex64-2x3.npy", "bool-2x1.npy", "float16-2x3.npy"
      })
  void proposesARecordOfOneFieldForAnArrayOfNumPy(String file) {
    ProposedRecord record = of(TESTDATA.resolve("npy"), file);
    FieldSchema field = record.compiled().fields().getFirst();
    assertEquals(file.substring(0, file.length() - 4), field.name());
    DType dtype = DType.fromWireName(file.substring(0, file.indexOf('-'))).orElseThrow();
    assertEquals(Optional.of(dtype), field.type().column().orElseThrow().dtype());
  }

  @Test
  void takesArraysOfDifferentNamesForElementsOfOneSequence() {
    assertEquals(
        """
        public record Sample(
            LazySequence<@Dims("3") Float32Array> data) {}
        """,
        of(TESTDATA.resolve("npy"), "float32-2x3*.npy").body());
  }

  @Test
  void proposesWhatTheFeaturesOfTensorFlowDatasetsSay() {
    ProposedRecord record = of(TESTDATA.resolve("tfrecord"), "morris_sequence_first_5.tfrecord");
    assertFalse(record.compiled().fields().isEmpty(), record::body);
  }

  @Test
  void proposesWhatTheFeaturesOfAFolderOfTensorFlowDatasetsSay() {
    assertEquals(
        """
        public record Sample(
            long idx,
            // missing in 3 of 6
            Optional<@Dims("2") Float32Array> maybe,
            // missing in 2 of 6
            Optional<byte[]> maybe_text) {}
        """,
        of(TESTDATA.resolve("conformance/formats/tfds/data/array_record/optional"), "1.0.0").body());
  }

  @Test
  void proposesARecordForADatasetOfHdf5() {
    assertEquals(
        """
        public record Sample(
            @Dims("4") Float32Array x) {}
        """,
        of(TESTDATA.resolve("conformance/formats/hdf5"), "libver-v110.h5").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"five-zstd", "lines-zstd", "protos-transpose-brotli", "many-uncompressed", "mixed-transpose-zstd"})
  void takesRecordsThatSayNothingForBytes(String file) {
    assertTrue(of(TESTDATA.resolve("array_record/golden"), file + ".array_record").body().contains("UInt8Array"));
  }

  @Test
  void readsPayloadsAndTheFilesThatTheyNameWithoutReadingThemAsRecords() throws IOException {
    Proposal proposal =
        Inference.propose(
            "com.acme.Sample", DatasetSource.of(TESTDATA.resolve(".."), "testdata/inputs.json"), DatasetOptions.DEFAULT, 100);
    ProposedRecord record = ProposedRecord.compiled(classes, proposal);
    assertEquals(
        """
        public record Sample(
            // seen (3..4, 3)
            LazySequence<@Dims("?, 3") Float32Array> data) {}
        """,
        record.body());
    byte[] payload = Files.readAllBytes(TESTDATA.resolve("inputs.json"));
    Payload.parse(payload, TESTDATA.resolve(".."), SchemaCodec.of(record.compiled()), DecodeOptions.DEFAULT);
    assertTrue(proposal.source().contains("/// Payloads, {\"inputs\": ...}"), proposal::source);
  }

  // JSON.

  @Test
  void givesOneNameToAxesThatVaryTogether() {
    assertEquals(
        """
        public record Sample(
            // seen (2..4, 3)
            @Dims("N, 3") Float64Array points,
            // seen (2..4)
            @Dims("N") Int64Array labels,
            // seen (1..3)
            @Dims("?") Int64Array other,
            // seen (1..2, 1..2)
            @Dims("M, M") Int64Array square) {}
        """,
        lines(
                """
                {"points": [[1, 2, 3.5], [4, 5, 6]], "labels": [1, 2], "other": [1, 2, 3], "square": [[1]]}
                {"points": [[1, 2, 3], [4, 5, 6], [1, 1, 1], [0, 0, 0]], "labels": [1, 2, 3, 4], "other": [5], "square": [[1, 2], [3, 4]]}
                {"points": [[1, 2, 3], [4, 5, 6], [1, 1, 1]], "labels": [1, 2, 3], "other": [5, 6, 7], "square": [[1, 2], [3, 4]]}
                """)
            .body());
  }

  @Test
  void givesNumbersOfJsonTheTypesThatTheirDigitsNeed() {
    ProposedRecord record =
        lines(
            """
            {"whole": 1, "point": 1, "large": 18446744073709551615, "huge": 1e400, "far": 123456789012345678901234567890, "truth": true, "nan": NaN}
            {"whole": -9223372036854775808, "point": 1.5, "large": 1, "huge": 3, "far": 1, "truth": false, "nan": 1}
            """
                .replace("1e400", "1e300"));
    assertEquals(
        """
        public record Sample(
            long whole,
            double point,
            @Dims("") UInt64Array large,
            double huge,
            double far,
            boolean truth,
            double nan) {}
        """,
        record.body());
  }

  @Test
  void makesListsOfWhatIsNoArray() {
    assertEquals(
        """
        public record Sample(
            // seen (1..2)
            List<@Dims("?") Int64Array> ragged,
            // seen "a", "b"
            List<String> names,
            List<Optional<Long>> holes,
            // always empty: the type of the elements is a guess
            List<String> empty,
            // seen shapes of different numbers of axes
            @Dims("...") Int64Array ranks,
            List<Items> items,
            // no value seen: the type is a guess; missing in 2 of 2
            Optional<String> nothing) {
          public record Items(
              long a,
              // seen "x"; missing in 1 of 2
              Optional<String> b) {}
        }
        """
,
        lines(
                """
                {"ragged": [[1], [1, 2]], "names": ["a", "b"], "holes": [1, null], "empty": [], "ranks": [1], "items": [{"a": 1, "b": "x"}, {"a": 2}], "nothing": null}
                {"ragged": [[1, 2], [3, 4]], "names": [], "holes": [1, 2], "empty": [], "ranks": [[1]], "items": []}
                """)
            .body());
  }

  @Test
  void takesObjectsWithoutACommonNameForMaps() {
    ProposedRecord record =
        lines(
            """
            {"tags": {"a": "x"}, "record": {"a": "x"}, "sizes": {"b": [1, 2]}, "never": {}, "one": {"a": 1}}
            {"tags": {"b": "y"}, "record": {"a": "y", "b": "z"}, "sizes": {"c": [1]}, "never": {}, "one": {"b": "text"}}
            """);
    List<FieldType> types = record.compiled().fields().stream().map(FieldSchema::type).toList();
    assertEquals(new MapType(new TextType(List.of()), List.of()), types.get(0));
    assertTrue(types.get(1) instanceof RecordType);
    assertEquals(
        new MapType(new ArrayType(DType.INT64, ShapePattern.parse("?"), false), List.of()), types.get(2));
    assertEquals(new MapType(new TextType(List.of()), List.of()), types.get(3));
    assertTrue(types.get(4) instanceof RecordType, "values of two kinds are no map");
  }

  @Test
  void findsNamesForWhatJavaHasNoNameFor() {
    ProposedRecord record =
        lines(
            """
            {"class": 1, "first name": "x", "size": 2, "3d": [1], "a-b": 1, "aB": 2, "é": 1, "\\"": 1, "\\\\u0041\\u0001": 1, "_": 1, "String": {"x": 1}, "hashCode": 1}
            """);
    List<String> components = record.compiled().fields().stream().map(FieldSchema::component).toList();
    assertEquals(
        List.of(
            "classValue", "firstName", "sizeValue", "n3d", "aB", "aB2", "é", "field", "u0041", "field2", "String",
            "hashCodeValue"),
        components);
  }

  @Test
  void refusesValuesOfSeveralKindsAtOnePlace() throws IOException {
    write("rows.jsonl", "{\"a\": {\"b\": 1}}\n{\"a\": {\"b\": \"x\"}}\n");
    DataException refused = assertThrows(DataException.class, () -> of(folder, "rows.jsonl"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("numbers (rows.jsonl, row 0) and texts (rows.jsonl, row 1)"),
        refused::getMessage);
    assertTrue(String.valueOf(refused.getMessage()).contains("a.b"), refused::getMessage);
  }

  @Test
  void saysWhereJsonIsBroken() throws IOException {
    write("rows.jsonl", "{\"a\": 1}\n{\"a\": }\n");
    DataException refused = assertThrows(DataException.class, () -> of(folder, "rows.jsonl"));
    assertTrue(String.valueOf(refused.getMessage()).contains("rows.jsonl"), refused::getMessage);
  }

  @Test
  void refusesMoreFieldsThanAJavaRecordTakes() throws IOException {
    String fields = IntStream.range(0, 130).mapToObj("\"f%d\": 1"::formatted).collect(Collectors.joining(", "));
    write("rows.jsonl", "{" + fields + "}\n");
    DataException refused = assertThrows(DataException.class, () -> of(folder, "rows.jsonl"));
    assertTrue(String.valueOf(refused.getMessage()).contains("130 fields"), refused::getMessage);
  }

  @Test
  void looksAtAsManyRowsAsItIsTold() throws IOException {
    write("rows.jsonl", "{\"a\": 1}\n".repeat(50) + "{\"a\": \"text\"}\n");
    Proposal proposal =
        Inference.propose("Sample", DatasetSource.of(folder, "rows.jsonl"), DatasetOptions.DEFAULT, 10);
    assertEquals(10, proposal.rows());
    assertFalse(proposal.complete());
    assertTrue(proposal.source().contains("/// Proposed by `sheaf infer` from 10 rows of rows.jsonl."), proposal::source);

    for (int i = 0; i < 10; i++) {
      write("f%d.json".formatted(i), "{\"a\": %d}".formatted(i));
    }
    assertEquals(
        4, Inference.propose("Sample", DatasetSource.of(folder, "f*.json"), DatasetOptions.DEFAULT, 4).rows());
  }

  @Test
  void readsAListOfObjectsAsRowsAndAnyOtherListAsARow() throws IOException {
    write("rows.json", "[{\"a\": 1}, {\"a\": 2, \"b\": \"x\"}]");
    assertEquals(2, of(folder, "rows.json").proposal().rows());
    write("row.json", "[[1, 2], [3, 4]]");
    assertTrue(of(folder, "row.json").body().contains("LazySequence<@Dims(\"2, 2\") Int64Array> data"));
  }

  @Test
  void keepsNoPartOfALongListInMemory() throws IOException {
    String inner = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    write("row.json", "{\"a\": " + String.join(",", Collections.nCopies(500, inner)).replaceFirst("^", "[") + "]}");
    assertTrue(of(folder, "row.json").body().contains("@Dims(\"500, 1000\") Int64Array a"));
  }

  // Tables.

  @Test
  void readsNumbersAndTimesOutOfTheTextsOfCsv() throws IOException {
    write(
        "rows.csv",
        """
        id,score,when,ok,code,name,maybe
        1,0.5,2026-11-21T14:30:00Z,true,007,"a, b",3
        2,3,2026-11-22T14:30:00Z,false,008,c,
        """);
    assertEquals(
        """
        public record Sample(
            long id,
            double score,
            Instant when,
            boolean ok,
            // seen "007", "008"
            String code,
            // seen "a, b", "c"
            String name,
            // missing in 1 of 2
            Optional<Long> maybe) {}
        """,
        of(folder, "rows.csv").body());
  }

  @Test
  void proposesARecordForColumnsOfParquet() {
    RecordSchema inner =
        new RecordSchema("Inner", "", false, List.of(new FieldSchema("x", "", new ScalarType(Scalar.FLOAT, List.of()))));
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(
                new FieldSchema("id", "", new ScalarType(Scalar.INT, List.of())),
                new FieldSchema("image", "", new ArrayType(DType.UINT8, ShapePattern.parse("2, 2"), false)),
                new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false)),
                new FieldSchema("labels", "", new ArrayType(DType.INT16, ShapePattern.parse("?"), false)),
                new FieldSchema("text", "", new OptionalType(new TextType(List.of()))),
                new FieldSchema("bytes", "", new BytesType(List.of())),
                new FieldSchema("when", "", new TimeType(Time.INSTANT)),
                new FieldSchema("inner", "", new RecordType(inner)),
                new FieldSchema("names", "", new ListType(new TextType(List.of()), List.of())),
                new FieldSchema("map", "", new MapType(new ScalarType(Scalar.LONG, List.of()), List.of()))));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int n = 1 + i % 3;
      rows.add(
          new Object[] {
            i,
            NdArray.wrap(DType.UINT8, MemorySegment.ofArray(new byte[4]), Shape.of(2, 2)),
            NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(new float[3 * n]), Shape.of(n, 3)),
            NdArray.wrap(DType.INT16, MemorySegment.ofArray(new short[n]), Shape.of(n)),
            i == 7 ? Optional.empty() : Optional.of("text " + i),
            new byte[] {1, 2},
            Instant.EPOCH.plusSeconds(i),
            new Object[] {1f},
            List.of("a"),
            Map.of("k" + i, 1L)
          });
    }
    Datasets.save(folder.resolve("rows.parquet"), rows, SchemaCodec.of(schema), DatasetOptions.DEFAULT);
    String expected =
        """
        public record Sample(
            int id,
            @Dims("2, 2") UInt8Array image,
            // seen (1..3, 3)
            @Dims("N, 3") Float32Array points,
            // seen (1..3)
            @Dims("N") Int16Array labels,
            // seen "text 0", "text 1", "text 2"; missing in 1 of 20
            Optional<String> text,
            byte[] bytes,
            Instant when,
            Inner inner,
            // seen "a"
            List<String> names,
            Map<String, Long> map) {
          public record Inner(
              float x) {}
        }
        """;
    assertEquals(expected, of(folder, "rows.parquet").body());
    // What was not seen may be as the file says.
    ProposedRecord some =
        ProposedRecord.of(classes, DatasetSource.of(folder, "rows.parquet"), DatasetOptions.DEFAULT, 1);
    assertTrue(some.body().contains("@Dims(\"?, 3\") Float32Array points"), some::body);
    assertTrue(some.body().contains("Optional<String> text"), some::body);
  }

  @Test
  void readsTheFeaturesOfExamples() {
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(
                new FieldSchema("label", "", new ScalarType(Scalar.LONG, List.of())),
                new FieldSchema("score", "", new ScalarType(Scalar.FLOAT, List.of())),
                new FieldSchema("tokens", "", new ArrayType(DType.INT64, ShapePattern.parse("?"), false)),
                new FieldSchema("text", "", new TextType(List.of())),
                new FieldSchema("raw", "", new BytesType(List.of()))));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(
          new Object[] {
            (long) i,
            0.5f,
            NdArray.wrap(DType.INT64, MemorySegment.ofArray(new long[i + 1]), Shape.of(i + 1)),
            "text",
            new byte[] {(byte) 0xFF, 0}
          });
    }
    Datasets.save(folder.resolve("rows.tfrecord"), rows, SchemaCodec.of(schema), DatasetOptions.DEFAULT);
    assertEquals(
        """
        public record Sample(
            long label,
            byte[] raw,
            float score,
            String text,
            // seen (1..5)
            @Dims("?") Int64Array tokens) {}
        """,
        of(folder, "rows.tfrecord").body());
  }

  @Test
  void findsTheTypeThatHoldsAllOfSeveral() throws IOException {
    NpyWriter.write(folder.resolve("a.npy"), DType.UINT8, Shape.of(2, 2), MemorySegment.ofArray(new byte[4]));
    NpyWriter.write(folder.resolve("b.npy"), DType.INT8, Shape.of(1, 2), MemorySegment.ofArray(new byte[2]));
    assertTrue(of(folder, "*.npy").body().contains("LazySequence<@Dims(\"2\") Int16Array> data"));
    NpyWriter.write(folder.resolve("c.npy"), DType.UINT64, Shape.of(1, 2), MemorySegment.ofArray(new long[2]));
    assertTrue(of(folder, "*.npy").body().contains("LazySequence<@Dims(\"2\") NdArray> data"));
  }

  // Anything.

  @Test
  void validatesItsOwnInputWhateverThatIs() throws IOException {
    long seed = Long.getLong("sheaf.seed", new Random().nextLong());
    RandomJson json = new RandomJson(new Random(seed));
    for (int i = 0; i < 25; i++) {
      Path file = folder.resolve("random%d.jsonl".formatted(i));
      Files.writeString(file, json.lines(12), StandardCharsets.UTF_8);
      try {
        of(folder, String.valueOf(file.getFileName()));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d, file %d:\n%s".formatted(seed, i, Files.readString(file)), e);
      }
    }
  }

  private ProposedRecord lines(String lines) {
    try {
      write("rows.jsonl", lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return of(folder, "rows.jsonl");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private ProposedRecord of(Path base, String pattern) {
    return ProposedRecord.of(classes, DatasetSource.of(base, pattern), DatasetOptions.DEFAULT, ProposedRecord.ALL);
  }
}
