package dev.sheaf.batch;

/// Some rows put side by side, column by column. The processor writes one implementation for each annotated record.
public interface Batch {
  /// How many rows it has.
  long size();

  /// How many bytes its arrays have; values that are listed as they are, are not counted.
  long byteSize();
}
