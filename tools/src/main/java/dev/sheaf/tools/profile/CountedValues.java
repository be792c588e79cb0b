package dev.sheaf.tools.profile;

import dev.sheaf.tools.profile.ValueProfile.ValueCount;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts the values whose hashes are smallest: all of them while there are no more than 4096 different ones.
///
/// A value that is among the smallest in the end was so at any time before, and so its count is exact. Which those are
/// depends on the values only, not on their order: that is why it is not the most frequent ones that are kept. For one
/// thread. ([Bar-Yossef et al. 2002](https://doi.org/10.1007/3-540-45726-7_1), the second algorithm, for the estimate.)
final class CountedValues {
  static final int LIMIT = 4096;
  private static final int TOP = 50;
  private static final int LONGEST = 120;

  private final Map<Key, long[]> counts = new HashMap<>();
  private long total;
  private long threshold = -1;
  private boolean exact = true;

  /// @param hash of the whole text
  /// @param text as much of it as is shown
  private record Key(long hash, String text, boolean cut) {}

  void add(String value) {
    add(value, 1);
  }

  void add(String value, long times) {
    if (times > 0) {
      total += times;
      put(key(value), times);
    }
  }

  void add(CountedValues other) {
    total += other.total;
    exact &= other.exact;
    if (Long.compareUnsigned(other.threshold, threshold) < 0) {
      threshold = other.threshold;
    }
    other.counts.forEach((key, count) -> put(key, count[0]));
    counts.keySet().removeIf(key -> Long.compareUnsigned(key.hash(), threshold) > 0);
  }

  boolean isEmpty() {
    return total == 0;
  }

  private void put(Key key, long times) {
    if (Long.compareUnsigned(key.hash(), threshold) > 0) {
      return;
    }
    counts.computeIfAbsent(key, _ -> new long[1])[0] += times;
    if (counts.size() > 2 * LIMIT) {
      prune();
    }
  }

  private void prune() {
    if (counts.size() <= LIMIT) {
      return;
    }
    exact = false;
    threshold =
        counts.keySet().stream()
            .map(Key::hash)
            .sorted(Long::compareUnsigned)
            .skip(LIMIT - 1L)
            .findFirst()
            .orElseThrow();
    counts.keySet().removeIf(key -> Long.compareUnsigned(key.hash(), threshold) > 0);
  }

  private static Key key(String value) {
    // FNV-1a over the characters, and then the finalizer of SplitMix64, so that every bit depends on all of them.
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100_0000_01B3L;
    }
    hash = (hash ^ hash >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D0_49BB_1331_11EBL;
    hash ^= hash >>> 31;
    boolean cut = value.length() > LONGEST && value.codePointCount(0, value.length()) > LONGEST;
    return new Key(hash, cut ? value.substring(0, value.offsetByCodePoints(0, LONGEST)) : value, cut);
  }

  ValueProfile profile() {
    prune();
    List<ValueCount> top =
        counts.entrySet().stream()
            .map(entry -> new ValueCount(entry.getKey().text(), entry.getKey().cut(), entry.getValue()[0]))
            .sorted(
                Comparator.comparingLong(ValueCount::count)
                    .reversed()
                    .thenComparing(ValueCount::value)
                    .thenComparing(ValueCount::cut))
            .limit(TOP)
            .toList();
    return new ValueProfile(total, exact ? counts.size() : estimate(), exact, top);
  }

  /// As many hashes lie below the largest that is kept as if all were evenly spread.
  private long estimate() {
    BigInteger kept = BigInteger.valueOf(LIMIT - 1L).shiftLeft(64);
    return kept.divide(new BigInteger(Long.toUnsignedString(threshold)).add(BigInteger.ONE)).longValueExact();
  }

  /// The counts of exactly these values, in this order, those that are not there as 0.
  ValueProfile profile(List<String> all) {
    Map<String, Long> known = new TreeMap<>();
    counts.forEach((key, count) -> known.merge(key.text(), count[0], Long::sum));
    return new ValueProfile(
        total,
        counts.size(),
        exact,
        all.stream().limit(TOP).map(value -> new ValueCount(value, false, known.getOrDefault(value, 0L))).toList());
  }
}
