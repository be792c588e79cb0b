package dev.sheaf.format;

import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The formats that are at hand: those of this module and those on the class path.
public final class RecordFormats {
  /// Which artifact reads what, for a message.
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          ".array_record", "sheaf-array-record",
          ".tfrecord", "sheaf-tfrecord",
          ".parquet", "sheaf-parquet",
          ".h5", "sheaf-hdf5",
          ".hdf5", "sheaf-hdf5",
          ".csv", "sheaf-csv");

  private final List<RecordFormat> formats;

  private RecordFormats(List<RecordFormat> formats) {
    this.formats = formats;
  }

  /// All formats that this thread's class loader finds.
  public static RecordFormats installed() {
    List<RecordFormat> formats = new ArrayList<>();
    ServiceLoader.load(RecordFormat.class).forEach(formats::add);
    return of(formats);
  }

  /// Just these formats.
  ///
  /// @throws IllegalArgumentException if two have one name
  public static RecordFormats of(List<? extends RecordFormat> formats) {
    List<String> names = formats.stream().map(RecordFormat::name).sorted().toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("expected formats of different names, found " + names);
    }
    return new RecordFormats(List.copyOf(formats));
  }

  /// The format of this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists those that are there
  public RecordFormat named(String name) {
    return formats.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected one of the formats %s, found \"%s\"".formatted(names(), name)));
  }

  /// The format of a file or folder: the one that knows it by its content, else the one that knows its name. Empty
  /// where none does.
  ///
  /// @throws UnsupportedFormatException if several do
  public Optional<RecordFormat> find(FileProbe probe) {
    for (Match match : List.of(Match.CONTENT, Match.NAME)) {
      List<RecordFormat> found = formats.stream().filter(format -> format.match(probe) == match).toList();
      if (found.size() > 1) {
        throw new UnsupportedFormatException(
            probe.path().toString(),
            0,
            "a file of one format",
            "one that could be %s; name the format that it is of"
                .formatted(found.stream().map(RecordFormat::name).sorted().collect(Collectors.joining(" or "))));
      }
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  /// What to say of a file that no format here knows.
  public UnsupportedFormatException unknown(FileProbe probe) {
    String advice =
        ARTIFACTS.entrySet().stream()
            .filter(entry -> probe.named(entry.getKey()))
            .map(entry -> " (its name asks for dev.sheaf:%s among the dependencies)".formatted(entry.getValue()))
            .findFirst()
            .orElse("");
    return new UnsupportedFormatException(
        probe.path().toString(), 0, "one of the formats " + names() + advice, "a file of another format");
  }

  private String names() {
    return formats.stream().map(RecordFormat::name).sorted().collect(Collectors.joining(", "));
  }

  /// What stands for the bytes of a folder.
  public static InputFile noBytes(Path folder) {
    return InputFile.of(folder.toString(), MemorySegment.ofArray(new byte[0]));
  }
}
