package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Writes arrays as an `.npz` file, which NumPy reads: a zip archive of `.npy` files, in the order in which they are
/// written.
///
/// The same arrays give the same bytes with the same Java: entries have no times, and how DEFLATE packs them is up to
/// Java's zlib. The elements of a stored array begin at a multiple of 64, so that they are aligned where the file is
/// mapped. The file appears whole with [#commit()], or not at all. For one thread.
public final class NpzWriter implements AutoCloseable {
  /// What is done to the bytes of an array.
  public enum Compression {
    /// Nothing: they can be mapped. As `numpy.savez`.
    STORED,
    /// DEFLATE. As `numpy.savez_compressed`.
    DEFLATE
  }

  /// Hands the elements of an array to a consumer, a piece at a time.
  @FunctionalInterface
  interface Pieces {
    void forEach(Consumer<MemorySegment> consumer);
  }

  private final OutputFile out;
  private final Compression compression;
  private final long largeFrom;
  private final List<WrittenEntry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private NpzWriter(OutputFile out, Compression compression, long largeFrom) {
    this.out = out;
    this.compression = compression;
    this.largeFrom = largeFrom;
  }

  /// Starts a file.
  ///
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  public static NpzWriter create(Path target, Compression compression) {
    return create(target, compression, ArchiveDirectory.ELSEWHERE);
  }

  /// @param largeFrom from which number on four bytes are not enough: a smaller one than there is for tests
  static NpzWriter create(Path target, Compression compression, long largeFrom) {
    return new NpzWriter(OutputFile.create(target), compression, largeFrom);
  }

  /// Writes one array.
  ///
  /// @param name what NumPy calls it; it may have slashes, which are no folders
  /// @throws IllegalArgumentException if there is one of this name already, if the name has a NUL or more than 65,000
  ///     bytes, or for bfloat16, which NumPy does not know
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  public void write(String name, NdArray array) {
    write(name, array.dtype(), array.shape(), consumer -> consumer.accept(array.segment()));
  }

  /// @param pieces the elements that `shape` needs, in row-major and native byte order
  void write(String name, DType dtype, Shape shape, Pieces pieces) {
    MemorySegment head = MemorySegment.ofArray(NpyHeader.write(dtype, shape));
    long bytes = Math.addExact(head.byteSize(), Math.multiplyExact(shape.size(), (long) dtype.byteSize()));
    if (names.contains(name)) {
      throw new IllegalArgumentException("expected each array once, found \"%s\" twice".formatted(name));
    }
    WrittenEntry entry = WrittenEntry.start(name + ".npy", compression, bytes, out.position(), largeFrom);
    names.add(name);
    out.write(entry.localHeader());
    EntryContent content = EntryContent.of(compression, out);
    try (content) {
      content.write(head);
      pieces.forEach(content::write);
      content.finish();
    }
    if (content.bytes() != bytes) {
      throw new IllegalArgumentException(
          "expected %d bytes of \"%s\", found %d".formatted(bytes, name, content.bytes()));
    }
    entry.finish(content.crc(), content.storedBytes());
    out.overwrite(entry.headerAt(), entry.localHeader());
    entries.add(entry);
  }

  /// Writes the directory and puts the file in its place; afterwards it can be closed only.
  ///
  /// @throws dev.sheaf.io.StorageException if that fails; the old file is still there then
  public void commit() {
    long start = out.position();
    for (WrittenEntry entry : entries) {
      out.write(entry.directoryEntry());
    }
    out.write(WrittenEntry.end(entries.size(), start, out.position() - start, largeFrom));
    out.commit();
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    out.close();
  }
}
