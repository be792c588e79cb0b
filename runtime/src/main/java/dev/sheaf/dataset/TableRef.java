package dev.sheaf.dataset;

import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.ViewGuard;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// A table as a description names it.
///
/// @param file its file, in the folder of the description
/// @param dtype the type of its elements
/// @param shape its shape
record TableRef(String file, DType dtype, List<Long> shape) {
  /// A description never leads out of its folder.
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  TableRef {
    shape = List.copyOf(shape);
  }

  /// How many bytes its elements have.
  long byteSize() {
    return shape.stream().mapToLong(Long::longValue).reduce(dtype.byteSize(), Math::multiplyExact);
  }

  /// A table that is open.
  ///
  /// @param data its elements
  record Mapped(InputFile file, MemorySegment data) {}

  /// Where the table lies.
  ///
  /// @throws CorruptDataException if that is not in the folder of the description
  Path path(Path description) {
    if (!PLAIN_NAME.matcher(file).matches()) {
      throw new CorruptDataException(description.toString(), 0, "a plain file name", "\"%s\"".formatted(file));
    }
    return description.resolveSibling(file);
  }

  /// Sees to it that the table holds what its name says, which takes reading it.
  ///
  /// @throws CorruptDataException if it does not
  /// @throws dev.sheaf.io.StorageException if it is not there
  void verify(Path description, MappedTables tables) {
    Mapped table = map(description, dtype, shape.size(), tables);
    Shape of = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
    String hash = new ViewGuard(List.of(table.file())).get(() -> TableFolder.hash(dtype, of, table.data()));
    if (!file.endsWith("-%s.npy".formatted(hash))) {
      throw new CorruptDataException(path(description).toString(), 0, "the content that its name says", hash);
    }
  }

  /// Maps the table's elements; its length is checked first.
  ///
  /// @param description what names the table
  /// @throws CorruptDataException if it is not of the expected type and rank, or not what the description says
  /// @throws dev.sheaf.io.StorageException if it is not there
  Mapped map(Path description, DType expectedType, int expectedRank, MappedTables tables) {
    Path path = path(description);
    InputFile opened = tables.open(path);
    NpyFile table = NpyFile.read(opened);
    List<Long> found = LongStream.of(table.shape().toArray()).boxed().toList();
    if (table.dtype() != expectedType || table.shape().rank() != expectedRank || !found.equals(shape)) {
      throw new CorruptDataException(
          path.toString(),
          0,
          "%s with %d axes of %s".formatted(expectedType, expectedRank, shape),
          "%s %s".formatted(table.dtype(), table.shape()));
    }
    return new Mapped(opened, table.data());
  }
}
