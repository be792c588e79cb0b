package dev.sheaf.io;

import dev.sheaf.DataException;
import java.io.Serial;

/// Data refers to a slice of a file in a way that is not understood or not allowed.
public final class SliceReferenceException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private final String reference;

  SliceReferenceException(String reference, String expected, String found) {
    super(
        "reference \"%s\": expected %s, found %s".formatted(reference, expected, found),
        reference,
        NOWHERE,
        expected,
        found,
        null);
    this.reference = reference;
  }

  /// The reference, as it stands in the data.
  public String reference() {
    return reference;
  }
}
