package dev.sheaf.order;

/// Stands in the place of an item that could not be made.
///
/// @param stage the name of the stage that could not make it
/// @param row which row of its dataset it was to be made of, or -1 where that is not known, or several
/// @param cause what was thrown
public record Fault(String stage, long row, Throwable cause) {
  /// The stage that reads rows of a dataset.
  public static final String READ = "read";
}
