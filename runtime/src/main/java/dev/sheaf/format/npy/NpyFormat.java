package dev.sheaf.format.npy;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.List;

/// One array of NumPy as a table of one field: a row is an element along the first axis.
///
/// | Setting | Default | |
/// |---|---|---|
/// | `field` | the file's name without its ending | the name of the field |
///
/// Rows are views where the file is mapped, row-major and in native byte order; else as many are copied as are asked
/// for. Written files are NumPy's own, byte for byte.
public final class NpyFormat implements RecordFormat {
  /// For the service loader.
  public NpyFormat() {}

  @Override
  public String name() {
    return "npy";
  }

  @Override
  public Match match(FileProbe probe) {
    if (NpyHeader.isAhead(probe)) {
      return Match.CONTENT;
    }
    return !probe.folder() && probe.named(".npy") ? Match.NAME : Match.NONE;
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    options.allow(name(), "field");
    String base = ArrayTable.baseName(path);
    StoredArray array = NpyFile.read(file).stored();
    return ArrayTable.of(
        file.name(), base, List.of(new ArrayTable.Column(options.setting("field", base), array)), file::close);
  }

  @Override
  public Layout contents(Path path, InputFile file, FormatOptions options) {
    ElementLayout array = NpyFile.read(file).stored().layout();
    return Layout.EMPTY.with(array.stored(options.setting("field", ArrayTable.baseName(path))));
  }

  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    options.allow(name());
    RowElements elements = OneFieldWriter.elements(name(), schema);
    NpyWriter writer = NpyWriter.growing(target, elements.dtype(), elements.shape());
    return new OneFieldWriter(elements, writer::append, writer::commit, writer::close);
  }
}
