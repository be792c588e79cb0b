package dev.sheaf.format.npy;

import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Writes the rows of one field end to end. For one thread.
final class OneFieldWriter implements TableWriter {
  private final RowBuffer rows;
  private final Runnable commit;
  private final Runnable close;
  private boolean done;

  /// @param append takes the elements of some rows
  /// @param commit puts the file in its place
  /// @param close throws away what was not committed
  OneFieldWriter(RowElements elements, Consumer<MemorySegment> append, Runnable commit, Runnable close) {
    this.rows = new RowBuffer(elements, append);
    this.commit = commit;
    this.close = close;
  }

  /// The only field of a schema.
  ///
  /// @throws IllegalArgumentException if it has more, or one that is no array of one type and shape
  static RowElements elements(String format, RecordSchema schema) {
    if (schema.fields().size() != 1) {
      throw new IllegalArgumentException(
          "expected one field for %s, which holds one array, found %d in %s"
              .formatted(format, schema.fields().size(), schema.name()));
    }
    return RowElements.of(schema.fields().getFirst());
  }

  @Override
  public void write(Object[] values) {
    checkOpen();
    if (values.length != 1) {
      throw new IllegalArgumentException("expected 1 value, found " + values.length);
    }
    rows.add(values[0]);
  }

  @Override
  public void commit() {
    checkOpen();
    rows.flush();
    commit.run();
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
    close.run();
  }
}
