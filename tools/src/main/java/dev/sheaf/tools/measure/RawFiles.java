package dev.sheaf.tools.measure;

import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes of some files, read in pieces, one file after the other and again from the start. Files are opened for each piece,
/// since there may be more of them than a process may have open. Thread-safe.
final class RawFiles implements Crew.Task {
  private static final int PIECE = 4 << 20;

  private final List<Piece> pieces;
  private final AtomicLong next = new AtomicLong();
  private final ThreadLocal<byte[]> buffer;

  private record Piece(Path file, long offset, int length) {}

  private RawFiles(List<Piece> pieces) {
    this.pieces = pieces;
    int longest = pieces.stream().mapToInt(Piece::length).max().orElse(0);
    this.buffer = ThreadLocal.withInitial(() -> new byte[longest]);
  }

  /// @throws StorageException if one is not there
  static RawFiles of(List<Path> files) {
    List<Piece> pieces = new ArrayList<>();
    for (Path file : files) {
      long size = size(file);
      for (long at = 0; at < size; at += PIECE) {
        pieces.add(new Piece(file, at, (int) Math.min(PIECE, size - at)));
      }
    }
    return new RawFiles(pieces);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new StorageException("cannot find", file.toString(), e);
    }
  }

  /// How many there are.
  long bytes() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  /// Reads the next piece.
  @Override
  public Crew.Done run() {
    if (pieces.isEmpty()) {
      return new Crew.Done(0, 0);
    }
    Piece piece = pieces.get((int) (next.getAndIncrement() % pieces.size()));
    try (InputFile file = InputFile.openPositional(piece.file)) {
      file.read(piece.offset, MemorySegment.ofArray(buffer.get()).asSlice(0, piece.length));
    }
    return new Crew.Done(0, piece.length);
  }
}
