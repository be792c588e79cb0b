package dev.sheaf.bench;

import java.util.List;
import java.util.OptionalDouble;

/// A script of a peer, and which of its figures stand beside which of ours.
///
/// @param script the file in `bench/peers`
/// @param arguments what it is told beside the work folder
record Peer(String script, List<String> arguments) {
  /// The scripts that do the same work as ours.
  static List<Peer> of(String topic) {
    return switch (topic) {
      case "json" -> List.of(new Peer("json_arrays.py", List.of()));
      case "pipeline" ->
          List.of(
              new Peer("grain_bench.py", List.of("--only", "npy")),
              new Peer("torch_bench.py", List.of("--only", "numpy")),
              new Peer("torch_bench.py", List.of("--only", "torch")));
      default -> List.of();
    };
  }

  /// Whether a peer's figure is of the same work as ours. Sorted indices and plain copies are bounds, not that work.
  static boolean isSameWork(Figure ours, Figure peers) {
    if (!ours.work().equals(PackedRows.WORK)) {
      return ours.work().equals(peers.work());
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
    if (who.startsWith("numpy") && peers.work().contains("a[idx]")) {
      return OptionalDouble.of(1.3);
    }
    if (who.startsWith("torch") && peers.work().contains("workers")) {
      return OptionalDouble.of(25);
    }
    return who.startsWith("grain") ? OptionalDouble.of(100) : OptionalDouble.empty();
  }
}
