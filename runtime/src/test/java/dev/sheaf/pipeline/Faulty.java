package dev.sheaf.pipeline;

import java.util.function.Function;
import java.util.function.LongPredicate;

/// Functions that fail for some numbers.
final class Faulty {
  private Faulty() {}

  /// Gives each number back, but for those that it fails for.
  static Function<Long, Long> on(LongPredicate bad) {
    return number -> {
      refuse(bad.test(number), number);
      return number;
    };
  }

  /// Fails if a number is bad.
  static void refuse(boolean isBad, long number) {
    if (isBad) {
      throw new IllegalArgumentException(number + " is bad");
    }
  }

  /// Fails for multiples of a number.
  static Function<Long, Long> onMultiplesOf(long divisor) {
    return on(number -> number % divisor == 0);
  }
}
