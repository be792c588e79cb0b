package dev.sheaf.dataset;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Opens datasets, cuts off the files that they have mapped, and prints what becomes of reading them.
final class ShrinkingDatasetReader {
  private static final int ROWS = 3000;
  private static final int LEFT = 5000;

  private ShrinkingDatasetReader() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String file : List.of("0-id.npy", "1-center.npy", "2-points-offsets.npy")) {
      Path packed = folder.resolve("packed " + file);
      DatasetPacker.pack(ScanRows.of(ROWS), packed);
      try (PackedDataset<Object[]> dataset = PackedDataset.open(packed)) {
        cut(packed.resolve(file));
        int column = file.charAt(0) - '0';
        System.out.println("row without " + file + ": " + said(() -> dataset.get(ROWS - 1)));
        System.out.println(
            "batch without "
                + file
                + ": "
                + said(
                    () -> {
                      long[] positions = {0, ROWS - 1};
                      long[] extents = new long[4];
                      dataset.extents(column, positions, 2, extents);
                      long bytes = column < 2 ? 16 : 8 * (extents[0] + extents[2]);
                      dataset.gather(column, positions, 2, MemorySegment.ofArray(new byte[(int) bytes]));
                    }));
      }
    }
    readIndex(folder);
    System.out.println("alive");
  }

  private static void readIndex(Path folder) throws IOException {
    RecordSchema schema =
        new RecordSchema(
            "com.acme.Id", "", false, List.of(new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of()))));
    Files.writeString(
        folder.resolve("ids.jsonl"),
        IntStream.range(0, ROWS).mapToObj("{\"id\": %d}\n"::formatted).collect(Collectors.joining()));
    Path index = folder.resolve("index");
    DatasetIndexer.index(schema, DatasetSource.of(folder, "ids.jsonl"), index, ScanOptions.DEFAULT);
    try (Dataset<Object[]> rows = LooseFiles.openIndex(index, SchemaCodec.of(schema), DatasetOptions.DEFAULT);
        DirectoryStream<Path> tables = Files.newDirectoryStream(index, "rows-*.npy")) {
      cut(tables.iterator().next());
      System.out.println("row without its place: " + said(() -> rows.get(ROWS - 1)));
    }
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(LEFT);
    }
  }

  private static String said(Runnable reading) {
    try {
      reading.run();
      return "read";
    } catch (TruncatedDataException e) {
      return "truncated, " + e.found();
    } catch (RuntimeException | InternalError e) {
      return "not expected: " + e;
    }
  }
}
