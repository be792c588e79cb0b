package dev.sheaf.bench;

import java.util.List;
import java.util.OptionalDouble;

/// A program of a peer, and which of its figures stand beside which of ours.
///
/// @param language how it is run
/// @param program the file in `bench/peers`; a class of ours for the peers on the JVM
/// @param arguments what it is told beside the work folder
record Peer(Language language, String program, List<String> arguments) {
  enum Language {
    /// A script.
    PYTHON,
    /// A source, built here before it runs.
    CPP,
    /// A main class.
    JAVA
  }

  private static Peer script(String file, String... arguments) {
    return new Peer(Language.PYTHON, file, List.of(arguments));
  }

  /// The programs that do the same work as ours.
  static List<Peer> of(String topic) {
    return switch (topic) {
      case "json" ->
          List.of(
              script("json_arrays.py"),
              new Peer(Language.CPP, "simdjson_arrays.cpp", List.of()),
              new Peer(Language.JAVA, JavaPeers.class.getName(), List.of()));
      case "pipeline" ->
          List.of(
              script("grain_bench.py", "--only", "npy"),
              script("grain_bench.py", "--only", "range"),
              script("grain_bench.py", "--only", "array_record"),
              script("spdl_bench.py"),
              script("fairseq2_bench.py"),
              script("torch_bench.py", "--only", "numpy"),
              script("torch_bench.py", "--only", "torch"));
      case "formats" -> List.of(script("formats_bench.py"));
      default -> List.of();
    };
  }

  /// Whether a peer's figure is of the same work as ours. Sorted indices and plain copies are bounds, not that work.
  static boolean isSameWork(Figure ours, Figure peers) {
    String theirs = peers.work();
    if (ours.work().equals(PipelineWork.NO_OP)) {
      return theirs.startsWith("no-op, 3 stages") || theirs.startsWith("count, 3 no-op maps, bucket 64");
    }
    if (ours.work().equals(PipelineWork.POSITIONS)) {
      return theirs.startsWith("range(1e6) | shuffle | map(no-op)");
    }
    for (int collating = 1; collating <= 2; collating++) {
      if (ours.work().equals(PipelineWork.BUCKETS.formatted(collating))) {
        return theirs.startsWith("bucket_by_length") && theirs.contains("(" + collating + " in parallel)");
      }
    }
    if (ours.work().startsWith(PipelineWork.ARRAY_RECORD)) {
      return theirs.startsWith("ArrayRecord") && theirs.contains(ours.work().endsWith("zstd") ? "zstd" : "uncompressed");
    }
    if (!ours.work().startsWith(PackedRows.WORK)) {
      return ours.work().equals(theirs);
    }
    return peers.work().startsWith("images.npy")
        && peers.work().contains("shuffled batches of 256")
        && !peers.work().contains("sorted");
  }

  /// How many times the peer's rate we set out to reach, where that was said.
  static OptionalDouble reach(Figure peers) {
    String who = peers.who();
    if (who.startsWith("tesseract-core")) {
      return switch (peers.work()) {
        case JsonPayloads.TEXT -> OptionalDouble.of(20);
        case JsonPayloads.SEQUENCE -> OptionalDouble.of(10);
        default -> OptionalDouble.empty();
      };
    }
    if (who.startsWith("C++ simdjson")) {
      return OptionalDouble.of(1);
    }
    if (who.startsWith("jackson-core")) {
      return OptionalDouble.of(2.5);
    }
    if (who.startsWith("a copy of the decoded bytes")) {
      return OptionalDouble.of(0.5);
    }
    if (who.equals("sheaf, one thread")) {
      return OptionalDouble.of(peers.work().equals(PipelineWork.CPU) ? 1.9 : 1.7);
    }
    if (peers.work().contains("256 keys in one call")) {
      return OptionalDouble.of(3);
    }
    if (who.startsWith("numpy") && peers.work().contains("a[idx]")) {
      return OptionalDouble.of(1.3);
    }
    if (who.equals("array_record")) {
      return OptionalDouble.of(peers.work().startsWith("random") ? 3 : 1);
    }
    if (who.equals("tf.data")) {
      return OptionalDouble.of(2);
    }
    if (who.equals("pyarrow")) {
      return OptionalDouble.of(0.7);
    }
    if (who.startsWith("torch") && peers.work().contains("workers")) {
      return OptionalDouble.of(25);
    }
    if (peers.work().startsWith("bucket_by_length")) {
      return OptionalDouble.of(4);
    }
    return who.startsWith("grain") ? OptionalDouble.of(100) : OptionalDouble.empty();
  }
}
