package dev.sheaf.tools.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// How fast a dataset was loaded on this machine.
///
/// Files were read before they were measured, so that their bytes come from the page cache where they fit into memory: the
/// first pass over cold files is slower.
///
/// @param options what was measured
/// @param rows how many rows the dataset has
/// @param bytes how many bytes its files have
/// @param storage reading the files and nothing else
/// @param decode making rows of them, without a pipeline
/// @param oneThread the whole pipeline on one thread
/// @param pipeline the whole pipeline on all threads
/// @param bound what bounds it
/// @param stations what the pipeline's own statistics say of that
public record BenchReport(
    BenchOptions options,
    long rows,
    long bytes,
    Speed storage,
    Speed decode,
    Speed oneThread,
    Speed pipeline,
    Bound bound,
    String stations) {
  /// How many times as fast all threads are as one.
  public double scaling() {
    return pipeline.rowsPerSecond() / Math.max(Double.MIN_NORMAL, oneThread.rowsPerSecond());
  }

  /// As JSON for programs, on several lines.
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("rows", rows).put("bytes", bytes).put("batch", options.batch()).put("threads", options.threads());
    options.shuffle().ifPresent(seed -> root.put("shuffle", seed));
    speed(root.putObject("storage"), storage);
    speed(root.putObject("decode"), decode);
    speed(root.putObject("pipelineOnOneThread"), oneThread);
    speed(root.putObject("pipeline"), pipeline);
    root.put("scaling", scaling());
    root.put("bound", bound.name().toLowerCase(Locale.ROOT));
    root.put("stations", stations);
    return root.toPrettyString();
  }

  private static void speed(ObjectNode node, Speed speed) {
    node.put("threads", speed.threads())
        .put("rows", speed.rows())
        .put("bytes", speed.bytes())
        .put("nanos", speed.nanos())
        .put("rowsPerSecond", speed.rowsPerSecond())
        .put("megabytesPerSecond", speed.megabytesPerSecond());
  }

  /// As lines for people.
  @Override
  public String toString() {
    return String.join(
        "\n",
        List.of(
            String.format(
                Locale.ROOT,
                "%,d rows, %,d bytes; batches of %d%s",
                rows,
                bytes,
                options.batch(),
                options.shuffle().isPresent() ? ", shuffled" : ""),
            line("storage alone (page cache)", storage),
            line("decoding alone", decode),
            line("pipeline", oneThread),
            line("pipeline", pipeline),
            String.format(
                Locale.ROOT, "%d threads are %.1f times as fast as one", pipeline.threads(), scaling()),
            "what bounds it: " + bound,
            "the pipeline's own statistics: " + stations));
  }

  private static String line(String what, Speed speed) {
    return String.format(
        Locale.ROOT,
        "  %-27s %3d thread%s %,14.0f rows/s %,10.1f MB/s",
        what,
        speed.threads(),
        speed.threads() == 1 ? " " : "s",
        speed.rowsPerSecond(),
        speed.megabytesPerSecond());
  }
}
