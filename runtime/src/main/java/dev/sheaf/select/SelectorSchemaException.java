package dev.sheaf.select;

import java.io.Serial;
import java.util.List;

/// A selector leads to something that a record does not have.
public final class SelectorSchemaException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String path;
  private final String step;
  private final String[] near;

  SelectorSchemaException(String path, String step, String expected, List<String> near) {
    super(
        "path %s: expected %s, found %s%s"
            .formatted(
                path, expected, step, near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
    this.path = path;
    this.step = step;
    this.near = near.toArray(String[]::new);
  }

  /// The path.
  public String path() {
    return path;
  }

  /// The first step of it that leads nowhere.
  public String step() {
    return step;
  }

  /// Names that are there and look like that step, the nearest first; there may be none.
  public List<String> near() {
    return List.of(near);
  }
}
