package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Parts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Sources: ranges, records of files, and both through the index plane.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainSourcesTest {
  private final ConformanceCases cases = ConformanceCases.of("grain", "sources.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsAsGrainDoes() {
    return cases.tests(GrainSourcesTest::check);
  }

  private static void check(Case one) throws Exception {
    switch (one.json().get("kind").textValue()) {
      case "range_source" -> GrainAnswers.check(one, () -> checkRange(one.json()));
      case "array_record" -> GrainAnswers.check(one, () -> checkRecords(one.json()));
      case "map_chain" -> GrainMapChainTest.check(one);
      case "iter_chain" -> GrainIterChainTest.check(one);
      default -> throw ConformanceCases.unknown("kind", one.json().get("kind"));
    }
  }

  private static void checkRange(JsonNode json) throws Exception {
    JsonNode args = json.get("args");
    long start = args.get("start").longValue();
    long stop = args.get("stop").longValue();
    long step = args.get("step").longValue();
    if (step != 0 && Long.signum(step) == Long.compare(start, stop) && json.get("expect").has("error")) {
      throw ConformanceCases.skip("a range is Python's: empty, where it runs the wrong way");
    }
    try (Dataset<Long> range = Dataset.range(start, stop, step)) {
      answer(json, range.size(), range::get);
    }
  }

  private static void checkRecords(JsonNode json) throws Exception {
    JsonNode files = json.get("args").get("files");
    if (files.isEmpty()) {
      Parts.of(List.<IndexedPipeline<Object>>of()).concatenate();
    }
    for (JsonNode file : files) {
      if (json.get("expect").has("error") && isOutside(file)) {
        throw ConformanceCases.skip("some rows of a file are a slice of it, and a slice is Python's: cut off at the ends");
      }
    }
    try (GrainRecords records = new GrainRecords(files)) {
      answer(json, records.size(), records::get);
    }
  }

  /// Whether not all of the records that are named are in the file.
  private static boolean isOutside(JsonNode file) {
    if (!file.isObject() || !Files.exists(GrainRecords.path(file.get("file").textValue()))) {
      return false;
    }
    JsonNode records = file.path("records");
    long from = records.path(0).asLong(file.path("skip").longValue());
    long to = records.path(1).asLong(from + file.path("take").longValue());
    var whole = JsonNodeFactory.instance.arrayNode().add(file.get("file"));
    try (GrainRecords all = new GrainRecords(whole)) {
      return from < 0 || to < from || to > all.size();
    }
  }

  private static void answer(JsonNode json, long size, LongFunction<?> get) throws Exception {
    JsonNode ask = json.get("ask");
    JsonNode expect = json.get("expect");
    if (expect.has("length")) {
      assertEquals(expect.get("length").longValue(), size, "length");
    }
    ask.path("at").forEach(position -> assertNotNull(get.apply(position.longValue())));
    for (JsonNode pair : expect.path("at")) {
      GrainAnswers.checkElement(pair.get(1), get.apply(pair.get(0).longValue()), "at " + pair.get(0));
    }
    if (ask.has("many")) {
      List<Object> many = new ArrayList<>();
      ask.get("many").forEach(position -> many.add(get.apply(position.longValue())));
      GrainAnswers.checkElements(expect.get("many"), many);
    }
    if (expect.has("all")) {
      List<Object> all = new ArrayList<>();
      for (long position = 0; position < Math.min(size, ask.get("all").longValue()); position++) {
        all.add(get.apply(position));
      }
      GrainAnswers.checkElements(expect.get("all"), all);
    }
    if (expect.has("digest")) {
      assertEquals(expect.get("digest").textValue(), digest(size, get), "digest");
    }
  }

  /// Over the length and the bytes of every record.
  private static String digest(long size, LongFunction<?> get) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long position = 0; position < size; position++) {
      byte[] bytes = ((MemorySegment) get.apply(position)).toArray(ValueLayout.JAVA_BYTE);
      digest.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
