package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A [FileTable] as a description names it.
///
/// @param root the folder that file names start from, relative to the folder of the description
/// @param sources how many of the files are sources
/// @param files how many files there are, with those that records refer to
/// @param bytes how many bytes they have together
/// @param tables the columns by name
record StoredFiles(String root, long sources, long files, long bytes, Map<String, TableRef> tables) {
  private static final String NAMES = "names";
  private static final String NAME_OFFSETS = "name_offsets";
  private static final String SIZES = "sizes";
  static final String TIMES = "times";
  private static final String CHECKSUMS = "checksums";

  StoredFiles {
    // Sorted, so that the same tables give the same text.
    tables = new TreeMap<>(tables);
  }

  /// What a description names that vouches for no file.
  static StoredFiles none() {
    return new StoredFiles("", 0, 0, 0, Map.of());
  }

  /// Writes the columns of `files`.
  static StoredFiles write(TableFolder folder, FileTable files) {
    return new StoredFiles(
        relative(folder.path(), files.root()),
        files.sources(),
        files.size(),
        files.bytes(),
        Map.of(
            NAMES, column(folder, NAMES, DType.UINT8, files.names()),
            NAME_OFFSETS, column(folder, NAME_OFFSETS, DType.INT64, files.nameOffsets()),
            SIZES, column(folder, SIZES, DType.INT64, files.sizes()),
            TIMES, column(folder, TIMES, DType.INT64, files.times()),
            CHECKSUMS, column(folder, CHECKSUMS, DType.UINT32, files.checksums())));
  }

  private static TableRef column(TableFolder folder, String name, DType dtype, MemorySegment data) {
    return folder.put(name, dtype, Shape.of(data.byteSize() / dtype.byteSize()), data);
  }

  /// The way from one folder to another as it is written, links unseen; the whole path where there is none.
  private static String relative(Path folder, Path root) {
    boolean reachable = folder.getRoot() != null && folder.getRoot().equals(root.getRoot());
    String way = (reachable ? folder.relativize(root) : root).toString();
    return way.replace(folder.getFileSystem().getSeparator(), "/");
  }

  /// Maps the columns; nothing is read for each file.
  ///
  /// @param description what names them
  /// @throws CorruptDataException if they are not there, damaged, or do not fit together
  FileTable open(Path description, MappedTables mapped) {
    Path folder = parent(description);
    Path rootPath;
    try {
      rootPath = folder.resolve(root).normalize();
    } catch (InvalidPathException e) {
      throw new CorruptDataException(description.toString(), 0, "a folder under \"root\"", "\"%s\"".formatted(root));
    }
    FileTable table =
        new FileTable(
            description.toString(),
            rootPath,
            sources,
            open(description, NAMES, DType.UINT8, mapped),
            open(description, NAME_OFFSETS, DType.INT64, mapped),
            open(description, SIZES, DType.INT64, mapped),
            open(description, TIMES, DType.INT64, mapped),
            open(description, CHECKSUMS, DType.UINT32, mapped));
    if (table.size() != files) {
      throw new CorruptDataException(
          description.toString(), 0, "tables of %d files".formatted(files), "tables of %d".formatted(table.size()));
    }
    return table;
  }

  private MemorySegment open(Path description, String name, DType dtype, MappedTables mapped) {
    TableRef table = tables.get(name);
    if (table == null) {
      throw new CorruptDataException(description.toString(), 0, "a table \"%s\"".formatted(name), "none");
    }
    return table.map(description, dtype, 1, mapped).data();
  }

  private static Path parent(Path description) {
    Path parent = description.getParent();
    return parent == null ? description : parent;
  }
}
