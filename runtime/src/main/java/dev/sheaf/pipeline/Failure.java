package dev.sheaf.pipeline;

import dev.sheaf.pipeline.PipelineException.Work;

/// What went wrong on a worker's thread, until the consumer comes to it.
///
/// @param unit what the pipeline delivers: `batch` or `row`
/// @param position which row of the dataset, or -1 for the batch as a whole
record Failure(Work work, long epoch, String unit, long batch, long position, Throwable cause) {
  String message() {
    String what =
        switch (work) {
          case READ -> "reading";
          case MAP -> "mapping";
          case COLLATE -> "collating";
        };
    String object = position < 0 ? "it" : "the row at position " + position;
    return "%s %d of epoch %d: %s %s failed: %s".formatted(unit, batch, epoch, what, object, cause);
  }
}
