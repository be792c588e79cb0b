package dev.sheaf.order;

import java.util.Optional;

/// Stands in the place of an item that could not be made.
///
/// @param stage the name of the stage that could not make it
/// @param row which row of its dataset it was to be made of, or -1 where that is not known, or several
/// @param cause what was thrown
/// @param isRecoverable whether a consumer that is told of it may go on behind it
/// @param about the item that the stage was given, where it was given one
public record Fault(String stage, long row, Throwable cause, boolean isRecoverable, Optional<Object> about) {
  /// The stage that reads rows of a dataset.
  public static final String READ = "read";

  /// A fault after which nothing comes, unless the policy of its stage leaves the item out.
  public Fault(String stage, long row, Throwable cause) {
    this(stage, row, cause, false, Optional.empty());
  }

  /// The same; a consumer that is told of it may go on behind it.
  public Fault recoverable() {
    return new Fault(stage, row, cause, true, about);
  }

  /// The same, about an item that the stage was given.
  public Fault about(Object item) {
    return new Fault(stage, row, cause, isRecoverable, Optional.of(item));
  }
}
