package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.util.Objects;

/// Arrays that are padded, seen as what they were.
final class PaddedRows<A extends NdArray> implements Ragged<A> {
  private final Padded<A> padded;
  private final PaddedForm form;

  PaddedRows(Padded<A> padded, PaddedForm form) {
    this.padded = padded;
    this.form = form;
  }

  @Override
  public Padded<A> padded() {
    return padded;
  }

  @Override
  public long size() {
    return padded.size();
  }

  @Override
  public long byteSize() {
    return padded.byteSize();
  }

  @Override
  public Shape shape(long index) {
    return form.shape(Math.toIntExact(Objects.checkIndex(index, size())));
  }

  @Override
  @SuppressWarnings("unchecked") // A part has the type of what it was cut from.
  public A get(long index) {
    return (A) form.row(padded.values(), Math.toIntExact(Objects.checkIndex(index, size())));
  }

  @Override
  public A values() {
    return endToEnd().values();
  }

  @Override
  public Int64Array offsets() {
    return endToEnd().offsets();
  }

  @SuppressWarnings("unchecked") // The rows have this type.
  private Ragged<A> endToEnd() {
    NdArray[] rows = new NdArray[Math.toIntExact(size())];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = get(row);
    }
    ArrayCells cells = new ArrayCells(rows);
    ColumnLayout.InMemory layout = ColumnLayout.of(form.layout().dtype(), form.layout().shape());
    BatchMemory memory = new BatchMemory();
    BatchColumn.Uneven column =
        (BatchColumn.Uneven) BatchColumn.reserve(layout, rows.length, cells.shapes(layout), memory);
    memory.allocate();
    cells.copyTo(column.target());
    return (Ragged<A>) column.ragged();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaddedRows<?> that && padded.equals(that.padded);
  }

  @Override
  public int hashCode() {
    return padded.hashCode();
  }

  @Override
  public String toString() {
    return "Ragged[%d of %s, padded]".formatted(size(), padded.values());
  }
}
