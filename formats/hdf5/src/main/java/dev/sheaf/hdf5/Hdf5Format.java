package dev.sheaf.hdf5;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.Map;

/// Datasets of an HDF5 file as the columns of a table: row `i` is what stands at position `i` of their first axis. The
/// whole tree of a file is read with [Hdf5File].
///
/// | Setting | Default | |
/// |---|---|---|
/// | `dataset` | | the datasets: paths with commas between them; the field is the end of the path, or `name=path` |
/// | `group` | `/` | where no dataset is named, those directly in this group |
/// | `chunk_cache_bytes` | 67,108,864 | how many bytes of decoded chunks are kept |
///
/// All datasets must have the same first axis. Of a group those are left out that have none, and those that are not
/// read here at all, such as virtual datasets; to name one says why.
///
/// Numbers of Java's types are Java's where a row has one of them, else arrays; texts are `String`, opaque bytes
/// `byte[]`, compounds `Map<String, Object>`, and sequences of numbers are arrays with one axis of any length.
public final class Hdf5Format implements RecordFormat {
  private static final String DATASET = "dataset";
  private static final String GROUP = "group";
  private static final String CACHE = "chunk_cache_bytes";

  @Override
  public String name() {
    return "hdf5";
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public Match match(FileProbe probe) {
    if (probe.folder()) {
      return Match.NONE;
    }
    for (long start = 0; start < probe.head().byteSize(); start = start == 0 ? 512 : 2 * start) {
      if (Superblock.at(probe.head(), start)) {
        return Match.CONTENT;
      }
    }
    return probe.named(".h5") || probe.named(".hdf5") || probe.named(".he5") ? Match.NAME : Match.NONE;
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    options.allow(name(), DATASET, GROUP, CACHE);
    if (options.settings().containsKey(DATASET) && options.settings().containsKey(GROUP)) {
      throw new IllegalArgumentException(
          "expected the setting %s or %s, found both; paths of datasets begin at the root".formatted(DATASET, GROUP));
    }
    Hdf5File tree = Hdf5File.open(path, file, options, cacheBytes(options));
    try {
      String datasets = options.setting(DATASET, "");
      return Hdf5Table.of(
          tree,
          datasets.isBlank() ? Columns.inGroup(tree, options.setting(GROUP, "/")) : Columns.named(tree, datasets));
    } catch (Throwable e) {
      // The file is still the caller's; those that links led to are not.
      tree.others().close();
      throw e;
    }
  }

  /// All datasets of the file, whatever their number of rows; links are not followed.
  @Override
  public Layout contents(Path path, InputFile file, FormatOptions options) {
    Hdf5File tree = Hdf5File.open(path, file, options, cacheBytes(options));
    Layout layout = Layout.EMPTY;
    for (Map.Entry<String, Hdf5Node> node : tree.tree().entrySet()) {
      if (node.getValue() instanceof Hdf5Node.Dataset) {
        layout = layout.with(tree.dataset(node.getKey()).stored());
      }
    }
    return layout;
  }

  private static long cacheBytes(FormatOptions options) {
    String text = options.setting(CACHE, Long.toString(Hdf5File.CHUNK_CACHE_BYTES));
    try {
      long bytes = Long.parseLong(text);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IllegalArgumentException("expected a number of bytes for %s, found \"%s\"".formatted(CACHE, text));
  }
}
