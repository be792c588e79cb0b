package dev.sheaf.tools.report;

import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Progress;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.tools.profile.ProfileOptions;
import java.time.Instant;
import java.util.Optional;

/// How a report is made. Immutable; each method that names a choice gives new options.
///
/// @param title the page's title; empty for one made from the schema's name
/// @param validation what a validation of this data found; empty to run one
/// @param made when the report was made; empty to leave that out, so that the same data gives the same bytes
/// @param reading how the dataset is opened
/// @param profile how many threads and samples, and who is told how far the work is
public record ReportOptions(
    Optional<String> title,
    Optional<ValidationReport> validation,
    Optional<Instant> made,
    DatasetOptions reading,
    ProfileOptions profile) {
  /// A validation is run, no time is said.
  public static final ReportOptions DEFAULT =
      new ReportOptions(
          Optional.empty(), Optional.empty(), Optional.empty(), DatasetOptions.DEFAULT, ProfileOptions.DEFAULT);

  /// These options with a title.
  public ReportOptions withTitle(String text) {
    return new ReportOptions(Optional.of(text), validation, made, reading, profile);
  }

  /// These options with what a validation found.
  public ReportOptions withValidation(ValidationReport found) {
    return new ReportOptions(title, Optional.of(found), made, reading, profile);
  }

  /// These options with the time that the page says it was made.
  public ReportOptions withMade(Instant time) {
    return new ReportOptions(title, validation, Optional.of(time), reading, profile);
  }

  /// These options with another way of opening the dataset.
  public ReportOptions withReading(DatasetOptions other) {
    return new ReportOptions(title, validation, made, other, profile);
  }

  /// These options with another way of profiling.
  public ReportOptions withProfile(ProfileOptions other) {
    return new ReportOptions(title, validation, made, reading, other);
  }

  /// These options with somebody to be told how much of the data is done, in bytes.
  public ReportOptions withProgress(Progress listener) {
    return withProfile(profile.withProgress(listener));
  }
}
