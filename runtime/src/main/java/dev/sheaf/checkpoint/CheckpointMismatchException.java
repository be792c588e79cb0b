package dev.sheaf.checkpoint;

import dev.sheaf.SheafException;
import java.io.Serial;
import java.util.Locale;

/// A checkpoint was taken from something else than what is to be resumed.
public final class CheckpointMismatchException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final Part part;
  private final String expected;
  private final String found;

  /// What differs.
  public enum Part {
    /// The version of the checkpoint's text.
    VERSION,
    /// The fingerprint of the rows' schema.
    SCHEMA,
    /// The fingerprint of the dataset.
    DATASET,
    /// The pipeline's order.
    PLAN,
    /// The place, which the pipeline does not have.
    POSITION,
    /// What a stage of the pipeline must be told to go on.
    STATE
  }

  /// @param part what differs
  /// @param expected what it is here
  /// @param found what the checkpoint says
  /// @param advice what to do, as a clause
  public CheckpointMismatchException(Part part, String expected, String found, String advice) {
    super(
        "the checkpoint does not belong here: expected the %s \"%s\", found \"%s\"; %s"
            .formatted(part.name().toLowerCase(Locale.ROOT), expected, found, advice),
        null);
    this.part = part;
    this.expected = expected;
    this.found = found;
  }

  /// What differs.
  public Part part() {
    return part;
  }

  /// What it is here.
  public String expected() {
    return expected;
  }

  /// What the checkpoint says.
  public String found() {
    return found;
  }
}
