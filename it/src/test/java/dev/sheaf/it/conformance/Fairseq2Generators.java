package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.random.MersenneTwister;
import java.math.BigInteger;
import java.util.stream.IntStream;

/// The random numbers below fairseq2's shuffles and samples, number for number.
final class Fairseq2Generators {
  private Fairseq2Generators() {}

  static void check(JsonNode json) {
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
