package dev.sheaf.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A file that is read at any position, by any number of threads at once. It has no cursor.
///
/// Calls block while the platform fetches bytes. After [#close()] every call throws [IllegalStateException].
public interface InputFile extends AutoCloseable {
  /// The name for messages.
  String name();

  /// How many bytes the file had when it was opened.
  long size();

  /// How many bytes the file has now: fewer than [#size()] where somebody has cut it off since. Does not block.
  ///
  /// @throws StorageException if the platform does not tell
  default long presentSize() {
    return size();
  }

  /// Fills `target` with the bytes from `position` on.
  ///
  /// @throws TruncatedDataException if the file ends before `target` is full; what `target` holds then is undefined
  /// @throws StorageException if the platform cannot read
  void read(long position, MemorySegment target);

  /// The bytes of `range`, read-only: a view where the file is mapped, which lives until the file or its arena is
  /// closed; else a copy, which belongs to the caller.
  ///
  /// A view shows what the file is, not what it was: where somebody cuts the file off, looking behind its new end
  /// gives zeros or an [InternalError]. Code that looks at views inside a [ViewGuard] gets a
  /// [TruncatedDataException] instead; who hands views to others cannot see to it.
  ///
  /// @throws TruncatedDataException if the file ends before the range does
  /// @throws StorageException if the platform cannot read
  MemorySegment slice(ByteRange range);

  /// Releases the file. Views of a file that was mapped with an arena of its own are gone with it.
  @Override
  void close();

  /// Opens a file: mapped where its file system can map, else read by position.
  ///
  /// @throws StorageException if it cannot be opened, or is a folder, a pipe or a device
  static InputFile open(Path path) {
    return MappedFile.canMap(path) ? MappedFile.open(path) : ChannelFile.open(path);
  }

  /// Opens a file as [#open(Path)] does; where it is mapped, views of it live as long as `arena`.
  ///
  /// @param arena one that is not confined to a thread
  /// @throws StorageException if it cannot be opened, or is a folder, a pipe or a device
  static InputFile open(Path path, Arena arena) {
    return MappedFile.canMap(path) ? MappedFile.open(path, arena) : ChannelFile.open(path);
  }

  /// Maps a file into an arena that outlives the returned object: [#close()] leaves the views alone, and gives back the
  /// handle that is kept to guard them.
  ///
  /// @param arena one that is not confined to a thread
  /// @throws StorageException if it cannot be opened or mapped, or is a folder, a pipe or a device
  static InputFile map(Path path, Arena arena) {
    return MappedFile.open(path, arena);
  }

  /// Opens a file for reads by position, which suits small files that are read once.
  ///
  /// @throws StorageException if it cannot be opened, or is a folder, a pipe or a device
  static InputFile openPositional(Path path) {
    return ChannelFile.open(path);
  }

  /// Bytes in memory as a file.
  static InputFile of(String name, MemorySegment bytes) {
    return new MemoryFile(name, bytes);
  }
}
