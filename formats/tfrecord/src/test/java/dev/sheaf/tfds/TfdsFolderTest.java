package dev.sheaf.tfds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.tfds.SplitSlice.Rounding;
import dev.sheaf.tfds.SplitSlice.Unit;
import dev.sheaf.tfrecord.example.ExampleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders, their metadata, and what of them is read.
final class TfdsFolderTest {
  private static final Path DATA = Path.of(System.getProperty("sheaf.testdata"));
  private static final Path PREPARED = DATA.resolve("conformance/formats/tfds/data/tfrecord");
  private static final Path SMALL = PREPARED.resolve("small/1.0.0");

  @TempDir Path folder;

  private static TfdsFolder open(Path folder) {
    return TfdsFolder.open(folder, FormatOptions.DEFAULT);
  }

  @Test
  void readsTheMetadataOfAnOldWriter() throws IOException {
    Files.copy(DATA.resolve("tfds/mnist/3.0.1/dataset_info.json"), folder.resolve("dataset_info.json"));
    Files.writeString(folder.resolve("features.json"), "{\"featuresDict\": {\"features\": {}}}");
    TfdsInfo info = open(folder).info();
    assertEquals("mnist", info.name());
    assertEquals("3.0.1", info.version());
    assertEquals("tfrecord", info.fileFormat());
    assertEquals(List.of("test", "train"), info.splits().stream().map(TfdsSplit::name).toList());
    assertEquals(11_594_722, info.split("test").orElseThrow().bytes());
    TfdsSplit train = info.split("train").orElseThrow();
    assertEquals(20, train.examples());
    assertEquals(0, train.bytes());
    assertEquals(folder.resolve("mnist-train.tfrecord-00000-of-00001"), train.shards().getFirst().file());
  }

  @Test
  void readsThePreparedRecords() {
    TfdsFolder small = open(SMALL);
    try (TableReader rows = small.rows(small.instructions("train[3:9]"))) {
      List<Object> found = new ArrayList<>();
      for (long row = 0; row < rows.size(); row++) {
        found.add(rows.row(row, Set.of("idx")).get("idx"));
      }
      assertEquals(List.of(12L, 14L, 18L, 5L, 13L, 15L), found);
    }
  }

  @Test
  void saysWhatARowIsMadeOf() {
    Map<String, String> types = new LinkedHashMap<>();
    for (FieldSchema field : open(PREPARED.resolve("all_features/1.0.0")).schema().fields()) {
      types.put(field.name(), inWords(field.type()));
    }
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("as_bytes", "float64 (2, 3)"),
            Map.entry("audio", "int64 (?)"),
            Map.entry("blob", "bytes"),
            Map.entry("boxes", "float32 (?, 4)"),
            Map.entry("classes", "int64 (?)"),
            Map.entry("depth", "float32 (?, ?, 1)"),
            Map.entry("fixed", "int32 (3)"),
            Map.entry("flag", "bool"),
            Map.entry("frames", "uint8 (?, 2, 2, 3)"),
            Map.entry("half", "float16 (3)"),
            Map.entry("i64", "int64"),
            Map.entry("label", "int64"),
            Map.entry("nested", "record {a: int64, b: record {c: text, kind: int64}}"),
            Map.entry("objects", "record {id: int32 (?), xy: float32 (?, 2)}"),
            Map.entry("ragged", "list of int32 (?)"),
            Map.entry("ragged3", "list of list of int64 (?)"),
            Map.entry("ragged_pairs", "list of float32 (?, 2)"),
            Map.entry("ragged_words", "list of list of text"),
            Map.entry("strings", "list of bytes"),
            Map.entry("text", "text"),
            Map.entry("two_unknown", "float32 (?, ?)"),
            Map.entry("u16", "uint16 ()"),
            Map.entry("video", "uint8 (?, 2, 2, 3)"),
            Map.entry("words", "list of text"));
    expected.forEach((name, type) -> assertEquals(type, types.get(name), name));
  }

  private static String inWords(FieldType type) {
    return switch (type) {
      case FieldType.ArrayType array -> "%s (%s)".formatted(array.inWords(), array.shape());
      case FieldType.ListType list -> "list of " + inWords(list.element());
      case RecordType(var record) -> {
        List<String> fields =
            record.fields().stream().map(field -> field.name() + ": " + inWords(field.type())).toList();
        yield "record {%s}".formatted(String.join(", ", fields));
      }
      default -> type.inWords();
    };
  }

  @Test
  void listsItsFeatures() {
    TfdsFeature label =
        open(SMALL).features().stream().filter(each -> each.path().equals("label")).findFirst().orElseThrow();
    assertEquals("ClassLabel", label.kind());
    assertEquals(DType.INT64, label.dtype().orElseThrow());
    assertEquals(List.of("no", "yes"), label.labels());
    assertEquals(2, label.classes().orElseThrow());
  }

  @Test
  void isKnownByItsTwoFiles() throws IOException {
    TfdsFormat format = new TfdsFormat();
    assertEquals(Match.CONTENT, format.match(FileProbe.of(SMALL)));
    assertEquals(Match.NONE, format.match(FileProbe.of(folder)));
    Files.copy(SMALL.resolve("dataset_info.json"), folder.resolve("dataset_info.json"));
    assertEquals(Match.NONE, format.match(FileProbe.of(folder)));
    assertEquals(Match.NONE, format.match(FileProbe.of(SMALL.resolve("dataset_info.json"))));
    assertInstanceOf(TfdsFormat.class, RecordFormats.installed().find(FileProbe.of(SMALL)).orElseThrow());
  }

  private static TableReader openFormat(Path folder, FormatOptions options) {
    return (TableReader) new TfdsFormat().open(folder, options);
  }

  @Test
  void opensTheSplitThatASettingNames() {
    try (TableReader rows = openFormat(SMALL, FormatOptions.DEFAULT.with("split", "test+train[:2]"))) {
      assertEquals(9, rows.size());
      assertEquals(6L, rows.row(7, Set.of("idx")).get("idx"));
    }
    try (TableReader rows = openFormat(PREPARED.resolve("ordered/2.10.3"), FormatOptions.DEFAULT)) {
      assertEquals(10, rows.size(), "the only split");
    }
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> openFormat(SMALL, FormatOptions.DEFAULT));
    assertTrue(String.valueOf(error.getMessage()).contains("[train, test, dev-train]"), error::getMessage);
  }

  @Test
  void refusesSettingsThatItDoesNotHave() {
    FormatOptions options = FormatOptions.DEFAULT.with("split", "train");
    assertThrows(IllegalArgumentException.class, () -> openFormat(SMALL, options.with("shuffle", "1")));
    assertThrows(IllegalArgumentException.class, () -> openFormat(SMALL, options.with("file_format", "zip")));
    assertThrows(
        CorruptDataException.class,
        () -> openFormat(SMALL, options.with("file_format", "array_record")),
        "no such files");
    assertThrows(IllegalArgumentException.class, () -> openFormat(SMALL, options.with("split", "nope")));
  }

  @Test
  void readsSeveralFoldersAsOne() {
    TfdsFolder both = TfdsFolder.open(List.of(SMALL, PREPARED.resolve("ordered/2.10.3")), FormatOptions.DEFAULT);
    try (RecordReader records = both.records(both.instructions("train"))) {
      assertEquals(33, records.size());
    }
    assertThrows(
        CorruptDataException.class,
        () -> TfdsFolder.open(List.of(SMALL, PREPARED.resolve("episodes/1.0.0")), FormatOptions.DEFAULT));
    assertThrows(IllegalArgumentException.class, () -> TfdsFolder.open(List.of(), FormatOptions.DEFAULT));
  }

  @Test
  void cutsSplitsIntoPartsForReaders() {
    List<List<FileInstruction>> parts = open(SMALL).evenSplits("train+test", 4, false);
    assertEquals(
        List.of(8L, 8L, 8L, 6L),
        parts.stream().map(part -> part.stream().mapToLong(FileInstruction::take).sum()).toList());
    assertThrows(IllegalArgumentException.class, () -> open(SMALL).evenSplits("train", -1, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "+", "train+", "train[", "train[]", "train[:]", "train[5]", "train[10%]", "train[1:2:3]", "train[1.5:]",
        "train[_1:]", "train[1_:]", "train[1__0:]", "train[:.%]", "train[:101%]", "train[:-100.5%]", "train[1%:2shard]",
        "train[ 1:2]", " train", "train[:1]x", "all[:1]", "nope", "train[24:]",
        "train[-24:]", "train[:1shards]", "train[--1:]"
      })
  void refusesATextThatIsNoSplit(String split) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> open(SMALL).instructions(split));
    assertTrue(String.valueOf(error.getMessage()).contains("found"), error::getMessage);
  }

  @Test
  void refusesNumbersOfAnyLength() {
    for (String digits : List.of("9".repeat(400), "1_".repeat(100_000) + "1")) {
      assertThrows(IllegalArgumentException.class, () -> open(SMALL).instructions("train[:%s]".formatted(digits)));
      assertThrows(IllegalArgumentException.class, () -> open(SMALL).instructions("train[:%s%%]".formatted(digits)));
    }
  }

  @Test
  void refusesSlicesOfNumbersThatAreNone() {
    for (double bound : new double[] {101, -101, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SplitSlice("train", bound, null, Unit.PERCENT, Rounding.CLOSEST));
    }
    for (double bound : new double[] {0.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SplitSlice("train", null, bound, Unit.SHARDS, Rounding.CLOSEST));
    }
  }

  private MadeUp madeUp() {
    return MadeUp.of(folder, MadeUp.tensor("int64", ""), new ExampleWriter().integers("x", 1));
  }

  private void refusesInfo(String json, String expected) {
    MadeUp made = madeUp();
    made.text("dataset_info.json", json);
    DataException error = assertThrows(DataException.class, () -> open(folder), json);
    assertTrue(String.valueOf(error.getMessage()).contains(expected), error::getMessage);
    assertEquals(folder.resolve("dataset_info.json").toString(), error.file());
  }

  @Test
  void refusesMetadataThatCannotBeUsed() {
    String start = "{\"name\": \"d\", \"version\": \"1.0.0\", ";
    refusesInfo("", "JSON");
    refusesInfo("[]", "JSON object");
    refusesInfo("{\"name\": \"d\"", "JSON");
    refusesInfo("{} {}", "JSON");
    refusesInfo("{\"name\": \"d\", \"name\": \"d\"}", "JSON");
    refusesInfo("[".repeat(100_000), "JSON");
    refusesInfo("{\"name\": \"d\"}", "version");
    refusesInfo("{\"name\": \"../d\", \"version\": \"1.0.0\"}", "names");
    refusesInfo(start + "\"fileFormat\": \"zip\"}", "zip");
    refusesInfo(start + "\"splits\": {}}", "splits");
    refusesInfo(start + "\"splits\": [{\"name\": \"a/b\"}]}", "names");
    for (String length : List.of("-1", "\"-1\"", "1.5", "\"x\"", "null", "9223372036854775808", "\"1e3\"")) {
      refusesInfo(start + "\"splits\": [{\"name\": \"a\", \"shardLengths\": [%s]}]}".formatted(length), "number");
    }
    refusesInfo(
        start + "\"splits\": [{\"name\": \"a\", \"shardLengths\": [\"%1$d\", \"%1$d\"]}]}".formatted(Long.MAX_VALUE),
        "numbers of records");
    for (String template : List.of("{WHO}", "../x", "/etc/passwd", "a/../../x", "\\u0000")) {
      String split = "{\"name\": \"a\", \"shardLengths\": [1], \"filepathTemplate\": \"%s\"}".formatted(template);
      refusesInfo(start + "\"splits\": [%s]}".formatted(split), "expected");
    }
  }

  private void refusesFeature(String json) {
    MadeUp made = madeUp();
    made.text("features.json", json);
    DataException error = assertThrows(DataException.class, () -> open(folder), json);
    assertEquals(folder.resolve("features.json").toString(), error.file());
  }

  @Test
  void refusesFeaturesThatCannotBeUsed() {
    refusesFeature("{}");
    refusesFeature(MadeUp.text());
    refusesFeature("{\"featuresDict\": {\"features\": {\"x\": 1}}}");
    refusesFeature("{\"featuresDict\": {\"features\": {\"x\": {\"jsonFeature\": {\"json\": \"{}\"}}}}}");
    refusesFeature("{\"featuresDict\": {\"features\": {\"x\": {\"text\": {}, \"tensor\": {}}}}}");
    for (String dims : List.of("\"-2\"", "\"x\"", "\"9223372036854775807\", \"2\"", "1.5")) {
      refusesFeature(MadeUp.dict(Map.of("x", MadeUp.tensor("int64", dims))));
    }
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.tensor("complex64", ""))));
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.tensor("string", "", "zlib"))));
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.tensor("int64", "", "lz4"))));
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.image("int32", "\"-1\", \"-1\", \"3\""))));
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.image("uint8", "\"3\""))));
    refusesFeature(MadeUp.dict(Map.of("x", MadeUp.label(-1))));
    String deep = MadeUp.text();
    for (int i = 0; i < 100; i++) {
      deep = MadeUp.sequence(deep);
    }
    refusesFeature(MadeUp.dict(Map.of("x", deep)));
  }

  @Test
  void readsFeaturesThatAreCalledLikeTheWordsOfTheFile() {
    String older =
        """
        {"type": "a.FeaturesDict", "content": {"features": {"type": "a.Text", "content": {}}}}
        """;
    MadeUp made = madeUp();
    made.text("features.json", older);
    assertEquals(List.of("features"), open(folder).features().stream().map(TfdsFeature::path).toList());
    made.text("features.json", MadeUp.dict(Map.of("type", MadeUp.text())));
    assertEquals(List.of("type"), open(folder).features().stream().map(TfdsFeature::path).toList());
  }

  @Test
  void refusesLabelsThatAreNotThoseOfTheFeature() {
    MadeUp made =
        MadeUp.withFeatures(folder, "\"x\": " + MadeUp.dict(Map.of("y", MadeUp.label(2))));
    made.text("x-y.labels.txt", "no\r\n\n  yes  \n");
    assertEquals(List.of("no", "yes"), open(folder).features().getFirst().labels());
    for (String labels : List.of("", "no", "no\nyes\nmaybe", "no\nno")) {
      made.text("x-y.labels.txt", labels);
      assertThrows(CorruptDataException.class, () -> open(folder), labels);
    }
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    madeUp();
    Files.delete(folder.resolve("d-train.tfrecord-00000-of-00001"));
    CorruptDataException error =
        assertThrows(CorruptDataException.class, () -> openFormat(folder, FormatOptions.DEFAULT));
    assertTrue(String.valueOf(error.getMessage()).contains("no such file"), error::getMessage);
    Files.delete(folder.resolve("features.json"));
    assertThrows(CorruptDataException.class, () -> open(folder));
    Files.delete(folder.resolve("dataset_info.json"));
    assertThrows(CorruptDataException.class, () -> open(folder));
  }

  @Test
  void followsNoLinkThatLeadsOutside() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    MadeUp.of(inside, MadeUp.tensor("int64", ""), new ExampleWriter().integers("x", 1));
    Path shard = inside.resolve("d-train.tfrecord-00000-of-00001");
    Path moved = Files.move(shard, folder.resolve("elsewhere"));
    Files.createSymbolicLink(shard, moved);
    assertThrows(CorruptDataException.class, () -> openFormat(inside, FormatOptions.DEFAULT));
    try (TableReader rows = openFormat(inside, FormatOptions.DEFAULT.withOutsideAllowed(true))) {
      assertEquals(1L, rows.row(0, Set.of("x")).get("x"));
    }
  }

  @Test
  void noticesAFileOfMoreOrFewerRecords() {
    MadeUp made = madeUp();
    for (int records : new int[] {2, 7}) {
      made.text(
          "dataset_info.json",
          """
          {"name": "d", "version": "1.0.0", "splits": [{"name": "train", "shardLengths": [%d]}]}
          """
              .formatted(records));
      try (TableReader rows = made.open()) {
        CorruptDataException error = assertThrows(CorruptDataException.class, () -> rows.row(0, Set.of("x")));
        assertTrue(String.valueOf(error.getMessage()).contains(records + " records"), error::getMessage);
      }
    }
  }

  @Test
  void saysWhatItNeedsToReadAnotherKindOfFiles() {
    MadeUp made = madeUp();
    made.text(
        "dataset_info.json",
        """
        {"name": "d", "version": "1.0.0", "fileFormat": "riegeli", "splits": [{"name": "train", "shardLengths": [1]}]}
        """);
    made.text("d-train.riegeli-00000-of-00001", "");
    UnsupportedFormatException error = assertThrows(UnsupportedFormatException.class, made::open);
    assertTrue(String.valueOf(error.getMessage()).contains("riegeli"), error::getMessage);
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    DataException error = assertThrows(DataException.class, () -> open(folder.resolve("nowhere")));
    assertTrue(String.valueOf(error.getMessage()).contains("no such file"), error::getMessage);
  }

  @Test
  void givesTheSameRowsToSixteenThreads() throws InterruptedException, ExecutionException {
    TfdsFolder dataset = open(PREPARED.resolve("all_features/1.0.0"));
    Set<String> fields = Set.of("idx", "image", "ragged", "text");
    try (TableReader rows = dataset.rows(dataset.instructions("all"));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Map<String, Object>> expected = new ArrayList<>();
      try (TableReader alone = dataset.rows(dataset.instructions("all"))) {
        for (long row = 0; row < alone.size(); row++) {
          expected.add(alone.row(row, fields));
        }
      }
      List<Future<?>> reads = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        Random random = new Random(thread);
        reads.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    int row = random.nextInt(expected.size());
                    assertEquals(expected.get(row), rows.row(row, fields));
                  }
                }));
      }
      for (Future<?> read : reads) {
        read.get();
      }
    }
  }

  @Test
  void saysThatItIsClosed() {
    TableReader rows = madeUp().open();
    rows.row(0, Set.of("x"));
    rows.close();
    rows.close();
    assertThrows(IllegalStateException.class, rows::size);
    assertThrows(IllegalStateException.class, () -> rows.row(0, Set.of("x")));
    TableReader unread = madeUp().open();
    unread.close();
    assertThrows(IllegalStateException.class, () -> unread.row(0, Set.of("x")));
  }

  @Test
  void survivesMetadataOfAnyBytes() throws IOException {
    madeUp();
    for (String name : List.of("dataset_info.json", "features.json")) {
      byte[] text = Files.readAllBytes(folder.resolve(name));
      for (int i = 0; i < text.length; i++) {
        byte[] damaged = text.clone();
        damaged[i] ^= 0x15;
        opensOrRefuses(name, damaged);
        opensOrRefuses(name, Arrays.copyOf(text, i));
      }
      Files.write(folder.resolve(name), text);
    }
  }

  private void opensOrRefuses(String name, byte[] text) throws IOException {
    Files.write(folder.resolve(name), text);
    try (TableReader rows = openFormat(folder, FormatOptions.DEFAULT.with("split", "all"))) {
      for (long row = 0; row < Math.min(rows.size(), 3); row++) {
        rows.row(row, MadeUp.fields(rows));
      }
    } catch (DataException e) {
      assertTrue(e.file().startsWith(folder.toString()), e::getMessage);
    }
  }
}
