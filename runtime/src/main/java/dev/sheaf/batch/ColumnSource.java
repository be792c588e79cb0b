package dev.sheaf.batch;

import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;

/// Rows whose columns lie packed in memory, so that a batch is filled from positions without an object for each row.
///
/// A dataset that can do so implements this beside its own interface; [ColumnCollator#collate(ColumnSource, long[],
/// int)] uses it. Column `i` is field `i` of the schema. All methods are thread-safe, take the first `count` of
/// `positions`, in that order and with repetitions, and fail with an [IndexOutOfBoundsException] for a position
/// that is no row; the arrays passed in are the caller's and are not kept.
public interface ColumnSource {
  /// What a row is made of; every field is an array of one dtype, a number or a boolean.
  RecordSchema schema();

  /// How many axes the array of one row has. Asked only where the schema leaves it open (`...`).
  int rank(int column, long position);

  /// Writes the shapes of these rows: the extents of one row after the other, outermost axis first.
  ///
  /// Asked only for columns whose shape is not fixed by the schema; `extents` has at least as many elements as these
  /// rows have axes together.
  void extents(int column, long[] positions, int count, long[] extents);

  /// Copies the elements of these rows, in native byte order, end to end to the start of `target`.
  ///
  /// `target` has exactly the bytes that these rows have together. Blocks while mapped memory is read from storage.
  ///
  /// @throws dev.sheaf.SheafException if the data cannot be read
  void gather(int column, long[] positions, int count, MemorySegment target);
}
