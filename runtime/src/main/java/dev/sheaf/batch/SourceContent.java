package dev.sheaf.batch;

import java.lang.foreign.MemorySegment;

/// Rows of a source of columns.
final class SourceContent implements BatchContent {
  private final ColumnSource source;
  private final long[] positions;
  private final int rows;

  SourceContent(ColumnSource source, long[] positions, int rows) {
    this.source = source;
    this.positions = positions;
    this.rows = rows;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public BatchColumn listed(int column) {
    throw new IllegalStateException("a source of columns has values as they are in column " + column);
  }

  @Override
  public RowShapes shapes(int column, ColumnLayout.InMemory layout) {
    return switch (layout) {
      case ColumnLayout.Fixed _ -> RowShapes.FIXED;
      case ColumnLayout.FirstAxis first -> ofRank(column, first.inner().rank() + 1);
      case ColumnLayout.AnyShape any -> any.rank() >= 0 ? ofRank(column, any.rank()) : ofAnyRank(column);
      case ColumnLayout.PaddedAxes padded -> padded.rank() >= 0 ? ofRank(column, padded.rank()) : ofAnyRank(column);
    };
  }

  private RowShapes ofRank(int column, int rank) {
    return filled(column, RowShapes.ofRank(rows, rank));
  }

  private RowShapes ofAnyRank(int column) {
    long[] axes = new long[rows + 1];
    for (int row = 0; row < rows; row++) {
      axes[row + 1] = axes[row] + source.rank(column, positions[row]);
    }
    return filled(column, RowShapes.ofAxes(axes));
  }

  private RowShapes filled(int column, RowShapes shapes) {
    source.extents(column, positions, rows, shapes.extents());
    return shapes;
  }

  @Override
  public void copyTo(int column, MemorySegment target) {
    source.gather(column, positions, rows, target);
  }
}
