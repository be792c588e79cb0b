package dev.sheaf.bench;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The rows of the pipeline's benchmarks before they are packed: 784 uint8 each.
///
/// They are the rows of the peers' `images.npy` where that is there, else pseudo-random.
final class RowSource implements Dataset<NdArray[]> {
  static final int CELLS = 784;
  static final RecordSchema SCHEMA =
      new RecordSchema(
          "Image",
          "",
          false,
          List.of(
              new FieldSchema(
                  "image", "", new FieldType.ArrayType(DType.UINT8, ShapePattern.parse("" + CELLS), false))));

  private static final long ROW_BYTES = CELLS;

  private final String name;
  private final MemorySegment bytes;
  private final Arena arena;

  private RowSource(String name, MemorySegment bytes, Arena arena) {
    this.name = name;
    this.bytes = bytes;
    this.arena = arena;
  }

  /// The peers' rows where `folder` holds `rows` of them, else rows of our own.
  static RowSource open(Path folder, long rows) throws IOException {
    Path images = folder.resolve("images.npy");
    Arena arena = Arena.ofShared();
    long size = rows * ROW_BYTES;
    if (Files.exists(images) && Files.size(images) > size) {
      try (FileChannel file = FileChannel.open(images, StandardOpenOption.READ)) {
        // The header comes first; its length is what is left over.
        MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, file.size() - size, size, arena);
        return new RowSource("images", mapped, arena);
      }
    }
    MemorySegment made = arena.allocate(size, Long.BYTES);
    for (long i = 0; i < size / Long.BYTES; i++) {
      made.setAtIndex(ValueLayout.JAVA_LONG, i, Numbers.mixed(i));
    }
    return new RowSource("numbers", made, arena);
  }

  /// Where the rows come from, in a word.
  String name() {
    return name;
  }

  @Override
  public RecordSchema schema() {
    return SCHEMA;
  }

  @Override
  public long size() {
    return bytes.byteSize() / ROW_BYTES;
  }

  @Override
  public NdArray[] get(long position) {
    return new NdArray[] {
      UInt8Array.wrap(bytes.asSlice(position * ROW_BYTES, ROW_BYTES), Shape.of(CELLS))
    };
  }

  @Override
  public String fingerprint() {
    return name;
  }

  /// A sum over the rows that does not depend on their order: of the contents of `rows`, whole rows end to end.
  static long checksum(MemorySegment rows) {
    long sum = 0;
    for (long start = 0; start < rows.byteSize(); start += ROW_BYTES) {
      long hash = 1;
      for (long at = start; at < start + ROW_BYTES; at += Long.BYTES) {
        hash = hash * 0x9E3779B97F4A7C15L + rows.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      }
      sum += hash ^ (hash >>> 32);
    }
    return sum;
  }

  long checksum() {
    return checksum(bytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}
