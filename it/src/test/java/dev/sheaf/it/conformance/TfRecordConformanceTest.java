package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.InputFile;
import dev.sheaf.tfrecord.TfRecordFormat;
import dev.sheaf.tfrecord.example.Example;
import dev.sheaf.tfrecord.example.Feature;
import dev.sheaf.tfrecord.example.SequenceExample;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// TFRecord files by TensorFlow and Example messages by protobuf, and damaged ones: see the README beside the cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TfRecordConformanceTest {
  private static final HexFormat HEX = HexFormat.of();

  /// Cases list each record of files that have no more.
  private static final int LISTED_RECORDS = 40;

  private final ConformanceCases cases = ConformanceCases.of("formats/tfrecord", _ -> true);

  @AfterAll
  void tellTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatTensorFlowReads() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws IOException {
    switch (one.json().get("op").asText()) {
      case "read" -> checkRead(one);
      case "lengths" -> checkLengths(one);
      case "sweep" -> checkSweep(one);
      case "example", "sequence" -> checkMessage(one);
      default -> fail("expected a known op, found " + one.json().get("op"));
    }
  }

  /// The records that came out before the end or an error.
  private record Outcome(List<byte[]> records, DataException error) {
    boolean ok() {
      return error == null;
    }
  }

  private static Outcome read(ConformanceCases.Case one, byte[] bytes) {
    String compression = one.json().path("compression").asText("none").toLowerCase(Locale.ROOT);
    FormatOptions options = FormatOptions.DEFAULT.with("compression", compression);
    List<byte[]> records = new ArrayList<>();
    InputFile file = InputFile.of(one.id(), MemorySegment.ofArray(bytes));
    try (RecordReader reader = new TfRecordFormat().open(Path.of(one.id()), file, options)) {
      for (long record = 0; record < reader.size(); record++) {
        records.add(reader.read(record).toArray(ValueLayout.JAVA_BYTE));
      }
      List<byte[]> again = new ArrayList<>();
      reader.read(0, reader.size(), (_, record) -> again.add(record.toArray(ValueLayout.JAVA_BYTE)));
      assertEquals(hex(records), hex(again), "one by one and all at once");
      return new Outcome(records, null);
    } catch (DataException e) {
      assertTrue(e.file().contains(one.id()), () -> "expected the file's name in: " + e.getMessage());
      return new Outcome(records, e);
    }
  }

  private static List<String> hex(List<byte[]> records) {
    return records.stream().map(HEX::formatHex).toList();
  }

  private void checkRead(ConformanceCases.Case one) throws IOException {
    JsonNode expect = one.json().get("expect");
    Outcome outcome = read(one, fileOf(one));
    if (expect.get("ok").asBoolean()) {
      if (!outcome.ok() && one.json().hasNonNull("may_refuse")) {
        return;
      }
      assertTrue(outcome.ok(), () -> "expected records, found " + outcome.error());
      checkRecords(outcome.records(), expect);
      return;
    }
    JsonNode before = one.json().path("before");
    if (outcome.ok()) {
      assertTrue(one.json().path("may_accept").asText().equals("records"), "expected an error (%s)".formatted(expect));
      checkRecords(outcome.records(), one.json().get("reference"));
    } else if (before.isNumber()) {
      assertTrue(outcome.records().size() <= before.asInt(), "records before the damage only");
    }
  }

  private static void checkRecords(List<byte[]> records, JsonNode expect) {
    if (!expect.path("ok").asBoolean()) {
      return;
    }
    assertEquals(expect.get("count").asLong(), records.size(), "the number of records");
    RecordStream stream = new RecordStream();
    records.forEach(record -> stream.add(MemorySegment.ofArray(record)));
    assertEquals(expect.get("stream").asText(), stream.digest(), "the digest of all records");
    if (records.size() <= LISTED_RECORDS && expect.has("records")) {
      for (int i = 0; i < records.size(); i++) {
        assertEquals(expect.get("records").get(i).get(0).asInt(), records.get(i).length, "the length of record " + i);
        assertEquals(
            expect.get("records").get(i).get(1).asText(),
            RecordStream.sha256(MemorySegment.ofArray(records.get(i))),
            "record " + i);
      }
    }
  }

  private void checkLengths(ConformanceCases.Case one) throws IOException {
    byte[] bytes = fileOf(one);
    Outcome whole = read(one, bytes);
    assertTrue(whole.ok(), () -> "expected the uncut file to be sound, found " + whole.error());
    JsonNode range = one.json().get("range");
    JsonNode values = one.json().get("expect").get("values");
    boolean mayRefuse = one.json().hasNonNull("may_refuse");
    for (int length = range.get(0).asInt(); length < range.get(1).asInt(); length++) {
      Outcome cut = read(one, Arrays.copyOf(bytes, length));
      JsonNode count = values.path(Integer.toString(length));
      if (count.isNumber()) {
        assertTrue(cut.ok() || mayRefuse, "cut to %d bytes: expected a whole file".formatted(length));
        assertEquals(cut.ok() ? count.asInt() : 0, cut.records().size(), "cut to %d bytes".formatted(length));
      } else {
        assertTrue(!cut.ok(), "cut to %d bytes: expected an error".formatted(length));
      }
      assertEquals(
          hex(whole.records().subList(0, cut.records().size())),
          hex(cut.records()),
          "cut to %d bytes: whole records only".formatted(length));
    }
  }

  private void checkSweep(ConformanceCases.Case one) throws IOException {
    byte[] bytes = fileOf(one);
    Outcome whole = read(one, bytes);
    assertTrue(whole.ok(), () -> "expected the sound file to be read, found " + whole.error());
    for (JsonNode run : one.json().get("expect").get("sweep")) {
      for (int i = run.get(0).asInt(); i < run.get(1).asInt(); i++) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << ((i * 5 + i / 8) % 8));
        Outcome outcome = read(one, flipped);
        String place = "byte %d flipped".formatted(i);
        if (run.get(2).asText().equals("error")) {
          assertTrue(!outcome.ok(), () -> place + ": expected an error");
        } else if (outcome.ok()) {
          assertEquals(hex(whole.records()), hex(outcome.records()), place);
        }
      }
    }
  }

  private static byte[] fileOf(ConformanceCases.Case one) throws IOException {
    return PatchedFile.bytes(one);
  }

  private void checkMessage(ConformanceCases.Case one) throws IOException {
    JsonNode expect = one.json().get("expect");
    byte[] bytes =
        one.json().hasNonNull("message") ? HEX.parseHex(one.json().get("message").asText()) : fileOf(one);
    boolean sequence = one.json().get("op").asText().equals("sequence");
    try {
      MemorySegment message = MemorySegment.ofArray(bytes);
      if (sequence) {
        SequenceExample found = SequenceExample.parse(message, one.id(), 0);
        assertTrue(expect.get("ok").asBoolean(), "expected an error (%s)".formatted(expect));
        checkFeatures(expect.get("values").get("context"), found.context());
        checkLists(expect.get("values").get("feature_lists"), found.featureLists());
      } else {
        Example found = Example.parse(message, one.id(), 0);
        assertTrue(expect.get("ok").asBoolean(), "expected an error (%s)".formatted(expect));
        checkFeatures(expect.get("values"), found.features());
      }
    } catch (DataException e) {
      boolean allowed = !expect.get("ok").asBoolean() || one.json().hasNonNull("may_refuse");
      assertTrue(allowed, () -> "expected values, found " + e);
      assertTrue(e.file().equals(one.id()) && e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
    }
  }

  private static void checkLists(JsonNode expect, Map<String, List<Feature>> found) {
    Map<String, JsonNode> expected = new TreeMap<>();
    expect.properties().forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
    assertEquals(expected.keySet(), new TreeMap<>(found).keySet());
    expected.forEach(
        (name, list) -> {
          assertEquals(list.size(), found.get(name).size(), "steps of " + name);
          for (int step = 0; step < list.size(); step++) {
            checkFeature(list.get(step), found.get(name).get(step), name + "[" + step + "]");
          }
        });
  }

  private static void checkFeatures(JsonNode expect, Map<String, Feature> found) {
    Map<String, JsonNode> expected = new TreeMap<>();
    expect.properties().forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
    assertEquals(expected.keySet(), new TreeMap<>(found).keySet());
    expected.forEach((name, feature) -> checkFeature(feature, found.get(name), name));
  }

  private static void checkFeature(JsonNode expect, Feature found, String name) {
    String kind = expect.get("kind").asText();
    assertEquals(kind, found.kind().name().toLowerCase(Locale.ROOT), name);
    int count = expect.has("count") ? expect.get("count").asInt() : expect.path("values").size();
    assertEquals(count, found.count(), "values of " + name);
    if (kind.equals("bytes")) {
      for (int i = 0; i < count; i++) {
        byte[] value = found.bytes(i).toArray(ValueLayout.JAVA_BYTE);
        assertEquals(expect.get("values").get(i).asText(), HEX.formatHex(value), name);
      }
    } else if (!kind.equals("none")) {
      byte[] numbers = numbers(found);
      if (expect.has("sha256")) {
        assertEquals(expect.get("sha256").asText(), RecordStream.sha256(MemorySegment.ofArray(numbers)), name);
      } else if (expect.has("hex")) {
        assertEquals(expect.get("hex").asText(), HEX.formatHex(numbers), name);
      } else {
        List<Long> integers = new ArrayList<>();
        expect.get("values").forEach(value -> integers.add(value.asLong()));
        assertEquals(integers, Arrays.stream(found.integers()).boxed().toList(), name);
      }
    }
  }

  /// Little-endian.
  private static byte[] numbers(Feature feature) {
    if (feature.kind() == Feature.Kind.FLOAT) {
      ByteBuffer bytes = ByteBuffer.allocate(feature.count() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(feature.floats());
      return bytes.array();
    }
    ByteBuffer bytes = ByteBuffer.allocate(feature.count() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(feature.integers());
    return bytes.array();
  }
}
