package dev.sheaf.format;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;

/// The array in an `.npy` file: a view without a copy where the file is mapped.
///
/// The file stays the caller's: its views live until it is closed. Safe for any number of threads.
public final class NpyFile {
  private final NpyHeader header;
  private final MemorySegment data;

  private NpyFile(NpyHeader header, MemorySegment data) {
    this.header = header;
    this.data = data;
  }

  /// Reads the head of a file, and checks its length against it; elements are not touched where the file is mapped.
  ///
  /// @throws CorruptDataException if it is no `.npy` file, is damaged, or does not end where its array does
  /// @throws UnsupportedFormatException if it holds anything but plain numbers, dense, in row-major order and this
  ///     machine's byte order
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static NpyFile read(InputFile file) {
    NpyHeader header = NpyHeader.read(file);
    long found = file.size() - header.dataOffset();
    long expected;
    try {
      expected = header.dataBytes();
      // Where the data would end must be a position too.
      Math.addExact(header.dataOffset(), expected);
    } catch (ArithmeticException e) {
      throw new CorruptDataException(
          file.name(),
          header.dataOffset(),
          "%s %s".formatted(header.dtype(), header.shape()),
          "%d bytes of data".formatted(found));
    }
    ByteRange range = new ByteRange(header.dataOffset(), expected);
    if (found < expected) {
      throw new TruncatedDataException(file.name(), range, file.size());
    }
    if (found > expected) {
      throw new CorruptDataException(
          file.name(),
          range.end(),
          "the end of the file after %s %s".formatted(header.dtype(), header.shape()),
          "%d bytes more".formatted(found - expected));
    }
    return new NpyFile(header, file.slice(range));
  }

  /// The type of the elements.
  public DType dtype() {
    return header.dtype();
  }

  /// The shape.
  public Shape shape() {
    return header.shape();
  }

  /// The elements: dense, row-major, in native byte order, read-only. Not always aligned: NumPy aligns to 64 bytes,
  /// other writers may not.
  public MemorySegment data() {
    return data;
  }

  /// The elements as an array: a view.
  public NdArray array() {
    return NdArray.wrap(header.dtype(), data, header.shape());
  }
}
