package dev.sheaf.parquet;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;

/// What stands at the end of a file, checked: all that later code relies on without asking again.
///
/// ```text
/// PAR1  pages ...  indexes ...  footer (Thrift, FileMetaData)  its length, 4 bytes little-endian  PAR1
/// ```
///
/// See the [Parquet format](https://parquet.apache.org/docs/file-format/).
///
/// @param metadata as it stands there
/// @param root its schema as a tree
/// @param leaves the leaves of it, each of which has one chunk in every row group
/// @param firstRows where each row group begins, and the number of rows
/// @param place where the footer begins
@SuppressWarnings("ArrayRecordComponent") // Made once for a file, and read by position.
record Footer(FileMetaData metadata, SchemaNode root, List<SchemaNode> leaves, long[] firstRows, Place place) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = Integer.BYTES + MAGIC.length;

  static Footer read(InputFile file, long maxBytes) {
    long size = file.size();
    if (size < MAGIC.length + TAIL) {
      throw new TruncatedDataException(file.name(), new ByteRange(0, MAGIC.length + TAIL), size);
    }
    byte[] head = bytes(file, 0, MAGIC.length);
    byte[] tail = bytes(file, size - TAIL, TAIL);
    byte[] magic = {tail[4], tail[5], tail[6], tail[7]};
    if (Arrays.equals(magic, ENCRYPTED)) {
      throw new Place(file.name(), size - MAGIC.length).unsupported("a footer in plain", "an encrypted one");
    }
    checkMagic(file, 0, head);
    checkMagic(file, size - MAGIC.length, magic);
    long length =
        Integer.toUnsignedLong(
            MemorySegment.ofArray(tail).get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0));
    if (length > size - TAIL - MAGIC.length) {
      throw new Place(file.name(), size - TAIL)
          .corrupt("a footer of at most %d bytes".formatted(size - TAIL - MAGIC.length), length + " bytes");
    }
    Place place = new Place(file.name(), size - TAIL - length);
    if (length > maxBytes) {
      throw place.unsupported("a footer of at most %d bytes".formatted(maxBytes), length + " bytes");
    }
    FileMetaData metadata = parse(bytes(file, place.offset(), (int) length), place);
    SchemaNode root = SchemaNode.root(there(metadata.getSchema()), place);
    List<SchemaNode> leaves = new ArrayList<>();
    root.collectLeaves(leaves);
    return new Footer(metadata, root, List.copyOf(leaves), checkRowGroups(metadata, leaves, place), place);
  }

  /// How many rows there are.
  long rows() {
    return firstRows[firstRows.length - 1];
  }

  int rowGroups() {
    return firstRows.length - 1;
  }

  /// The row group that holds `row`.
  int rowGroupOf(long row) {
    int at = Arrays.binarySearch(firstRows, row);
    int group = at >= 0 ? at : -at - 2;
    // Groups without rows begin where the next one does.
    while (firstRows[group + 1] == row) {
      group++;
    }
    return group;
  }

  ColumnChunk chunk(int rowGroup, int leaf) {
    return there(there(metadata.getRow_groups()).get(rowGroup).getColumns()).get(leaf);
  }

  /// What the footer says of the pages of a chunk.
  ColumnMetaData pages(int rowGroup, int leaf) {
    return there(chunk(rowGroup, leaf).getMeta_data());
  }

  /// A field of a structure that has been found to be there: Thrift reads nothing without its required fields.
  static <T> T there(@Nullable T field) {
    return Objects.requireNonNull(field);
  }

  /// Where the first page of a chunk is: that of the dictionary if there is one.
  static long start(ColumnMetaData chunk) {
    long data = chunk.getData_page_offset();
    // Some writers say 0 where there is none.
    boolean dictionary = chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0;
    return dictionary ? Math.min(chunk.getDictionary_page_offset(), data) : data;
  }

  private static byte[] bytes(InputFile file, long position, int count) {
    byte[] bytes = new byte[count];
    file.read(position, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private static void checkMagic(InputFile file, long offset, byte[] found) {
    if (!Arrays.equals(found, MAGIC)) {
      throw new CorruptDataException(
          file.name(),
          offset,
          "a Parquet file, which begins and ends with PAR1",
          HexFormat.of().formatHex(found));
    }
  }

  private static FileMetaData parse(byte[] bytes, Place place) {
    FileMetaData metadata = new FileMetaData();
    int taken;
    try {
      taken = ThriftReader.read(metadata, bytes);
      // Required fields are there; that they are of their type is checked here, for enumerations can be unknown.
      metadata.validate();
    } catch (TException | RuntimeException e) {
      throw place.corrupt("a footer in Thrift's compact encoding", String.valueOf(e.getMessage()));
    }
    if (taken != bytes.length) {
      throw place.corrupt("a footer of %d bytes".formatted(taken), bytes.length);
    }
    if (metadata.isSetEncryption_algorithm()) {
      throw place.unsupported("a file in plain", "an encrypted one");
    }
    return metadata;
  }

  private static long[] checkRowGroups(FileMetaData metadata, List<SchemaNode> leaves, Place place) {
    List<RowGroup> groups = there(metadata.getRow_groups());
    long[] firstRows = new long[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) {
      RowGroup group = groups.get(i);
      long rows = group.getNum_rows();
      if (rows < 0 || firstRows[i] + rows < 0) {
        throw place.corrupt("a number of rows for row group " + i, rows);
      }
      firstRows[i + 1] = firstRows[i] + rows;
      if (group.getColumnsSize() != leaves.size()) {
        throw place.corrupt(
            "%d column chunks in row group %d".formatted(leaves.size(), i), group.getColumnsSize());
      }
      for (int leaf = 0; leaf < leaves.size(); leaf++) {
        checkChunk(there(group.getColumns()).get(leaf), leaves.get(leaf), i, rows, place);
      }
    }
    if (metadata.getNum_rows() != firstRows[groups.size()]) {
      throw place.corrupt("%d rows, as in the row groups".formatted(firstRows[groups.size()]), metadata.getNum_rows());
    }
    return firstRows;
  }

  private static void checkChunk(ColumnChunk chunk, SchemaNode leaf, int group, long rows, Place place) {
    String what = "\"%s\" in row group %d".formatted(leaf.path(), group);
    if (chunk.isSetFile_path()) {
      throw place.unsupported("columns in the file itself", "%s in \"%s\"".formatted(what, chunk.getFile_path()));
    }
    if (chunk.isSetCrypto_metadata() || chunk.isSetEncrypted_column_metadata()) {
      throw place.unsupported("columns in plain", what + " encrypted");
    }
    ColumnMetaData column = chunk.getMeta_data();
    if (column == null) {
      throw place.corrupt("metadata of " + what, "none");
    }
    if (column.getType() != leaf.physical()) {
      throw place.corrupt("%s for %s".formatted(leaf.physical(), what), String.valueOf(column.getType()));
    }
    String path = String.join(".", column.getPath_in_schema());
    if (!path.equals(leaf.path())) {
      throw place.corrupt("a chunk of " + what, "one of \"%s\"".formatted(path));
    }
    if (column.getCodec() == null || there(column.getEncodings()).contains(null)) {
      throw place.unsupported("compressions and encodings that are known for " + what, "others");
    }
    long values = column.getNum_values();
    if (leaf.repetition() == 0 ? values != rows : values < rows) {
      throw place.corrupt("%d values of %s".formatted(rows, what), values);
    }
    if (values == 0) {
      // There are no pages then, and where they would be is left open.
      return;
    }
    long start = start(column);
    long length = column.getTotal_compressed_size();
    if (start < MAGIC.length || length < 0 || length > place.offset() - start) {
      throw place.corrupt(
          "pages of %s before byte %d".formatted(what, place.offset()), "%d bytes from %d".formatted(length, start));
    }
  }
}
