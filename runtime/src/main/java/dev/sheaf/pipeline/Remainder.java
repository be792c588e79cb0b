package dev.sheaf.pipeline;

/// What becomes of the rows that are left when all are divided evenly: between readers, or into batches.
public enum Remainder {
  /// They are delivered: the first readers have one row more than the others, and the last batch may be smaller.
  KEEP,
  /// They are left out, in this epoch: every reader has as many rows, and every batch is full.
  DROP
}
