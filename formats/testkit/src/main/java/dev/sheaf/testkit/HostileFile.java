package dev.sheaf.testkit;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A file that does what files do on bad days: bytes are not what they were, it ends too early or claims not to, the
/// disk fails once. It counts what is asked of it, and remembers where it was opened until it is closed.
///
/// Each method that names a fault gives another file, with that fault too and with counts of its own; close only that
/// one. Slices are copies that are as aligned as in a mapped file and gone once the file is closed: whoever looks at
/// one later gets an [IllegalStateException], not what was there. Safe for any number of threads.
///
/// ```java
/// HostileFile file = HostileFile.of("digits", bytes).withBitsFlipped(17, 0x01).failingAtCall(3);
/// ```
public final class HostileFile implements InputFile {
  private static final long NO_CALL = 0;

  /// As far as any reader may hope that a mapped file is aligned.
  private static final long ALIGNMENT = 64;

  /// Bytes that are others than those of the source.
  ///
  /// @param flips whether the bits that are set here are flipped, else they are what is read
  private record Patch(long offset, List<Byte> bytes, boolean flips) {
    void apply(long position, MemorySegment target) {
      for (int i = 0; i < bytes.size(); i++) {
        long at = offset + i - position;
        if (at >= 0 && at < target.byteSize()) {
          int old = flips ? target.get(ValueLayout.JAVA_BYTE, at) : 0;
          target.set(ValueLayout.JAVA_BYTE, at, (byte) (old ^ bytes.get(i)));
        }
      }
    }
  }

  /// @param claimed the size that it tells
  /// @param present how many bytes can be read
  private record Faults(List<Patch> patches, long claimed, long present, long failingCall) {}

  private final InputFile source;
  private final Faults faults;
  private final Throwable openedHere;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong slices = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong closes = new AtomicLong();
  private final Arena copies = Arena.ofShared();

  private HostileFile(InputFile source, Faults faults) {
    this.source = source;
    this.faults = faults;
    this.openedHere = new Throwable("opened here");
  }

  /// A file that has no fault yet. Closing it closes `file`.
  public static HostileFile of(InputFile file) {
    return new HostileFile(file, new Faults(List.of(), file.size(), file.size(), NO_CALL));
  }

  /// A file of these bytes, which has no fault yet.
  public static HostileFile of(String name, byte[] bytes) {
    return of(InputFile.of(name, MemorySegment.ofArray(bytes)));
  }

  /// This file with the byte at `offset` changed in the bits that are set in `mask`.
  public HostileFile withBitsFlipped(long offset, int mask) {
    return patched(new Patch(offset, List.of((byte) mask), true));
  }

  /// This file with other bytes from `offset` on; those behind the end are nowhere.
  public HostileFile withBytes(long offset, byte... bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte each : bytes) {
      list.add(each);
    }
    return patched(new Patch(offset, List.copyOf(list), false));
  }

  private HostileFile patched(Patch patch) {
    List<Patch> patches = new ArrayList<>(faults.patches);
    patches.add(patch);
    return new HostileFile(
        source, new Faults(List.copyOf(patches), faults.claimed, faults.present, faults.failingCall));
  }

  /// The first bytes of this file, whole as it seems.
  public HostileFile cutTo(long bytes) {
    return new HostileFile(source, new Faults(faults.patches, bytes, bytes, faults.failingCall));
  }

  /// This file as one that has become shorter after it was opened: it tells its old size, and ends before.
  public HostileFile shrunkTo(long bytes) {
    return new HostileFile(
        source, new Faults(faults.patches, faults.claimed, Math.min(bytes, faults.present), faults.failingCall));
  }

  /// This file as one that tells another size than it has.
  public HostileFile claiming(long bytes) {
    return new HostileFile(source, new Faults(faults.patches, bytes, faults.present, faults.failingCall));
  }

  /// This file with a disk that fails once.
  ///
  /// @param call which call of [#read] or [#slice] throws a [StorageException], from 1 on
  public HostileFile failingAtCall(long call) {
    return new HostileFile(source, new Faults(faults.patches, faults.claimed, faults.present, call));
  }

  /// How often it was read or sliced, also in vain.
  public long calls() {
    return calls.get();
  }

  /// How often it was read.
  public long reads() {
    return reads.get();
  }

  /// How often it was sliced.
  public long slices() {
    return slices.get();
  }

  /// How many bytes were handed out, both ways.
  public long bytesRead() {
    return bytesRead.get();
  }

  /// How often it was closed.
  public long closes() {
    return closes.get();
  }

  /// Whether the failing call has come.
  public boolean failed() {
    return faults.failingCall != NO_CALL && calls() >= faults.failingCall;
  }

  /// Sees to it that it was closed, once.
  ///
  /// @throws AssertionError if not; its cause is where it was opened
  public void assertClosed() {
    assertCloses(1);
  }

  /// Sees to it that nobody has closed it.
  ///
  /// @throws AssertionError if somebody has
  public void assertOpen() {
    assertCloses(0);
  }

  private void assertCloses(long expected) {
    if (closes() != expected) {
      throw new AssertionError(
          "expected \"%s\" to be closed %d times, found %d".formatted(name(), expected, closes()), openedHere);
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long size() {
    return faults.claimed;
  }

  @Override
  public void read(long position, MemorySegment target) {
    reads.incrementAndGet();
    ByteRange range = admit(new ByteRange(position, target.byteSize()));
    fill(range, target);
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    slices.incrementAndGet();
    admit(range);
    long shift = range.offset() % ALIGNMENT;
    MemorySegment copy = copies.allocate(range.length() + shift, ALIGNMENT).asSlice(shift);
    fill(range, copy);
    return copy.asReadOnly();
  }

  private ByteRange admit(ByteRange range) {
    if (closes() > 0) {
      throw new IllegalStateException("\"%s\" is closed".formatted(name()));
    }
    if (calls.incrementAndGet() == faults.failingCall) {
      throw new StorageException("cannot read", name(), new IOException("the disk failed, as it was told to"));
    }
    if (range.end() > faults.present) {
      throw new TruncatedDataException(name(), range, faults.present);
    }
    bytesRead.addAndGet(range.length());
    return range;
  }

  private void fill(ByteRange range, MemorySegment target) {
    source.read(range.offset(), target);
    for (Patch patch : faults.patches) {
      patch.apply(range.offset(), target);
    }
  }

  @Override
  public void close() {
    if (closes.incrementAndGet() == 1) {
      copies.close();
      source.close();
    }
  }
}
