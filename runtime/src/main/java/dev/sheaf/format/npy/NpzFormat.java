package dev.sheaf.format.npy;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The arrays of an `.npz` file as a table: one field for each, row `i` is element `i` of all of them.
///
/// | Setting | Default | |
/// |---|---|---|
/// | `fields` | all | the arrays to read, separated by commas: `x_train, y_train` |
/// | `compression` | `stored` | for writing: `stored`, which can be mapped, or `deflate` |
///
/// All of them must have one first axis. They are read, and their checksums verified, when the file is opened.
public final class NpzFormat implements RecordFormat {
  private static final int NAME_LENGTH_AT = 26;
  private static final int NAME_AT = 30;

  /// For the service loader.
  public NpzFormat() {}

  @Override
  public String name() {
    return "npz";
  }

  /// By its content where it is a zip archive that is named so, or whose first entry is.
  @Override
  public Match match(FileProbe probe) {
    boolean named = !probe.folder() && probe.named(".npz");
    boolean archive = probe.has(0, "PK\3\4") || probe.has(0, "PK\5\6");
    if (archive && (named || holdsNpyFirst(probe))) {
      return Match.CONTENT;
    }
    return named ? Match.NAME : Match.NONE;
  }

  private static boolean holdsNpyFirst(FileProbe probe) {
    int nameLength = (int) (probe.longAt(NAME_LENGTH_AT) & 0xFFFF);
    return probe.has(NAME_AT + nameLength - 4L, ".npy");
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    options.allow(name(), "fields");
    NpzFile archive = NpzFile.open(file, options);
    String fields = options.setting("fields", "");
    List<String> names =
        fields.isBlank() ? archive.names() : Arrays.stream(fields.split(",", -1)).map(String::strip).toList();
    if (names.isEmpty()) {
      throw new UnsupportedFormatException(file.name(), 0, "an archive with arrays", "an empty one");
    }
    List<ArrayTable.Column> columns =
        names.stream()
            .map(name -> new ArrayTable.Column(name, archive.npy(name).stored(), archive.stored(name)))
            .toList();
    return ArrayTable.of(file.name(), ArrayTable.baseName(path), columns, archive::close);
  }

  @Override
  public Layout contents(Path path, InputFile file, FormatOptions options) {
    NpzFile archive = NpzFile.open(file, options);
    return new Layout(Map.of(), archive.names().stream().map(archive::stored).toList());
  }

  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    options.allow(name(), "compression");
    NpzWriter.Compression compression =
        switch (options.setting("compression", "stored")) {
          case "stored" -> NpzWriter.Compression.STORED;
          case "deflate" -> NpzWriter.Compression.DEFLATE;
          case String other ->
              throw new IllegalArgumentException(
                  "expected stored or deflate for compression, found \"%s\"".formatted(other));
        };
    return NpzTableWriter.create(target, schema.fields().stream().map(RowElements::of).toList(), compression);
  }
}
