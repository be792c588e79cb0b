package dev.sheaf.tools.inspect;

import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Optional;

/// How places are looked at. Immutable.
///
/// @param base where relative places start
/// @param reading how data is read where there is a choice
/// @param record what the rows are taken for; empty where the data alone speaks
/// @param samples how many rows are shown of each place
public record InspectOptions(Path base, DatasetOptions reading, Optional<RecordSchema> record, int samples) {
  /// Three rows, from the working directory on, as the data says.
  public static final InspectOptions DEFAULT =
      new InspectOptions(Path.of(""), DatasetOptions.DEFAULT, Optional.empty(), 3);

  public InspectOptions {
    if (samples < 0) {
      throw new IllegalArgumentException("expected 0 rows or more to be shown, found " + samples);
    }
  }

  /// The same from another folder on.
  public InspectOptions withBase(Path folder) {
    return new InspectOptions(folder, reading, record, samples);
  }

  /// The same with other choices of how data is read.
  public InspectOptions withReading(DatasetOptions options) {
    return new InspectOptions(base, options, record, samples);
  }

  /// The same with rows of a record.
  public InspectOptions withRecord(RecordSchema schema) {
    return new InspectOptions(base, reading, Optional.of(schema), samples);
  }

  /// The same with so many rows shown.
  public InspectOptions withSamples(int rows) {
    return new InspectOptions(base, reading, record, rows);
  }
}
