package dev.sheaf.format.npy;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The elements of one array and nothing else, as `ndarray.tofile` writes and `numpy.memmap` reads them, as a table of
/// one field: a row is an element along the first axis.
///
/// What the bytes mean is said by settings, or by a file beside them, in that order:
///
/// | Setting | Default | |
/// |---|---|---|
/// | `dtype` | none | NumPy's name of the type: `float32`; also bfloat16, which NumPy does not know |
/// | `shape` | `-1` | `1000, 28, 28`; at most one extent is `-1`: what the file's length makes it |
/// | `offset` | `0` | where the first element is, in bytes |
/// | `order` | `C` | `C` for row-major, `F` for column-major |
/// | `byteorder` | `little` | `little` or `big` |
/// | `field` | the file's name without its ending | the name of the field |
///
/// The file beside `images.bin` is `images.bin.shape.json`, `images.shape.json`, `images.bin.shape` or `images.shape`:
/// a JSON object of these settings (the shape a list), or the shape alone, as JSON or as Python prints it. Without one
/// a file is read as raw only where it is asked for by name.
///
/// Where type, shape and offset do not fit the file's length, it is not opened.
public final class RawFormat implements RecordFormat {
  private static final String[] SETTINGS = {"dtype", "shape", "offset", "order", "byteorder", "field"};

  /// For the service loader.
  public RawFormat() {}

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public Match match(FileProbe probe) {
    return !probe.folder() && ShapeFile.beside(probe.path()).isPresent() ? Match.NAME : Match.NONE;
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    options.allow(name(), SETTINGS);
    RawLayout.Builder said = new RawLayout.Builder();
    Optional<ShapeFile> beside = ShapeFile.beside(path);
    beside.ifPresent(shape -> shape.readInto(said, options));
    options.settings().forEach(said::set);
    RawLayout layout = said.build();
    StoredArray array = layout.fit(file);
    String base = ArrayTable.baseName(path);
    return ArrayTable.of(
        file.name(), base, List.of(new ArrayTable.Column(layout.field().orElse(base), array)), file::close);
  }

  /// Writes the elements, and `NAME.shape.json` beside them: little-endian, row-major. Both appear with the commit, the
  /// description last: until then there is none, also no older one.
  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    options.allow(name());
    RowElements elements = OneFieldWriter.elements(name(), schema);
    RawWriter writer = RawWriter.create(target, elements);
    return new OneFieldWriter(elements, writer::append, writer::commit, writer::close);
  }
}
