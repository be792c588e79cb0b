package dev.sheaf.format.npy;

import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes rows as the arrays of an `.npz` file. An array lies in one piece, and rows come one by one: so the columns
/// are collected in files beside the archive, and put into it at the end. For one thread.
final class NpzTableWriter implements TableWriter {
  private final NpzWriter archive;
  private final List<SpooledColumn> columns = new ArrayList<>();
  private boolean done;

  private NpzTableWriter(NpzWriter archive) {
    this.archive = archive;
  }

  static NpzTableWriter create(Path target, List<RowElements> fields, NpzWriter.Compression compression) {
    // Refuses a type that NumPy does not have before anything is written.
    fields.forEach(field -> NpyType.descr(field.dtype()));
    NpzTableWriter writer = new NpzTableWriter(NpzWriter.create(target, compression));
    try {
      for (RowElements field : fields) {
        writer.columns.add(SpooledColumn.create(target, field));
      }
      return writer;
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public void write(Object[] values) {
    checkOpen();
    if (values.length != columns.size()) {
      throw new IllegalArgumentException("expected %d values, found %d".formatted(columns.size(), values.length));
    }
    // All of them first: a row is written whole or not at all.
    for (int i = 0; i < values.length; i++) {
      columns.get(i).buffer().elements().of(values[i]);
    }
    for (int i = 0; i < values.length; i++) {
      columns.get(i).buffer().add(values[i]);
    }
  }

  @Override
  public void commit() {
    checkOpen();
    for (SpooledColumn column : columns) {
      RowElements elements = column.buffer().elements();
      Shape shape = elements.shape().stacked(column.buffer().rows());
      archive.write(elements.name(), elements.dtype(), shape, column::forEach);
    }
    archive.commit();
    done = true;
  }

  private void checkOpen() {
    if (done) {
      throw new IllegalStateException("the file is written");
    }
  }

  @Override
  public void close() {
    done = true;
    try (archive) {
      columns.forEach(SpooledColumn::close);
    }
  }
}
