package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.random.Permutation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The shuffle's permutation, number for number as Grain's, except where Grain's is none: see the README beside the
/// cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainIndexShuffleTest {
  private final ConformanceCases cases = ConformanceCases.of("grain", "index_shuffle.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> shufflesAsGrainDoes() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws Exception {
    JsonNode args = one.json().get("args");
    JsonNode expect = one.json().get("expect");
    switch (one.json().get("kind").textValue()) {
      case "index_shuffle" -> checkShuffle(args, expect);
      case "whole_permutation" -> checkWhole(args, expect);
      default -> throw ConformanceCases.unknown("kind", one.json().get("kind"));
    }
  }

  private static Permutation permutation(JsonNode args) {
    return Permutation.through(
        args.get("max_index").longValue(), args.get("seed").longValue(), args.get("rounds").intValue());
  }

  private static void checkShuffle(JsonNode args, JsonNode expect) {
    if (expect.has("error")) {
      checkRefusal(args, expect.get("error"));
    } else {
      checkValues(permutation(args), args, expect);
    }
  }

  private static void checkValues(Permutation permutation, JsonNode args, JsonNode expect) {
    if (expect.has("pairs")) {
      for (JsonNode pair : expect.get("pairs")) {
        long index = pair.get(0).longValue();
        assertEquals(pair.get(1).longValue(), permutation.at(index), () -> "value at index " + index);
      }
    }
    if (expect.has("value")) {
      assertEquals(expect.get("value").longValue(), permutation.at(args.get("index").longValue()));
    }
    if (expect.has("permutation")) {
      long[] expected =
          StreamSupport.stream(expect.get("permutation").spliterator(), false).mapToLong(JsonNode::longValue).toArray();
      long last = args.get("max_index").longValue();
      assertArrayEquals(expected, LongStream.rangeClosed(0, last).map(permutation::at).toArray());
    }
  }

  private static void checkWhole(JsonNode args, JsonNode expect) throws Exception {
    int records = args.get("records").intValue();
    Permutation permutation = Permutation.of(records, args.get("seed").longValue());
    long[] values = LongStream.range(0, records).map(permutation::at).toArray();
    assertEquals(expect.get("distinct").longValue(), LongStream.of(values).distinct().count());
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(records, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertEquals(expect.get("sha256").textValue(), HexFormat.of().formatHex(hash));
  }

  private static void checkRefusal(JsonNode args, JsonNode error) {
    assertEquals("caller", error.get("fault").textValue());
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> permutation(args).at(args.get("index").longValue()));
    if (!(refusal instanceof IndexOutOfBoundsException)) {
      assertInstanceOf(IllegalArgumentException.class, refusal);
    }
    String message = refusal.getMessage();
    assertNotNull(message);
    for (JsonNode name : error.get("names")) {
      assertTrue(message.contains(name.textValue()), () -> "expected \"%s\" in: %s".formatted(name.textValue(), message));
    }
  }
}
