package dev.sheaf.tools.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeException;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a comparison promises, held against the codec: pairs of random schemas, and data of the old one.
class ReadableTest {
  private static final int PAIRS = 1500;
  private static final int RECORDS = 12;
  private final long seed = Long.getLong("sheaf.seed", new Random().nextLong());

  @Test
  void readsAllDataOfTheOldSchemaUnlessTheChangeIsBreaking() {
    Random random = new Random(seed);
    Map<Level, Integer> pairs = new EnumMap<>(Level.class);
    Map<Level, Integer> refused = new EnumMap<>(Level.class);
    for (int i = 0; i < PAIRS; i++) {
      RandomSchemas.Pair pair = new RandomSchemas(random).pair();
      SchemaComparison comparison = SchemaComparison.of(pair.old(), pair.now());
      pairs.merge(comparison.level(), 1, Integer::sum);
      if (!readsAll(pair.old(), pair.now(), random, comparison)) {
        refused.merge(comparison.level(), 1, Integer::sum);
      }
      // The other way round, the answers are the other way round.
      boolean forward = comparison.changes().stream().allMatch(change -> change.forward().isEmpty());
      assertEquals(forward, SchemaComparison.of(pair.now(), pair.old()).level() != Level.BREAKING, () -> words(pair));
    }
    String counts = "seed %d: %s, refused %s".formatted(seed, pairs, refused);
    assertEquals(null, refused.get(Level.COMPATIBLE), counts);
    assertEquals(null, refused.get(Level.WIDENING), counts);
    // Each level is met, and most breaking changes show in a dozen of records.
    assertTrue(pairs.getOrDefault(Level.WIDENING, 0) > PAIRS / 20, counts);
    assertTrue(pairs.getOrDefault(Level.COMPATIBLE, 0) > PAIRS / 50, counts);
    assertTrue(refused.getOrDefault(Level.BREAKING, 0) > pairs.getOrDefault(Level.BREAKING, 0) / 2, counts);
  }

  private String words(RandomSchemas.Pair pair) {
    return "seed %d\n%s\n%s".formatted(seed, pair.old().toJson(), pair.now().toJson());
  }

  private boolean readsAll(RecordSchema old, RecordSchema now, Random random, SchemaComparison comparison)
      {
    for (int i = 0; i < RECORDS; i++) {
      String json = new RandomValues(random).record(old);
      Object[] before;
      try {
        before = read(old, json);
      } catch (DataException _) {
        // No data of the old schema.
        continue;
      }
      Optional<String> problem = difference(old, before, now, json);
      if (problem.isEmpty()) {
        // What the codec writes is read too, where there are no fields to be missing any longer.
        problem = write(old, before).flatMap(written -> difference(old, before, now, written));
      }
      if (problem.isPresent()) {
        if (comparison.level() != Level.BREAKING) {
          throw new AssertionError(
              "seed %d: %s\n%s\n%s\n%s\n%s".formatted(seed, problem.get(), comparison.changes(), json, old.toJson(), now.toJson()));
        }
        return false;
      }
    }
    return true;
  }

  private static Object[] read(RecordSchema schema, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Payload.parse(bytes, Path.of(""), SchemaCodec.of(schema), DecodeOptions.DEFAULT);
  }

  /// Empty where JSON has no words for it: a number that is not finite.
  private static Optional<String> write(RecordSchema schema, Object[] record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Payload.write(bytes, record, SchemaCodec.of(schema), EncodeOptions.DEFAULT);
      return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    } catch (EncodeException _) {
      return Optional.empty();
    }
  }

  /// What is not as before.
  private static Optional<String> difference(RecordSchema old, Object[] before, RecordSchema now, String json) {
    Object[] after;
    try {
      after = read(now, json);
    } catch (DataException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return SameValues.record(old, before, now, after);
  }
}
