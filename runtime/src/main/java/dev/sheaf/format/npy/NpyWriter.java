package dev.sheaf.format.npy;

import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Writes one array as an `.npy` file of the bytes that NumPy's `save` would write; the data starts at a multiple of
/// 64.
///
/// The file appears whole with [#commit()], or not at all. For one thread.
public final class NpyWriter implements AutoCloseable {
  private final OutputFile out;
  private final DType dtype;
  private final Shape shape;
  private final boolean counts;
  private final long dataOffset;

  private NpyWriter(OutputFile out, DType dtype, Shape shape, boolean counts) {
    this.out = out;
    this.dtype = dtype;
    this.shape = shape;
    this.counts = counts;
    MemorySegment head = MemorySegment.ofArray(NpyHeader.write(dtype, shape));
    out.write(head);
    dataOffset = head.byteSize();
  }

  /// Starts a file for an array whose shape is known.
  ///
  /// @throws IllegalArgumentException for bfloat16, which NumPy does not know
  /// @throws dev.sheaf.io.StorageException if the file cannot be written
  public static NpyWriter create(Path target, DType dtype, Shape shape) {
    return start(target, dtype, shape, false);
  }

  /// Starts a file for an array whose first axis is known only when all of it has been written.
  ///
  /// @param inner the shape of one element along the first axis; it must have elements
  /// @throws IllegalArgumentException if `inner` is empty, or for bfloat16
  /// @throws dev.sheaf.io.StorageException if the file cannot be written
  public static NpyWriter growing(Path target, DType dtype, Shape inner) {
    if (inner.size() == 0) {
      throw new IllegalArgumentException("expected an inner shape with elements, found " + inner);
    }
    return start(target, dtype, inner.stacked(0), true);
  }

  private static NpyWriter start(Path target, DType dtype, Shape shape, boolean counts) {
    OutputFile out = OutputFile.create(target);
    try {
      return new NpyWriter(out, dtype, shape, counts);
    } catch (RuntimeException e) {
      out.close();
      throw e;
    }
  }

  /// Writes a whole array at once.
  ///
  /// @param data its elements, dense, in row-major and native byte order
  /// @throws IllegalArgumentException if `data` has not exactly the bytes that the shape needs
  /// @throws dev.sheaf.io.StorageException if the file cannot be written
  public static void write(Path target, DType dtype, Shape shape, MemorySegment data) {
    try (NpyWriter writer = create(target, dtype, shape)) {
      writer.append(data);
      writer.commit();
    }
  }

  /// Appends elements, dense, in row-major and native byte order.
  ///
  /// @throws dev.sheaf.io.StorageException if they cannot be written
  public void append(MemorySegment elements) {
    out.write(elements);
  }

  /// Puts the file in its place; afterwards it can be closed only.
  ///
  /// @throws IllegalArgumentException if what was appended is not what the shape needs; the file is not written then
  /// @throws dev.sheaf.io.StorageException if that fails; the old file is still there then
  public void commit() {
    long bytes = out.position() - dataOffset;
    if (counts) {
      long row = shape.inner().size() * dtype.byteSize();
      check(bytes % row == 0, "a multiple of %d bytes for rows of %s %s".formatted(row, dtype, shape.inner()), bytes);
      out.overwrite(0, MemorySegment.ofArray(NpyHeader.write(dtype, shape.inner().stacked(bytes / row))));
    } else {
      long expected = Math.multiplyExact(shape.size(), (long) dtype.byteSize());
      check(bytes == expected, "%d bytes for %s %s".formatted(expected, dtype, shape), bytes);
    }
    out.commit();
  }

  private static void check(boolean right, String expected, long found) {
    if (!right) {
      throw new IllegalArgumentException("expected %s, found %d bytes".formatted(expected, found));
    }
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    out.close();
  }
}
