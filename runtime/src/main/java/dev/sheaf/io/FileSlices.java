package dev.sheaf.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// Fetches slices of files that data refers to: `map(FileSlices.in(folder).ofText())`. Thread-safe.
///
/// Files are mapped whole, and those used last stay mapped, so that many slices of one file cost one mapping; it shows
/// the file as it was when it was mapped. There is nothing to close: slices are read-only views that live as long as
/// somebody has them, and no handle stays open. Views are not guarded against a file that is cut off while they are
/// looked at: see [InputFile#slice]. Files that their file system cannot map are read each time.
public final class FileSlices implements Function<SliceReference, MemorySegment> {
  /// How many files stay mapped unless told otherwise.
  public static final int DEFAULT_MAPPINGS = 100;

  private final Confinement confinement;
  private final int mappings;
  private final SequencedMap<Path, MemorySegment> mapped = new LinkedHashMap<>(16, 0.75f, true);

  private FileSlices(Confinement confinement, int mappings) {
    this.confinement = confinement;
    this.mappings = mappings;
  }

  /// Files in a folder, or in folders inside it; a reference that leads out of it, through `..`, a link or an absolute
  /// path, is refused.
  public static FileSlices in(Path folder) {
    return new FileSlices(new Confinement(folder, false), DEFAULT_MAPPINGS);
  }

  /// Files anywhere, relative paths being those in `folder`: for references that you trust.
  public static FileSlices anywhere(Path folder) {
    return new FileSlices(new Confinement(folder, true), DEFAULT_MAPPINGS);
  }

  /// With another number of files that stay mapped; 0 maps a file for each slice.
  ///
  /// @throws IllegalArgumentException if it is negative
  public FileSlices keeping(int mappings) {
    if (mappings < 0) {
      throw new IllegalArgumentException("expected 0 mappings or more, found " + mappings);
    }
    return new FileSlices(confinement, mappings);
  }

  /// The same, from the text that [SliceReference#parse] reads.
  public Function<String, MemorySegment> ofText() {
    return text -> apply(SliceReference.parse(text));
  }

  /// The bytes of a slice, read-only.
  ///
  /// @throws SliceReferenceException if it leads out of the folder, or its path is none
  /// @throws TruncatedDataException if the file ends before the slice does
  /// @throws StorageException if the file cannot be opened or read, or is a folder
  @Override
  public MemorySegment apply(SliceReference reference) {
    Path path = path(reference);
    Optional<MemorySegment> known = known(path);
    if (known.isPresent()) {
      MemorySegment file = known.get();
      ByteRange range = range(reference, path, file.byteSize());
      return file.asSlice(range.offset(), range.length());
    }
    Arena arena = Arena.ofAuto();
    try (InputFile file = InputFile.open(path, arena)) {
      ByteRange range = range(reference, path, file.size());
      if (!MappedFile.canMap(path)) {
        return file.slice(range);
      }
      MemorySegment all = file.slice(new ByteRange(0, file.size()));
      keep(path, all);
      return all.asSlice(range.offset(), range.length());
    }
  }

  private Path path(SliceReference reference) {
    Path path;
    try {
      path = confinement.folder().resolve(reference.path()).normalize();
    } catch (InvalidPathException e) {
      throw new SliceReferenceException(reference.toString(), "a path of a file", e.getReason());
    }
    if (!confinement.admits(path)) {
      throw new SliceReferenceException(
          reference.toString(), "a file inside %s".formatted(confinement.folder()), "one outside");
    }
    return path;
  }

  private static ByteRange range(SliceReference reference, Path path, long size) {
    long rest = Math.max(0, size - reference.offset());
    long length = reference.length().orElse(rest);
    if (reference.offset() > size || length > rest) {
      // Where offset and length end beyond all numbers, no file does.
      ByteRange wanted = new ByteRange(reference.offset(), Math.min(length, Long.MAX_VALUE - reference.offset()));
      throw new TruncatedDataException(path.toString(), wanted, size);
    }
    return new ByteRange(reference.offset(), length);
  }

  private Optional<MemorySegment> known(Path path) {
    synchronized (mapped) {
      return Optional.ofNullable(mapped.get(path));
    }
  }

  private void keep(Path path, MemorySegment file) {
    synchronized (mapped) {
      mapped.put(path, file);
      if (mapped.size() > mappings) {
        mapped.pollFirstEntry();
      }
    }
  }
}
