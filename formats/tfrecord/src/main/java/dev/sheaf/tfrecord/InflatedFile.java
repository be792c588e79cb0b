package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// A compressed file as if it were not: positions count the bytes that it expands to.
///
/// It is expanded once when it is opened, which verifies it to its last byte and tells its size. The pieces that come
/// out are kept for as long as the virtual machine has room for them, and expanded again where it had not: a file may
/// be larger than the memory, and nothing is written to a disk. Where expanding stopped it goes on, so that a pass from
/// front to back expands a file once, however little room there is; a read before that place begins at the start again.
final class InflatedFile implements InputFile {
  private static final int PIECE_BYTES = 1 << 20;

  /// As many as a Java array holds.
  private static final int MAX_SLICE_BYTES = Integer.MAX_VALUE - 8;

  private final InputFile file;
  private final Compression compression;
  private final FormatOptions options;
  private final long size;

  /// Guards what is expanded, not what is read.
  private final ReentrantLock lock = new ReentrantLock();

  private final AtomicReferenceArray<Reference<byte[]>> pieces;
  private final Function<byte[], Reference<byte[]>> keep;
  private InflatedBytes bytes;
  private volatile boolean closed;

  /// Expands a file, which is closed with this one; if that fails, the caller closes it.
  InflatedFile(InputFile file, Compression compression, FormatOptions options) {
    this(file, compression, options, SoftReference::new);
  }

  /// @param keep how long pieces are remembered
  InflatedFile(
      InputFile file, Compression compression, FormatOptions options, Function<byte[], Reference<byte[]>> keep) {
    this.keep = keep;
    this.file = file;
    this.compression = compression;
    this.options = options;
    List<Reference<byte[]>> all = new ArrayList<>();
    bytes = new InflatedBytes(file, compression, options);
    try {
      byte[] piece = next();
      while (piece.length > 0) {
        all.add(keep.apply(piece));
        piece = next();
      }
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
    size = bytes.position();
    pieces = new AtomicReferenceArray<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      pieces.set(i, all.get(i));
    }
  }

  /// The next piece; shorter than others at the end, and of no bytes behind it.
  private byte[] next() {
    byte[] piece = new byte[PIECE_BYTES];
    int length = bytes.read(piece);
    return length == piece.length ? piece : Arrays.copyOf(piece, length);
  }

  private byte[] piece(int number) {
    byte[] kept = pieces.get(number).get();
    if (kept != null) {
      return kept;
    }
    lock.lock();
    try {
      checkOpen();
      kept = pieces.get(number).get();
      if (kept != null) {
        return kept;
      }
      if (bytes.position() > (long) number * PIECE_BYTES) {
        bytes.close();
        bytes = new InflatedBytes(file, compression, options);
      }
      for (int at = (int) (bytes.position() / PIECE_BYTES); ; at++) {
        byte[] expanded = next();
        pieces.set(at, keep.apply(expanded));
        if (at == number) {
          return expanded;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return file.name() + " (expanded)";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    check(range);
    int number = (int) (range.offset() / PIECE_BYTES);
    int from = (int) (range.offset() % PIECE_BYTES);
    if (range.length() == 0) {
      return MemorySegment.ofArray(new byte[0]).asReadOnly();
    }
    if (from + range.length() <= PIECE_BYTES) {
      return MemorySegment.ofArray(piece(number)).asSlice(from, range.length()).asReadOnly();
    }
    if (range.length() > MAX_SLICE_BYTES) {
      throw new UnsupportedFormatException(
          name(),
          range.offset(),
          "at most %d bytes in one piece".formatted(MAX_SLICE_BYTES),
          range.length() + " bytes");
    }
    MemorySegment joined = MemorySegment.ofArray(new byte[(int) range.length()]);
    read(range.offset(), joined);
    return joined.asReadOnly();
  }

  @Override
  public void read(long position, MemorySegment target) {
    check(new ByteRange(position, target.byteSize()));
    for (long done = 0; done < target.byteSize(); ) {
      long at = position + done;
      byte[] piece = piece((int) (at / PIECE_BYTES));
      int from = (int) (at % PIECE_BYTES);
      long some = Math.min(piece.length - from, target.byteSize() - done);
      MemorySegment.copy(MemorySegment.ofArray(piece), from, target, done, some);
      done += some;
    }
  }

  private void check(ByteRange range) {
    checkOpen();
    if (range.end() > size) {
      throw new TruncatedDataException(name(), range, size);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(name()));
    }
  }

  /// Closes this file, and leaves the compressed one open.
  void release() {
    lock.lock();
    try {
      closed = true;
      bytes.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    release();
    file.close();
  }
}
