package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.random.DefaultSeed;
import dev.sheaf.random.Pcg64;
import dev.sheaf.random.Philox;
import dev.sheaf.random.PositionRandom;
import dev.sheaf.random.SeedSequence;
import dev.sheaf.random.StdSeedSequence;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Seeds and random numbers, number for number as Grain's, NumPy's and the C++ library's: see the README beside the
/// cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainRngTest {
  private final ConformanceCases cases = ConformanceCases.of("grain", "rng.jsonl"::equals).named("grain, rng");

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> drawsAsGrainDoes() {
    return cases.tests(GrainRngTest::check);
  }

  private static void check(ConformanceCases.Case one) {
    JsonNode args = one.json().get("args");
    JsonNode expect = one.json().get("expect");
    switch (one.json().get("kind").textValue()) {
      case "seed_seq" ->
          assertWords(expect, StdSeedSequence.words(args.get("value").intValue(), args.get("count").intValue()));
      case "seed_sequence" ->
          assertWords(expect, SeedSequence.of(integers(args.get("entropy"))).words(args.get("count").intValue()));
      case "default_seed" ->
          assertEquals(expect.get("value").longValue(), DefaultSeed.of(origins(args.get("entropy"))));
      case "record_generator" -> checkGenerator(args, expect, () -> Philox.ofKey(args.get("key").bigIntegerValue()));
      case "map_generator" -> {
        PositionRandom random = PositionRandom.of(SeedSequence.of(integers(args.get("seed"))));
        checkGenerator(args, expect, () -> random.at(0, args.get("index").longValue()));
      }
      case "permuted" -> {
        Pcg64 random = Pcg64.of(args.get("seed").bigIntegerValue());
        assertArrayEquals(longs(expect.get("value")), random.permutation(args.get("size").intValue()));
      }
      default -> throw ConformanceCases.unknown("kind", one.json().get("kind"));
    }
  }

  private static void checkGenerator(JsonNode args, JsonNode expect, Supplier<RandomGenerator> fresh) {
    RandomGenerator words = fresh.get();
    for (JsonNode word : expect.get("u64")) {
      assertEquals(word.bigIntegerValue().longValue(), words.nextLong());
    }
    RandomGenerator doubles = fresh.get();
    for (JsonNode number : expect.get("doubles")) {
      assertEquals(number.doubleValue(), doubles.nextDouble());
    }
    assertEquals(args.get("bounds").size(), expect.get("integers").size());
    for (JsonNode bound : expect.get("integers")) {
      RandomGenerator integers = fresh.get();
      long below = bound.get(0).longValue();
      long[] expected = longs(bound.get(1));
      assertArrayEquals(expected, LongStream.range(0, expected.length).map(_ -> integers.nextLong(below)).toArray());
    }
  }

  private static void assertWords(JsonNode expect, int[] words) {
    assertArrayEquals(longs(expect.get("words32")), Arrays.stream(words).mapToLong(Integer::toUnsignedLong).toArray());
  }

  /// One number, or a list of them.
  private static List<BigInteger> integers(JsonNode numbers) {
    return numbers.isArray()
        ? StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::bigIntegerValue).toList()
        : List.of(numbers.bigIntegerValue());
  }

  private static List<DefaultSeed.Origin> origins(JsonNode pairs) {
    return IntStream.range(0, pairs.size() / 2)
        .mapToObj(i -> new DefaultSeed.Origin(pairs.get(2 * i).bigIntegerValue(), pairs.get(2 * i + 1).longValue()))
        .toList();
  }

  private static long[] longs(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToLong(JsonNode::longValue).toArray();
  }
}
