package dev.sheaf.dataset;

import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An `.npy` file on its way, whose first axis is known when all of it has been appended. The file is begun with its
/// first elements. For one thread.
final class GrowingTable implements AutoCloseable {
  /// Rows are short, and each write is a call into the platform.
  private static final int BUFFER_BYTES = 1 << 18;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final Path file;
  private final DType dtype;
  private final Shape inner;
  private final MemorySegment buffer = MemorySegment.ofArray(new byte[BUFFER_BYTES]);
  private @Nullable NpyWriter writer;
  private long filled;

  GrowingTable(Path file, DType dtype, Shape inner) {
    this.file = file;
    this.dtype = dtype;
    this.inner = inner;
  }

  void append(MemorySegment elements) {
    if (elements.byteSize() > BUFFER_BYTES - filled) {
      flush();
    }
    if (elements.byteSize() > BUFFER_BYTES) {
      writer().append(elements);
      return;
    }
    MemorySegment.copy(elements, 0, buffer, filled, elements.byteSize());
    filled += elements.byteSize();
  }

  void append(long element) {
    if (filled > BUFFER_BYTES - Long.BYTES) {
      flush();
    }
    buffer.set(LONG, filled, element);
    filled += Long.BYTES;
  }

  private void flush() {
    if (filled > 0) {
      writer().append(buffer.asSlice(0, filled));
      filled = 0;
    }
  }

  private NpyWriter writer() {
    NpyWriter begun = writer;
    if (begun == null) {
      begun = NpyWriter.growing(file, dtype, inner);
      writer = begun;
    }
    return begun;
  }

  /// Puts the file in its place.
  ///
  /// @param count the extent of the first axis
  TableRef commit(long count) {
    Shape shape = inner.stacked(count);
    if (shape.size() == 0) {
      NpyWriter.write(file, dtype, shape, MemorySegment.ofArray(new byte[0]));
    } else {
      flush();
      writer().commit();
    }
    return new TableRef(
        String.valueOf(file.getFileName()), dtype, LongStream.of(shape.toArray()).boxed().toList());
  }

  /// How many bytes the file has, once it is in its place.
  long fileBytes() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new StorageException("cannot find", file.toString(), e);
    }
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
