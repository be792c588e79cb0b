package dev.sheaf.tfds;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableReader;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.List;

/// Folders of TensorFlow Datasets: those with `dataset_info.json` and `features.json` in them.
///
/// | Setting | Values | |
/// |---|---|---|
/// | `split` | such as `train[:10%]` | which records: see [TfdsFolder]. It can be left out where there is one split |
/// | `file_format` | such as `array_record` | which kind of files; by default the one that the metadata name |
///
/// A dataset may be there in several kinds of files.
/// Files of records are read by the formats of their kinds, which must be on the class path.
public final class TfdsFormat implements RecordFormat {
  static final String FILE_FORMAT = "file_format";
  private static final String SPLIT = "split";

  @Override
  public String name() {
    return "tfds";
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public Match match(FileProbe probe) {
    return probe.holds(InfoReader.FILE) && probe.holds(FeaturesReader.FILE) ? Match.CONTENT : Match.NONE;
  }

  @Override
  public TableReader open(Path path, InputFile file, FormatOptions options) {
    options.allow(name(), SPLIT, FILE_FORMAT);
    TfdsFolder folder = TfdsFolder.open(path, options);
    List<String> splits = folder.info().splits().stream().map(TfdsSplit::name).toList();
    String split = options.settings().get(SPLIT);
    if (split == null) {
      if (splits.size() != 1) {
        throw new IllegalArgumentException(
            "expected the setting \"%s\" to say which of the splits %s of \"%s\" to read, found none"
                .formatted(SPLIT, splits, path));
      }
      split = splits.getFirst();
    }
    return folder.rows(folder.instructions(split), file::close);
  }
}
