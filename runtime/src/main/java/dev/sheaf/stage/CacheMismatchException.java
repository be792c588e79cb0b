package dev.sheaf.stage;

import dev.sheaf.SheafException;
import java.io.Serial;
import java.util.Locale;

/// A cache on disk was written by another pipeline than the one that is to read it.
public final class CacheMismatchException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final Part part;
  private final String file;
  private final String expected;
  private final String found;

  /// What differs.
  public enum Part {
    /// What the caller says of the functions before the cache.
    VERSION,
    /// The order before the cache.
    PLAN,
    /// The fingerprint of the datasets.
    DATASET,
    /// The fingerprint of the rows' schemas.
    SCHEMA,
    /// The form of the items.
    CODEC,
    /// The byte order of the machine, which arrays are written in.
    ORDER
  }

  CacheMismatchException(Part part, String file, String expected, String found) {
    super(
        "\"%s\" caches other items: expected the %s \"%s\", found \"%s\"; delete it to have it written anew, or cache into"
            .formatted(file, part.name().toLowerCase(Locale.ROOT), expected, found)
            + " another folder",
        null);
    this.part = part;
    this.file = file;
    this.expected = expected;
    this.found = found;
  }

  /// What differs.
  public Part part() {
    return part;
  }

  /// The cache.
  public String file() {
    return file;
  }

  /// What it is here.
  public String expected() {
    return expected;
  }

  /// What the cache says.
  public String found() {
    return found;
  }
}
