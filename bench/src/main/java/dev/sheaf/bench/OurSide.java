package dev.sheaf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures Sheaf alone, in a process of its own: what [Compare] runs in turn with the peers.
///
/// Usage: `OurSide json|pipeline FOLDER`. Prints one [Figure] on each line.
final class OurSide {
  static final String NAME = "sheaf";
  private static final double WARM_UP_SECONDS = 3;
  private static final int REPEATS = 10;

  private OurSide() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    List<Figure> figures =
        switch (args[0]) {
          case "json" -> json(JsonPayloads.ofPeers(folder));
          case "pipeline" -> pipeline(folder, PackedRows.PEERS_ROWS);
          default -> throw new IllegalArgumentException("expected json or pipeline, found " + args[0]);
        };
    figures.forEach(figure -> System.out.println(figure.line()));
  }

  /// A run that is timed by itself; fails if its answer is wrong.
  interface CheckedRun {
    /// The seconds that it took, its check left out.
    double seconds();
  }

  static List<Figure> json(JsonPayloads payloads) throws IOException {
    payloads.make();
    List<Figure> figures = new ArrayList<>();
    for (String name : List.of(JsonPayloads.TEXT, JsonPayloads.BASE64)) {
      figures.add(new Figure(NAME, name, payloads.bytes(name), least(() -> payloads.timeArray(name))));
    }
    figures.add(new Figure(NAME, JsonPayloads.SEQUENCE, payloads.sequenceBytes(), least(payloads::timeSequence)));
    figures.add(
        new Figure(
            NAME, JsonPayloads.TWO_THREADS, payloads.sequenceBytes(), least(() -> payloads.timeSequenceInParallel(2))));
    return figures;
  }

  static List<Figure> pipeline(Path folder, long rows) throws IOException {
    try (PackedRows packed = PackedRows.open(folder, rows)) {
      List<Figure> figures = new ArrayList<>();
      for (BatchMode mode : BatchMode.values()) {
        packed.check(mode);
        figures.add(new Figure(NAME, PackedRows.work(mode), packed.bytes(), least(() -> packed.timeEpoch(mode))));
      }
      for (PipelineWork work : PipelineWork.all(folder)) {
        figures.add(new Figure(work.side(), work.name(), work.items(), Figure.Unit.ITEMS, least(work::time)));
      }
      return figures;
    }
  }

  /// The least time of ten runs, after a warm-up of seconds.
  static double least(CheckedRun run) {
    double warm = 0;
    while (warm < WARM_UP_SECONDS) {
      warm += run.seconds();
    }
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      best = Math.min(best, run.seconds());
    }
    return best;
  }
}
