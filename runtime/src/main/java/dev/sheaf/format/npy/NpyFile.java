package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// The array in an `.npy` file of NumPy.
///
/// It is a view without a copy where the file is mapped and its elements lie as in memory: row-major (NumPy's `C`
/// order), in this machine's byte order. Column-major (`F`) and byte-swapped files give copies in that form. The file
/// stays the caller's: it is read until its last array has been asked for, and views live until it is closed. Safe for
/// any number of threads.
public final class NpyFile {
  private final StoredArray stored;

  private NpyFile(StoredArray stored) {
    this.stored = stored;
  }

  /// Reads the head of a file, and checks its length against it; elements are not touched.
  ///
  /// @throws CorruptDataException if it is no `.npy` file, is damaged, or ends before its array does
  /// @throws UnsupportedFormatException if it holds anything but plain numbers, or more than one array
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static NpyFile read(InputFile file) {
    NpyHeader header = NpyHeader.read(file);
    ElementLayout layout = header.layout();
    long found = file.size() - header.dataOffset();
    long expected;
    try {
      expected = layout.byteSize();
      // Where the data would end must be a position too.
      Math.addExact(header.dataOffset(), expected);
    } catch (ArithmeticException e) {
      throw new CorruptDataException(
          file.name(), header.dataOffset(), layout.toString(), "%d bytes of data".formatted(found));
    }
    ByteRange range = new ByteRange(header.dataOffset(), expected);
    if (found < expected) {
      throw new TruncatedDataException(file.name(), range, file.size());
    }
    if (found > expected) {
      throw new UnsupportedFormatException(
          file.name(),
          range.end(),
          "the end of the file after %s".formatted(layout),
          "%d bytes more".formatted(found - expected));
    }
    return new NpyFile(new StoredArray(file, header.dataOffset(), layout));
  }

  /// The type of the elements.
  public DType dtype() {
    return stored.layout().dtype();
  }

  /// The shape.
  public Shape shape() {
    return stored.layout().shape();
  }

  /// The elements: dense, row-major, in native byte order, read-only. Not always aligned: NumPy aligns to 64 bytes,
  /// other writers may not.
  ///
  /// A `bool` is one byte, as it stands in the file: 0 is false, any other true.
  ///
  /// @throws dev.sheaf.io.StorageException if the file is not mapped and cannot be read
  public MemorySegment data() {
    return stored.elements();
  }

  /// The elements as an array. Those of `bool` are read once, so that each of them is 0 or 1 in memory.
  ///
  /// @throws dev.sheaf.io.StorageException if the file is not mapped and cannot be read
  public NdArray array() {
    return stored.array();
  }

  /// The elements `from` to `to - 1` along the first axis: an array with as many axes. No others are read.
  ///
  /// @throws IllegalStateException if the array has no axes
  /// @throws IndexOutOfBoundsException if the range is not inside the first axis
  /// @throws dev.sheaf.io.StorageException if the file is not mapped and cannot be read
  public NdArray rows(long from, long to) {
    if (shape().rank() == 0) {
      throw new IllegalStateException("expected an array with axes, found a scalar, which has no rows");
    }
    Objects.checkFromToIndex(from, to, shape().dim(0));
    return stored.rows(from, to);
  }

  StoredArray stored() {
    return stored;
  }
}
