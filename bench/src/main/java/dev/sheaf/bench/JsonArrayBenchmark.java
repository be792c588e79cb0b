package dev.sheaf.bench;

import dev.sheaf.array.Float32Array;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One `float32 (rows, 3)` payload from a file in the page cache to an array: the time of one whole read. With
/// `-prof gc` also what is allocated for it, of which the array itself is 12 bytes a row.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonArrayBenchmark {
  @Param({JsonPayloads.TEXT, JsonPayloads.BASE64})
  String payload = JsonPayloads.TEXT;

  @Param({"680000", "1000"})
  int rows = 1;

  private JsonPayloads payloads = new JsonPayloads(WorkFolder.path(), 1, 0, 0);

  /// Makes the file where it is missing, and compares what is read from it with what was written.
  @Setup
  public void prepare() throws IOException {
    payloads = new JsonPayloads(WorkFolder.path().resolve("json-" + rows), rows, 0, 0);
    payloads.make();
    payloads.check(decode());
  }

  /// What is measured.
  @Benchmark
  public Float32Array decode() {
    return payloads.readArray(payload);
  }
}
