package dev.sheaf.order;

import dev.sheaf.random.DefaultSeed;
import dev.sheaf.random.DefaultSeed.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the seed of a random step that was given none, among the steps before it: [DefaultSeed] says how it follows
/// from the seeds found.
public final class SeedSearch {
  private SeedSearch() {}

  /// The seed of a random step behind some items.
  ///
  /// @param call the random step, as it was written
  /// @throws IllegalArgumentException if no seed was said
  public static long behind(Samples<?> items, String call) {
    return behind(List.<Samples<?>>of(items), Samples::parents, Samples::seed, call);
  }

  /// The seed of a random step behind other steps of any kind: of the nearest seeds in all branches, those that are
  /// nearer first, and beside each other from left to right.
  ///
  /// @param before the steps right before the random one
  /// @param parents the steps before a step
  /// @param seed the seed that was said in a step
  /// @param call the random step, as it was written
  /// @throws IllegalArgumentException if no seed was said
  public static <N> long behind(
      List<? extends N> before,
      Function<? super N, ? extends List<? extends N>> parents,
      Function<? super N, @Nullable BigInteger> seed,
      String call) {
    List<Origin> origins = new ArrayList<>();
    List<? extends N> level = before;
    for (long depth = 1; !level.isEmpty(); depth++) {
      List<N> above = new ArrayList<>();
      for (N step : level) {
        BigInteger said = seed.apply(step);
        if (said != null) {
          origins.add(new Origin(said, depth));
        } else {
          above.addAll(parents.apply(step));
        }
      }
      level = above;
    }
    if (origins.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a seed for %s, found none; give it one, or say seed(...) before".formatted(call));
    }
    return DefaultSeed.of(origins);
  }
}
