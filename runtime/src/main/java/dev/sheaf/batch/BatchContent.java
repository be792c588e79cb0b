package dev.sheaf.batch;

import java.lang.foreign.MemorySegment;

/// The rows that one batch is made of, column by column.
sealed interface BatchContent permits RowContent, SourceContent {
  /// How many there are.
  int rows();

  /// A column of values as they are.
  BatchColumn listed(int column);

  /// The shapes of a column that lies in memory.
  RowShapes shapes(int column, ColumnLayout.InMemory layout);

  /// Copies a column that lies in memory, end to end. `target` has exactly the bytes that it needs.
  void copyTo(int column, MemorySegment target);
}
