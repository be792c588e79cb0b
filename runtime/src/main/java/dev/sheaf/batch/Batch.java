package dev.sheaf.batch;

/// Some rows put side by side, column by column. The processor writes one implementation for each annotated record.
public interface Batch {
  /// How many rows it has.
  long size();
}
