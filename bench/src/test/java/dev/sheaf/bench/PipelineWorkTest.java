package dev.sheaf.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.Padded;
import dev.sheaf.stage.StageOptions;
import org.junit.jupiter.api.Test;

class PipelineWorkTest {
  @Test
  void theBucketsHoldEachTokenOnce() {
    SequenceSource sequences = new SequenceSource(5_000);
    assertEquals(sequences.sum(), PipelineWork.buckets(sequences, StageOptions.parallel(2), PipelineWorkTest::sum));
  }

  /// The padding is 0.
  private static long sum(Padded<?> batch) {
    Int64Array tokens = (Int64Array) batch.values();
    long sum = 0;
    for (long i = 0; i < tokens.size(); i++) {
      sum += tokens.getFlat(i);
    }
    return sum;
  }
}
