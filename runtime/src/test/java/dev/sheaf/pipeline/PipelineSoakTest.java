package dev.sheaf.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for random pipelines, for half an hour: `-Dsheaf.seconds` says another time, `-Dsheaf.seed` where to begin.
@Tag("soak")
class PipelineSoakTest {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("sheaf.seconds", 1800));

  private static final List<Consumer<PipelineProperties>> PROPERTIES =
      List.of(
          PipelineProperties::meansWhatItsOperatorsMean,
          PipelineProperties::isTheSameOnAnyNumberOfThreads,
          PipelineProperties::resumesWhereItWas,
          PipelineProperties::accountsForEveryItem,
          PipelineProperties::failsAfterAPrefix,
          PipelineProperties::closesAtAnyMoment,
          PipelineProperties::losesNothingWhenTheConsumerIsInterrupted);

  @TempDir Path folder;

  @Test
  void everyPropertyHoldsForAsLongAsThereIsTime() throws IOException {
    SourceOperators.makeFiles(folder);
    long first = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PipelineSoakTest: -Dsheaf.seed=" + first);
    long begun = System.nanoTime();
    long next = first;
    for (; System.nanoTime() - begun < TIME.toNanos(); next++) {
      for (Consumer<PipelineProperties> property : PROPERTIES) {
        check(new PipelineProperties(next, folder), property);
      }
    }
    System.out.printf("PipelineSoakTest: %d pipelines in %s%n", next - first, TIME);
  }

  static void check(PipelineProperties pipeline, Consumer<PipelineProperties> property) {
    try {
      property.accept(pipeline);
    } catch (Seen.TooLong _) {
      // The next will be shorter.
    } catch (RuntimeException e) {
      throw new AssertionError(pipeline.words(), e);
    }
  }
}
