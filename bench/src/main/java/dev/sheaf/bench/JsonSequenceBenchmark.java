package dev.sheaf.bench;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One element of a sequence, a `float32 (1000, 3)` file in the page cache: the time of opening and reading it. With
/// `-prof gc` also what is allocated for it, of which the array itself is 12,000 bytes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonSequenceBenchmark {
  private static final int FILES = 200;

  private LazySequence<Float32Array> sequence = LazySequence.of(List.of());
  private int next;

  /// Makes the files where they are missing, and compares what is read from them with what was written.
  @Setup
  public void prepare() throws IOException {
    JsonPayloads payloads = new JsonPayloads(WorkFolder.path().resolve("json-sequence"), 1, FILES, 1_000);
    payloads.make();
    sequence = payloads.openSequence();
    for (int i = 0; i < FILES; i++) {
      payloads.check(sequence.get(i), i);
    }
  }

  /// What is measured.
  @Benchmark
  public Float32Array element() {
    next = (next + 1) % FILES;
    return sequence.get(next);
  }
}
