package dev.sheaf.format;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.RecordSchema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A file whose rows are values already: columns of Parquet, datasets of HDF5, fields of CSV.
///
/// Values have natural Java types: [NdArray] for arrays (also numbers of unsigned types and float16, as
/// arrays without axes), `Boolean`, `Byte` to `Long`, `Float`, `Double`, `String`, `byte[]`, the types of `java.time`,
/// `List<Object>`, and `Map<String, Object>` for records and maps. Null is a missing value. Which of them a field gives
/// is said by [#schema()]; whoever wants another type converts. All methods block while storage is read.
public non-sealed interface TableReader extends RowSource {
  /// What a row is made of, as far as the file itself tells: types as it has them, none narrower than its values.
  RecordSchema schema();

  /// The values of some fields of one row, by name. A field that the row does not have may be left out, or be null.
  ///
  /// @param fields names of [#schema()]; others are passed over
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  Map<String, Object> row(long row, Set<String> fields);

  /// The values of one field in the rows from `from` to `to - 1`.
  ///
  /// Where the schema says that all rows hold arrays of one shape, or numbers of one type, and none is missing, they
  /// are stacked; where they differ along the first axis only, ragged; else listed.
  ///
  /// @param field a position in [#schema()]
  /// @throws IndexOutOfBoundsException if the range is not inside the file
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  ColumnValues column(int field, long from, long to);

  /// All rows of one field as one array, shape `(rows, axes...)`, where the file is mapped and lays them out as memory
  /// does: a view, for which nothing is read or copied. Empty where it is not so, and [#column] has to be asked.
  ///
  /// @param field a position in [#schema()]
  default Optional<NdArray> view(int field) {
    return Optional.empty();
  }

  /// Where in the file a row begins, in bytes; -1 where that has no meaning. For messages.
  default long offset(long row) {
    return -1;
  }
}
