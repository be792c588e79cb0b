package dev.sheaf.stage;

import java.math.BigInteger;

/// How many items of a run may be left out.
public sealed interface Limit {
  /// As many as there are.
  static Limit none() {
    return new None();
  }

  /// As many as there are.
  record None() implements Limit {
    @Override
    public boolean isExceeded(long failures, long calls) {
      return false;
    }
  }

  /// So many; one more ends the run.
  ///
  /// @param count 0 or more
  record Count(long count) implements Limit {
    /// @throws IllegalArgumentException if the number is negative
    public Count {
      if (count < 0) {
        throw new IllegalArgumentException("expected a limit of 0 or more, found " + count);
      }
    }

    @Override
    public boolean isExceeded(long failures, long calls) {
      return failures > count;
    }
  }

  /// A share of the stage's calls, looked at after each call from the hundredth on; what that call made is given before the
  /// run ends. A share of 1 is never exceeded.
  ///
  /// Where stages share it, the calls of their functions are added up; rows that are read are none, unless no function is
  /// called. On the index plane, where a batch is made at once, it is looked at after each batch; a call there is a row.
  /// What is called in front of a route counts when it is put on a path: before it is received, by as many calls as lie there.
  ///
  /// @param part above 0
  /// @param whole `part` or more
  record Share(long part, long whole) implements Limit {
    /// The first call after which it is looked at.
    public static final long FIRST_LOOK = 100;

    /// @throws IllegalArgumentException if the share is not above 0, or above 1
    public Share {
      if (part < 1 || part > whole) {
        throw new IllegalArgumentException(
            "expected a share above 0 and up to 1, found %d of %d".formatted(part, whole));
      }
    }

    @Override
    public boolean isExceeded(long failures, long calls) {
      if (calls < FIRST_LOOK || failures == 0) {
        return false;
      }
      long high = Math.multiplyHigh(failures, whole);
      if (high == 0 && Math.multiplyHigh(part, calls) == 0) {
        return Long.compareUnsigned(failures * whole, part * calls) > 0;
      }
      return product(failures, whole).compareTo(product(part, calls)) > 0;
    }

    private static BigInteger product(long a, long b) {
      return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    @Override
    public boolean isExceededBetween(long failures, long before, long calls) {
      // The share only falls while nothing fails, so the first look is the one that matters.
      long first = Math.max(before + 1, FIRST_LOOK);
      return first <= calls && isExceeded(failures, first);
    }
  }

  /// Whether so many failures in so many calls, the last of them included, are too many.
  boolean isExceeded(long failures, long calls);

  /// Whether they were too many at any call after the first `before`, up to the last of `calls`, when none of these failed.
  default boolean isExceededBetween(long failures, long before, long calls) {
    return false;
  }
}
