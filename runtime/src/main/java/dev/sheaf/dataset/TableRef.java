package dev.sheaf.dataset;

import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import java.lang.foreign.Arena;
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

  /// Maps the table's elements; its length is checked first.
  ///
  /// @param description what names the table
  /// @throws CorruptDataException if it is not of the expected type and rank, or not what the description says
  /// @throws dev.sheaf.io.StorageException if it is not there
  MemorySegment map(Path description, DType expectedType, int expectedRank, Arena arena) {
    if (!PLAIN_NAME.matcher(file).matches()) {
      throw new CorruptDataException(description.toString(), 0, "a plain file name", "\"%s\"".formatted(file));
    }
    Path path = description.resolveSibling(file);
    NpyFile table = NpyFile.read(InputFile.map(path, arena));
    List<Long> found = LongStream.of(table.shape().toArray()).boxed().toList();
    if (table.dtype() != expectedType || table.shape().rank() != expectedRank || !found.equals(shape)) {
      throw new CorruptDataException(
          path.toString(),
          0,
          "%s with %d axes of %s".formatted(expectedType, expectedRank, shape),
          "%s %s".formatted(table.dtype(), table.shape()));
    }
    return table.data();
  }
}
