package dev.sheaf.order;

import java.util.Optional;

/// Stands in the place of an item that could not be made.
///
/// @param stage the name of the stage that could not make it
/// @param row which row of its dataset it was to be made of, or -1 where that is not known, or several
/// @param cause what was thrown
/// @param isRecoverable whether a consumer that is told of it may go on behind it
/// @param about the item that the stage was given, where it was given one
/// @param isPart whether it stands beside an item that comes all the same, or beside another fault: no place is empty for it
public record Fault(
    String stage, long row, Throwable cause, boolean isRecoverable, Optional<Object> about, boolean isPart) {
  /// The stage that reads rows of a dataset.
  public static final String READ = "read";

  /// A fault after which nothing comes, unless the policy of its stage leaves the item out.
  public Fault(String stage, long row, Throwable cause) {
    this(stage, row, cause, false, Optional.empty(), false);
  }

  /// The same; a consumer that is told of it may go on behind it.
  public Fault recoverable() {
    return new Fault(stage, row, cause, true, about, isPart);
  }

  /// The same, of a part of an item.
  public Fault ofPart() {
    return new Fault(stage, row, cause, isRecoverable, about, true);
  }

  /// The same item, and what else was wrong with it.
  public Fault because(Throwable other) {
    return new Fault(stage, row, other, false, about, isPart);
  }

  /// The same, about an item that the stage was given.
  public Fault about(Object item) {
    return new Fault(stage, row, cause, isRecoverable, Optional.of(item), isPart);
  }
}
