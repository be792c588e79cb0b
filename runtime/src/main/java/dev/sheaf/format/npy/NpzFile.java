package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The arrays in an `.npz` file of NumPy: a zip archive of `.npy` files.
///
/// An array is read when it is asked for the first time: its checksum is verified, and it is inflated where it is
/// compressed, into memory that is kept until the archive can be reached no more. Arrays that are stored as they are
/// are views where the file is mapped, as those of [NpyFile]. Names lead nowhere: nothing is unpacked. Safe for any
/// number of threads.
public final class NpzFile implements AutoCloseable {
  private static final long LOCAL_OR_END = 0x4b50L;

  private final InputFile file;
  private final FormatOptions options;
  private final Map<String, Entry> entries;
  private volatile boolean closed;

  private NpzFile(InputFile file, FormatOptions options, Map<String, Entry> entries) {
    this.file = file;
    this.options = options;
    this.entries = entries;
  }

  /// Reads the directory of an archive. The result reads `file` from then on, and closes it when it is closed; if this
  /// fails, the caller closes it.
  ///
  /// @throws CorruptDataException if it is no zip archive, contradicts itself, or has two arrays of one name
  /// @throws UnsupportedFormatException if it is of a kind that is not read here
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static NpzFile open(InputFile file, FormatOptions options) {
    ArchiveBytes start = ArchiveBytes.of(file, 0, Math.min(file.size(), 2));
    if (start.left() < 2 || start.unsignedShort() != LOCAL_OR_END) {
      throw new CorruptDataException(file.name(), 0, "an .npz file, which begins with PK", "another file");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (ArchiveEntry entry : ArchiveDirectory.read(file)) {
      if (entries.putIfAbsent(entry.key(), new Entry(entry)) != null) {
        throw new CorruptDataException(
            file.name(), entry.headerAt(), "each array once", "\"%s\" twice".formatted(entry.key()));
      }
    }
    return new NpzFile(file, options, entries);
  }

  /// The names of the entries in the archive's order, without `.npy`. Not every one needs to be an array.
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /// The array of this name: a view that lives until this is closed, or a copy.
  ///
  /// @throws IllegalArgumentException if there is no such entry; the message lists the names
  /// @throws CorruptDataException if the entry is damaged
  /// @throws UnsupportedFormatException if it is no array of plain numbers, is encrypted, compressed with something
  ///     else than DEFLATE, or expands beyond the limits
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public NdArray array(String name) {
    return npy(name).array();
  }

  /// The `.npy` file of this name.
  NpyFile npy(String name) {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(file.name()));
    }
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("expected one of the arrays %s, found \"%s\"".formatted(names(), name));
    }
    return entry.npy(file, options);
  }

  /// How an array lies in the archive.
  Layout.Column stored(String name) {
    Layout.Column array = npy(name).stored().layout().stored(name);
    ArchiveEntry entry = Objects.requireNonNull(entries.get(name)).entry;
    return new Layout.Column(name, array.type(), entry.storedBytes(), array.facts())
        .with("compression", entry.method() == ArchiveEntry.STORED ? "none" : "deflate");
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  /// One entry, and what was read of it.
  private static final class Entry {
    private final ArchiveEntry entry;
    private @Nullable NpyFile npy;

    Entry(ArchiveEntry entry) {
      this.entry = entry;
    }

    synchronized NpyFile npy(InputFile file, FormatOptions options) {
      NpyFile read = npy;
      if (read == null) {
        MemorySegment content = ArchiveContent.read(file, entry, options);
        if (!entry.isNamedNpy() && !NpyHeader.isAhead(content)) {
          throw new UnsupportedFormatException(
              file.name(), entry.headerAt(), "an array", "the entry \"%s\", which is none".formatted(entry.name()));
        }
        read = NpyFile.read(InputFile.of("%s!%s".formatted(file.name(), entry.name()), content));
        npy = read;
      }
      return read;
    }
  }
}
