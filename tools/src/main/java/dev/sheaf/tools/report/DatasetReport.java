package dev.sheaf.tools.report;

import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.profile.DatasetProfile;
import dev.sheaf.tools.profile.DatasetProfiler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Writes one page of HTML that shows a dataset: what its values are like, samples, and what is wrong with it.
///
/// The page needs nothing but itself: style, script and pictures are inside, and its own policy forbids every request.
/// It is HTML and well-formed XML at once. The same data with the same options gives the same bytes. Its size is
/// bounded, and it says what was left out.
public final class DatasetReport {
  private DatasetReport() {}

  /// Reads all rows, twice where no validation is given, and writes the page. The calling thread waits.
  ///
  /// Findings are no failure: they are on the page, and so is how many rows cannot be read.
  ///
  /// @param schema the record that describes the dataset, or its row
  /// @param file where the page is written; folders above it are made, and an older page is replaced
  /// @throws dev.sheaf.dataset.DatasetSourceException if the source names no file
  /// @throws IllegalArgumentException if the validation in the options is one of another schema
  /// @throws dev.sheaf.SheafException if the data cannot be opened, or the page not be written
  public static WrittenReport write(
      RecordSchema schema, DatasetSource source, Path file, ReportOptions options) {
    options.validation().ifPresent(validation -> check(schema, validation));
    try (ReportSource data = ReportSource.open(schema.row(), source, options.reading())) {
      Optional<ValidationReport> validation =
          options.validation().or(() -> data.checked() ? Optional.empty() : validate(schema, source, options));
      DatasetProfile profile =
          DatasetProfiler.profile(
              data.rows(),
              options
                  .profile()
                  .withProgress(
                      (done, rows) ->
                          options
                              .profile()
                              .progress()
                              .advanced((long) ((double) done / rows * data.bytes()), data.bytes())));
      String page = new ReportPage(schema, source, data, profile, validation, options).write();
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      OutputFile.write(file, bytes);
      return new WrittenReport(
          file,
          bytes.length,
          profile.rows(),
          validation.map(ValidationReport::findingCount).orElse(profile.unreadableRows()));
    }
  }

  private static void check(RecordSchema schema, ValidationReport validation) {
    if (!validation.schema().equals(schema.name())) {
      throw new IllegalArgumentException(
          "expected a validation of %s, found one of %s".formatted(schema.name(), validation.schema()));
    }
  }

  private static Optional<ValidationReport> validate(
      RecordSchema schema, DatasetSource source, ReportOptions options) {
    ScanOptions scan =
        ScanOptions.DEFAULT.withReading(options.reading()).withThreads(options.profile().threads());
    return Optional.of(DatasetValidator.validate(schema, source, scan));
  }
}
