package dev.sheaf.pipeline;

import dev.sheaf.engine.SamplesStage;
import dev.sheaf.order.Samples;
import dev.sheaf.order.SeedSearch;
import dev.sheaf.stage.BucketStage;
import dev.sheaf.stage.SeededStage;
import dev.sheaf.stage.Stage;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The seeds of random stages that were given none: they follow from those that were said before, on either plane.
final class DefaultSeeds {
  private DefaultSeeds() {}

  /// The seed of a random stage behind another.
  ///
  /// @param call the random stage, as it was written
  /// @throws IllegalArgumentException if no seed was said before
  static long behind(Stage<?> stage, String call) {
    return SeedSearch.behind(List.<Object>of(stage), DefaultSeeds::parents, DefaultSeeds::seed, call);
  }

  private static List<Object> parents(Object step) {
    return switch (step) {
      case Samples<?> samples -> List.copyOf(samples.parents());
      case SamplesStage<?> stage -> List.of(stage.samples());
      case Stage<?> stage -> stage.upstream().stream().<Object>flatMap(DefaultSeeds::steps).toList();
      default -> List.of();
    };
  }

  /// A bucket, and what is made of it, are one step.
  private static Stream<Stage<?>> steps(Stage<?> stage) {
    return stage instanceof BucketStage<?> bucket ? bucket.upstream().stream() : Stream.of(stage);
  }

  private static @Nullable BigInteger seed(Object step) {
    return switch (step) {
      case Samples<?> samples -> samples.seed();
      case SeededStage<?> stage -> stage.seed();
      default -> null;
    };
  }
}
