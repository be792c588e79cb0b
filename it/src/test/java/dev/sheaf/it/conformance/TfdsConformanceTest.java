package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.tfds.FileInstruction;
import dev.sheaf.tfds.SplitSlice;
import dev.sheaf.tfds.SplitSlice.Rounding;
import dev.sheaf.tfds.SplitSlice.Unit;
import dev.sheaf.tfds.TfdsFeature;
import dev.sheaf.tfds.TfdsFolder;
import dev.sheaf.tfds.TfdsInfo;
import dev.sheaf.tfds.TfdsSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Datasets by TensorFlow Datasets, changed copies of them, and its arithmetic of splits: see the README beside the
/// cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TfdsConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Artifacts that read kinds of files, for the reason of a case that is left out.
  private static final Map<String, String> MODULES =
      Map.of("parquet", "Parquet", "array_record", "ArrayRecord", "tfrecord", "TFRecord");

  private final ConformanceCases cases = ConformanceCases.of("formats/tfds", _ -> true);

  @TempDir Path folder;

  @AfterAll
  void tellTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatTensorFlowDatasetsReads() {
    return cases.tests(this::check);
  }

  /// What a case asks for.
  @FunctionalInterface
  private interface Question {
    void ask() throws IOException;
  }

  private void check(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    switch (json.get("op").asText()) {
      case "info" -> answered(one, () -> checkInfo(one));
      case "features" -> answered(one, () -> checkFeatures(one));
      case "labels" -> answered(one, () -> checkLabels(one));
      case "records" -> answered(one, () -> checkRecords(one));
      case "record" -> answered(one, () -> checkRecord(one));
      case "read" -> answered(one, () -> checkRead(one));
      case "split" ->
          answered(one, () -> checkInstructions(json.get("expect"), madeUp(json).instructions(spec(json)), folder));
      case "instruction" ->
          answered(one, () -> checkInstructions(json.get("expect"), madeUp(json).instructions(slice(json)), folder));
      case "even" -> answered(one, () -> checkEven(json));
      case "directories" -> answered(one, () -> checkDirectories(one));
      default -> fail("expected a known op, found " + json.get("op"));
    }
  }

  /// A refusal is typed: the data's fault names the file, the caller's says which argument.
  private static void answered(ConformanceCases.Case one, Question question) throws IOException {
    JsonNode expect = one.json().get("expect");
    boolean ok = expect.get("ok").asBoolean();
    try {
      question.ask();
      assertTrue(ok, () -> "expected an error (%s)".formatted(expect.get("why")));
    } catch (DataException | IllegalArgumentException e) {
      assertTrue(ok ? one.json().hasNonNull("may_refuse") : true, () -> "expected an answer, found " + e);
      boolean callers = e instanceof IllegalArgumentException;
      assertTrue(ok || callers == expect.get("why").asText().equals("split"), () -> "expected another error than " + e);
      if (e instanceof DataException data && one.json().has("dir")) {
        assertTrue(data.file().contains(directory(one).toString()), () -> "expected the file's name in: " + e);
      }
    }
  }

  private static Path directory(ConformanceCases.Case one) {
    return one.file().resolveSibling(one.json().get("dir").asText());
  }

  private static TfdsFolder open(ConformanceCases.Case one) {
    return TfdsFolder.open(directory(one), FormatOptions.DEFAULT);
  }

  /// Leaves a case out while nothing here reads its files.
  private static void needsReader(TfdsFolder dataset) {
    String format = dataset.info().fileFormat();
    try {
      RecordFormats.installed().named(format);
    } catch (IllegalArgumentException _) {
      if (MODULES.containsKey(format)) {
        throw ConformanceCases.skip(
            "the %s module is not on the class path of this build".formatted(MODULES.get(format)));
      }
    }
  }

  private static void checkInfo(ConformanceCases.Case one) {
    JsonNode expect = one.json().get("expect");
    TfdsInfo info = open(one).info();
    assertEquals(expect.get("name").asText(), info.name());
    assertEquals(expect.get("version").asText(), info.version());
    assertEquals(expect.get("config").asText(), info.config());
    assertEquals(expect.get("file_format").asText(), info.fileFormat());
    assertEquals(expect.get("disable_shuffling").asBoolean(), info.disableShuffling());
    String keys =
        info.supervisedKeys().stream().map(key -> "'" + key + "'").collect(Collectors.joining(", ", "(", ")"));
    assertEquals(expect.get("supervised").asText(), info.supervisedKeys().isEmpty() ? "" : keys);
    assertEquals(expect.get("splits").size(), info.splits().size());
    for (int i = 0; i < info.splits().size(); i++) {
      TfdsSplit split = info.splits().get(i);
      JsonNode expected = expect.get("splits").get(i);
      assertEquals(expected.get("name").asText(), split.name());
      assertEquals(expected.get("examples").asLong(), split.examples());
      assertEquals(expected.get("bytes").asLong(), split.bytes());
      List<Long> lengths = split.shards().stream().map(TfdsSplit.Shard::examples).toList();
      assertEquals(longs(expected.get("shard_lengths")), lengths);
      List<String> files =
          split.shards().stream().map(shard -> relative(directory(one), shard.file())).toList();
      assertEquals(texts(expected.get("files")), files);
    }
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static List<Long> longs(JsonNode list) {
    List<Long> longs = new ArrayList<>();
    list.forEach(each -> longs.add(each.asLong()));
    return longs;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static void checkFeatures(ConformanceCases.Case one) {
    JsonNode tree = one.json().get("expect").get("tree");
    Map<String, TfdsFeature> found = new TreeMap<>();
    open(one).features().forEach(feature -> found.put(feature.path(), feature));
    assertEquals(names(tree), found.keySet());
    tree.properties()
        .forEach(
            entry -> {
              TfdsFeature feature = found.get(entry.getKey());
              JsonNode expected = entry.getValue();
              String path = entry.getKey();
              String dtype = feature.dtype().map(DType::wireName).orElse("string");
              assertEquals(expected.get("dtype").asText(), dtype, path);
              assertEquals(expected.get("rank").asInt(), feature.sequences(), path);
              assertEquals(longs(expected.get("shape")), feature.shape(), path);
              assertEquals(expected.get("kind").asText(), feature.kind(), path);
              assertEquals(expected.path("classes").asLong(-1), feature.classes().orElse(-1L), path);
            });
  }

  private static Set<String> names(JsonNode object) {
    Map<String, JsonNode> names = new TreeMap<>();
    object.properties().forEach(entry -> names.put(entry.getKey(), entry.getValue()));
    return names.keySet();
  }

  private static void checkLabels(ConformanceCases.Case one) {
    Map<String, List<String>> expected = new TreeMap<>();
    one.json().get("expect").get("values").properties()
        .forEach(entry -> expected.put(entry.getKey(), texts(entry.getValue())));
    Map<String, List<String>> found = new TreeMap<>();
    open(one).features().stream()
        .filter(feature -> feature.classes().isPresent())
        .forEach(feature -> found.put(feature.path(), feature.labels()));
    assertEquals(expected, found);
  }

  private static void checkRecords(ConformanceCases.Case one) {
    JsonNode expect = one.json().get("expect");
    TfdsFolder dataset = open(one);
    needsReader(dataset);
    RecordStream stream = new RecordStream();
    try (RecordReader records = dataset.records(dataset.instructions(one.json().get("split").asText()))) {
      assertEquals(expect.get("count").asLong(), records.size());
      records.read(0, records.size(), (_, record) -> stream.add(record));
    }
    assertEquals(expect.get("stream").asText(), stream.digest());
  }

  private static void checkRecord(ConformanceCases.Case one) {
    JsonNode expect = one.json().get("expect");
    TfdsFolder dataset = open(one);
    needsReader(dataset);
    long index = one.json().get("index").asLong();
    List<FileInstruction> instructions = dataset.instructions(one.json().get("split").asText());
    try (RecordReader records = dataset.records(instructions)) {
      assertEquals(expect.get("record").asText(), RecordStream.sha256(records.read(index)));
    }
    try (TableReader rows = dataset.rows(instructions)) {
      Map<String, Object> row = rows.row(index, fields(rows));
      expect.get("values").properties()
          .forEach(entry -> TfdsValue.check(entry.getKey(), entry.getValue(), TfdsValue.at(row, entry.getKey())));
      assertEquals(names(expect.get("values")), leaves(dataset));
    }
  }

  private static Set<String> leaves(TfdsFolder dataset) {
    Map<String, Boolean> paths = new TreeMap<>();
    dataset.features().forEach(feature -> paths.put(feature.path(), true));
    return paths.keySet();
  }

  private static Set<String> fields(TableReader rows) {
    return rows.schema().fields().stream().map(FieldSchema::name).collect(Collectors.toSet());
  }

  private static void checkRead(ConformanceCases.Case one) {
    JsonNode expect = one.json().get("expect");
    TfdsFolder dataset = open(one);
    needsReader(dataset);
    List<Long> found = new ArrayList<>();
    try (TableReader rows = dataset.rows(dataset.instructions(one.json().get("split").asText()))) {
      for (long row = 0; row < rows.size(); row++) {
        found.add(((Number) rows.row(row, fields(rows)).get("idx")).longValue());
      }
    }
    assertTrue(expect.get("ok").asBoolean(), () -> "expected an error (%s)".formatted(expect.get("why")));
    assertEquals(expect.get("count").asLong(), found.size());
    assertEquals(longs(expect.get("values")), found);
  }

  private static String spec(JsonNode json) {
    return json.get("spec").asText();
  }

  /// The dataset of a case that has one by its numbers only.
  private TfdsFolder madeUp(JsonNode json) throws IOException {
    ObjectNode info = JSON.createObjectNode().put("name", "d").put("version", "1.0.0").put("fileFormat", "tfrecord");
    ArrayNode splits = info.putArray("splits");
    json.get("dataset").properties()
        .forEach(split -> splits.addObject().put("name", split.getKey()).set("shardLengths", split.getValue()));
    Files.writeString(folder.resolve("dataset_info.json"), info.toString());
    Files.writeString(
        folder.resolve("features.json"),
        """
        {"featuresDict": {"features": {}}}
        """);
    return TfdsFolder.open(folder, FormatOptions.DEFAULT);
  }

  private static SplitSlice slice(JsonNode json) {
    JsonNode slice = json.get("instruction");
    Unit unit =
        switch (slice.path("unit").asText("abs")) {
          case "abs" -> Unit.RECORDS;
          case "%" -> Unit.PERCENT;
          case "shard" -> Unit.SHARDS;
          default -> throw new IllegalArgumentException("no such unit can be written in Java");
        };
    Rounding rounding =
        switch (slice.path("rounding").asText("closest")) {
          case "closest" -> Rounding.CLOSEST;
          case "pct1_dropremainder" -> Rounding.DROP_REMAINDER;
          default -> throw new IllegalArgumentException("no such rounding can be written in Java");
        };
    return new SplitSlice(
        slice.get("split").asText(), bound(slice.path("from")), bound(slice.path("to")), unit, rounding);
  }

  private static Double bound(JsonNode bound) {
    return bound.isNumber() ? bound.asDouble() : null;
  }

  private static void checkInstructions(JsonNode expect, List<FileInstruction> found, Path root) {
    if (!expect.path("ok").asBoolean(true)) {
      return;
    }
    List<String> expected = new ArrayList<>();
    long count = expect.get("count").asLong();
    for (JsonNode each : expect.get("instructions")) {
      long take = each.get(2).asLong();
      if (take > 0) {
        expected.add(
            "%s %d %d %d".formatted(each.get(0).asText(), each.get(1).asLong(), take, each.get(3).asLong()));
      } else {
        // A slice that ends before it begins, both in one file: TensorFlow Datasets takes fewer than no records there
        // and counts them, which no reader can; elsewhere such a slice is empty there too.
        count -= take;
      }
    }
    assertEquals(count, found.stream().mapToLong(FileInstruction::take).sum());
    List<String> instructions =
        found.stream()
            .map(
                each ->
                    "%s %d %d %d".formatted(relative(root, each.file()), each.skip(), each.take(), each.examples()))
            .toList();
    assertEquals(expected, instructions);
  }

  private void checkEven(JsonNode json) throws IOException {
    List<List<FileInstruction>> found =
        madeUp(json).evenSplits(spec(json), json.get("n").asInt(), json.get("drop_remainder").asBoolean());
    JsonNode expect = json.get("expect");
    if (expect.get("ok").asBoolean()) {
      assertEquals(expect.get("values").size(), found.size());
      for (int part = 0; part < found.size(); part++) {
        checkInstructions(expect.get("values").get(part), found.get(part), folder);
      }
    }
  }

  private static void checkDirectories(ConformanceCases.Case one) {
    List<Path> directories =
        texts(one.json().get("dirs")).stream().map(one.file()::resolveSibling).toList();
    TfdsFolder dataset = TfdsFolder.open(directories, FormatOptions.DEFAULT);
    Path root = one.file().getParent();
    checkInstructions(one.json().get("expect"), dataset.instructions(spec(one.json())), root);
  }
}
