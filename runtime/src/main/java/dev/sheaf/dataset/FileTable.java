package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.FilePattern;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Names, sizes, times and checksums of a dataset's files, column by column: the same whether in memory or mapped.
///
/// First come the sources, in the order of their rows; then the files that records refer to, by code points. A table
/// that was mapped may be damaged, so that each access checks what it takes from it. Safe for any number of threads.
///
/// @param place what to call the table in errors
/// @param root the folder that names start from
/// @param sources how many of the files are sources
/// @param names all names in UTF-8, end to end, with `/` between folders
/// @param nameOffsets int64: where each name starts; one more than there are files
/// @param sizes int64, in bytes
/// @param times int64, in nanoseconds since 1970
/// @param checksums uint32: CRC-32C
record FileTable(
    String place,
    Path root,
    long sources,
    MemorySegment names,
    MemorySegment nameOffsets,
    MemorySegment sizes,
    MemorySegment times,
    MemorySegment checksums) {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /// What is wrong with a file that has no name in text.
  static final String NO_TEXT =
      "its name holds bytes that are no text in this process's encoding; rename it, or set LC_ALL=C.UTF-8";

  /// One file as it was seen.
  ///
  /// @param path absolute and normalized
  /// @param checksum CRC-32C, or 0 where nobody asks for it
  record Entry(Path path, FileStamp stamp, int checksum) {}

  FileTable {
    long files = sizes.byteSize() / Long.BYTES;
    if (sources < 0
        || sources > files
        || nameOffsets.byteSize() != (files + 1) * Long.BYTES
        || times.byteSize() != sizes.byteSize()
        || checksums.byteSize() != files * Integer.BYTES) {
      throw new CorruptDataException(
          place,
          0,
          "tables of %d files, of which %d are sources".formatted(files, sources),
          "%d name offsets, %d times, %d checksums"
              .formatted(
                  nameOffsets.byteSize() / Long.BYTES,
                  times.byteSize() / Long.BYTES,
                  checksums.byteSize() / Integer.BYTES));
    }
  }

  /// Whether a file has a name that can be written down: bytes that are no text here would name another file.
  static boolean canName(Path file) {
    try {
      return file.getFileSystem().getPath(file.toString()).equals(file);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// A table in memory; the root is the deepest folder that holds all files.
  ///
  /// @throws StorageException if a file has a name that is no text
  static FileTable of(List<Entry> sources, List<Entry> references) {
    List<Entry> files = new ArrayList<>(sources);
    files.addAll(references);
    Path root = root(files);
    byte[][] names = new byte[files.size()][];
    long[] nameOffsets = new long[names.length + 1];
    long[] sizes = new long[names.length];
    long[] times = new long[names.length];
    int[] checksums = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      Entry file = files.get(i);
      if (!canName(file.path())) {
        throw new StorageException("cannot name", file.path().toString(), new IOException(NO_TEXT));
      }
      names[i] = name(root, file.path()).getBytes(StandardCharsets.UTF_8);
      nameOffsets[i + 1] = nameOffsets[i] + names[i].length;
      sizes[i] = file.stamp().size();
      times[i] = file.stamp().modified();
      checksums[i] = file.checksum();
    }
    byte[] text = new byte[Math.toIntExact(nameOffsets[names.length])];
    for (int i = 0; i < names.length; i++) {
      System.arraycopy(names[i], 0, text, (int) nameOffsets[i], names[i].length);
    }
    return new FileTable(
        root.toString(),
        root,
        sources.size(),
        MemorySegment.ofArray(text),
        MemorySegment.ofArray(nameOffsets),
        MemorySegment.ofArray(sizes),
        MemorySegment.ofArray(times),
        MemorySegment.ofArray(checksums));
  }

  private static Path root(List<Entry> files) {
    Path root = parent(files.getFirst().path());
    for (Entry file : files) {
      while (!file.path().startsWith(root)) {
        root = parent(root);
      }
    }
    return root;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("expected files that share a folder, found \"%s\" apart".formatted(path));
    }
    return parent;
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
  }

  /// The same files in another folder: their sizes and checksums are compared once, now; from now on they count as
  /// unchanged while they keep the times that they have there.
  ///
  /// @throws StaleDataException if a file is not the one of this table
  /// @throws StorageException if one is not there
  FileTable movedTo(Path folder, String advice) {
    // Native memory: a Java array could not hold the times of any number of files.
    MemorySegment newTimes = Arena.ofAuto().allocate(times.byteSize(), Long.BYTES);
    FileTable moved =
        new FileTable(
            place, folder.toAbsolutePath().normalize(), sources, names, nameOffsets, sizes, newTimes, checksums);
    for (long file = 0; file < size(); file++) {
      Path path = moved.path(file);
      FileStamp found = FileStamp.of(path);
      if (found.size() != stamp(file).size()) {
        throw new StaleDataException(
            path.toString(), stamp(file).size() + " bytes", found.size() + " bytes", advice);
      }
      int checksum = Checksum.of(path);
      if (checksum != checksum(file)) {
        throw new StaleDataException(
            path.toString(), "the checksum %08x".formatted(checksum(file)), "%08x".formatted(checksum), advice);
      }
      newTimes.setAtIndex(LONG, file, found.modified());
    }
    return moved;
  }

  /// How many files there are.
  long size() {
    return sizes.byteSize() / Long.BYTES;
  }

  /// The name of a file, relative to the root.
  String name(long file) {
    long from = nameOffsets.getAtIndex(LONG, file);
    long to = nameOffsets.getAtIndex(LONG, file + 1);
    if (from < 0 || to < from || to > names.byteSize()) {
      throw new CorruptDataException(
          place,
          file * Long.BYTES,
          "a name inside the %d bytes of names".formatted(names.byteSize()),
          "bytes %d to %d".formatted(from, to));
    }
    byte[] name = new byte[Math.toIntExact(to - from)];
    MemorySegment.copy(names, ValueLayout.JAVA_BYTE, from, name, 0, name.length);
    return new String(name, StandardCharsets.UTF_8);
  }

  /// Where a file is.
  Path path(long file) {
    String name = name(file);
    try {
      Path path = root.resolve(name).normalize();
      if (!name.isEmpty() && path.startsWith(root)) {
        return path;
      }
    } catch (InvalidPathException _) {
      // Said below.
    }
    throw new CorruptDataException(place, 0, "a file inside \"%s\"".formatted(root), "\"%s\"".formatted(name));
  }

  /// What a file was when the table was made.
  FileStamp stamp(long file) {
    return new FileStamp(sizes.getAtIndex(LONG, file), times.getAtIndex(LONG, file));
  }

  /// CRC-32C of a file when the table was made.
  int checksum(long file) {
    return checksums.getAtIndex(INT, file);
  }

  /// The position of a file that records refer to; -1 if it is not here.
  long findReference(Path path) {
    if (!path.startsWith(root)) {
      return -1;
    }
    String name = name(root, path);
    long low = sources;
    long high = size() - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      int order = FilePattern.BY_CODE_POINT.compare(name(middle), name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /// How many bytes all files have together.
  long bytes() {
    long bytes = 0;
    for (long file = 0; file < size(); file++) {
      bytes = Math.addExact(bytes, stamp(file).size());
    }
    return bytes;
  }

  /// Throws if a file is not the one it was.
  void check(long file, String advice) {
    Path path = path(file);
    FileStamp found = FileStamp.of(path);
    if (!found.equals(stamp(file))) {
      throw new StaleDataException(path.toString(), stamp(file).toString(), found.toString(), advice);
    }
  }

  /// Whether these are the files of the table, unchanged.
  ///
  /// @param files what the sources are now
  /// @param verify whether checksums are compared too
  boolean isOf(List<FilePattern.Found> files, boolean verify) {
    if (files.size() != sources) {
      return false;
    }
    String folder = root.toString();
    String separator = root.getFileSystem().getSeparator();
    String start = folder.endsWith(separator) ? folder : folder + separator;
    for (int i = 0; i < files.size(); i++) {
      FilePattern.Found found = files.get(i);
      BasicFileAttributes attributes = found.attributes();
      if (!isNamed(i, found.path().toString(), start, separator)
          || isOther(
              i, found.path(), attributes == null ? FileStamp.of(found.path()) : FileStamp.of(attributes), verify)) {
        return false;
      }
    }
    for (long file = sources; file < size(); file++) {
      Path path = path(file);
      if (isOther(file, path, FileStamp.of(path), verify)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOther(long file, Path path, FileStamp now, boolean verify) {
    return !now.equals(stamp(file)) || (verify && Checksum.of(path) != checksum(file));
  }

  /// Whether a file is at `path`, absolute and normalized; of a hundred thousand files no path is made to tell.
  ///
  /// @param start what comes before the name
  private boolean isNamed(long file, String path, String start, String separator) {
    String name = name(file);
    return path.length() == start.length() + name.length()
        && path.startsWith(start)
        && path.endsWith(separator.equals("/") ? name : name.replace("/", separator));
  }
}
