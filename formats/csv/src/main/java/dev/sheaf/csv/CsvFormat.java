package dev.sheaf.csv;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;

/// CSV files: records on lines, as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has them. Known by the names
/// `.csv` and `.tsv` only, for any text could be one.
///
/// | Setting | Default | What it says |
/// |---|---|---|
/// | `delimiter` | `,`; a tab for `.tsv` | the character between fields |
/// | `quote` | `"` | the character around fields in which anything may stand; twice inside them for itself |
/// | `header` | `true` | whether the first record names the fields; `false` names them `c0`, `c1` ...; else the names, with commas between them |
/// | `nulls` | | the text, without quotes, that means null. Without this setting a field without text and quotes is null; with it that is an empty text |
/// | `encoding` | `UTF-8` | also `US-ASCII`, `ISO-8859-1`, `windows-1252`; bytes that are no text in it are an error |
/// | `types` | | what fields hold, such as `label:int64,score:float32`: dtypes, `text`, and types of `java.time` such as `LocalDate`; the others are texts |
///
/// Lines end with `\n`, `\r\n` or `\r`. Lines without anything are passed over, unless the file has one field only:
/// there they are records. All records have as many fields as the first. Opening reads the file once, and finds where each
/// record begins; from then on they are read in any order. Errors are [CsvDataException]s.
///
/// Files are written with the settings `delimiter` and `quote`, in UTF-8, with a header, lines ending with `\r\n`;
/// `types` may be among the settings, and the schema says what they are.
public final class CsvFormat implements RecordFormat {
  /// For [java.util.ServiceLoader]; it has no state.
  public CsvFormat() {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public Match match(FileProbe probe) {
    return !probe.folder() && (probe.named(".csv") || probe.named(".tsv")) ? Match.NAME : Match.NONE;
  }

  @Override
  public TableReader open(Path path, InputFile file, FormatOptions options) {
    return CsvTable.open(file, CsvSettings.of(options, path.toString()));
  }

  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    options.allow("csv", "delimiter", "quote", "types");
    CsvSettings settings = CsvSettings.of(options, target.toString());
    return CsvTableWriter.create(target, schema, settings.delimiter(), settings.quote());
  }
}
