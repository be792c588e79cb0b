package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.random.MersenneTwister;
import java.math.BigInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The random numbers below fairseq2's shuffles and samples, number for number.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Fairseq2RngTest {
  private final ConformanceCases cases = ConformanceCases.of("fairseq2", "rng.jsonl"::equals).named("fairseq2, rng");

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> drawsAsFairseq2Does() {
    return cases.tests(Fairseq2RngTest::check);
  }

  private static void check(ConformanceCases.Case one) {
    JsonNode json = one.json();
    String call = json.path("call").textValue();
    if (!"mt19937".equals(call)) {
      throw ConformanceCases.skip("no generator, but a pipeline: run with the other pipelines");
    }
    long seed = new BigInteger(json.get("seed").textValue()).longValue();
    MersenneTwister narrow = MersenneTwister.of(seed);
    for (JsonNode word : json.get("u32")) {
      assertEquals(word.longValue(), Integer.toUnsignedLong(narrow.nextInt()));
    }
    if (json.has("u32_at_999")) {
      MersenneTwister far = MersenneTwister.of(seed);
      IntStream.range(0, 999).forEach(_ -> far.nextInt());
      assertEquals(json.get("u32_at_999").longValue(), Integer.toUnsignedLong(far.nextInt()));
    }
    MersenneTwister wide = MersenneTwister.of(seed);
    for (JsonNode word : json.get("u64")) {
      assertEquals(word.textValue(), Long.toUnsignedString(wide.nextLong()));
    }
    MersenneTwister uniform = MersenneTwister.of(seed);
    for (JsonNode number : json.get("uniform")) {
      assertEquals(number.doubleValue(), uniform.nextFloat());
    }
  }
}
