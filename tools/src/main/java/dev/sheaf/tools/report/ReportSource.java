package dev.sheaf.tools.report;

import dev.sheaf.SheafException;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.FileSlice;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The data that a report is about, open.
///
/// @param rows its rows
/// @param files how many files hold them
/// @param bytes how large they are together
/// @param format what they are, in words
/// @param unreadable how many of them cannot be opened: their rows are not among `rows`
/// @param checked whether the data was checked when it was written, as an index or a packed dataset
record ReportSource(
    Dataset<Object[]> rows, long files, long bytes, String format, long unreadable, boolean checked)
    implements AutoCloseable {
  private static final String INDEX = "index.json";
  private static final String PACKED = "dataset.json";

  /// @param row what a row is made of
  /// @throws SheafException if nothing can be opened, and that is not the fault of the data
  static ReportSource open(RecordSchema row, DatasetSource source, DatasetOptions options) {
    RecordCodec<Object[]> codec = SchemaCodec.of(row);
    List<Path> places = source.files();
    Path first = places.getFirst();
    boolean index = isFolderWith(INDEX, places);
    boolean packed = isFolderWith(PACKED, places);
    long unreadable = 0;
    Dataset<Object[]> rows;
    if (places.size() == 1 && (index || packed)) {
      rows = Datasets.open(first, codec, options);
    } else {
      List<Dataset<Object[]>> parts = new ArrayList<>();
      unreadable = open(places, codec, options, parts);
      rows =
          switch (parts.size()) {
            case 0 -> Dataset.of(List.of(), row);
            case 1 -> parts.getFirst();
            default -> Dataset.concatenate(parts);
          };
    }
    try {
      List<Long> sizes = sizes(places);
      return new ReportSource(
          rows,
          sizes.size(),
          sizes.stream().mapToLong(Long::longValue).sum(),
          index ? "index" : packed ? "packed" : format(first, options),
          unreadable,
          index || packed);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private static boolean isFolderWith(String file, List<Path> places) {
    return places.size() == 1 && Files.isRegularFile(places.getFirst().resolve(file));
  }

  /// All at once; where one of them is broken, one by one.
  private static long open(
      List<Path> places, RecordCodec<Object[]> codec, DatasetOptions options, List<Dataset<Object[]>> parts) {
    try {
      parts.add(Datasets.open(places.stream().map(FileSlice::of).toList(), codec, options));
      return 0;
    } catch (SheafException _) {
      long unreadable = 0;
      for (Path place : places) {
        try {
          parts.add(Datasets.open(List.of(FileSlice.of(place)), codec, options));
        } catch (SheafException _) {
          // The validation says what is wrong with it.
          unreadable++;
        }
      }
      return unreadable;
    }
  }

  private static List<Long> sizes(List<Path> places) {
    List<Long> sizes = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sizes.add(Files.size(file));
        }
      } catch (IOException e) {
        throw new StorageException("cannot look at", place.toString(), e);
      } catch (UncheckedIOException e) {
        throw new StorageException("cannot look at", place.toString(), Objects.requireNonNull(e.getCause()));
      }
    }
    return sizes;
  }

  private static String format(Path first, DatasetOptions options) {
    return options
        .format()
        .or(() -> RecordFormats.installed().find(FileProbe.of(first)).map(RecordFormat::name))
        .orElse("json");
  }

  @Override
  public void close() {
    rows.close();
  }
}
