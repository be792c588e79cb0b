package dev.sheaf.batch;

import dev.sheaf.schema.DType;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A pad value is none of the dtype that it was to pad: nothing is rounded, cut off or made a truth value.
public final class PaddingException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String column;
  private final String value;
  private final DType dtype;

  PaddingException(String column, String value, DType dtype, @Nullable Throwable cause) {
    super(
        "%sexpected a pad value that %s has, found %s"
            .formatted(column.isEmpty() ? "" : "\"" + column + "\": ", dtype, value),
        cause);
    this.column = column;
    this.value = value;
    this.dtype = dtype;
  }

  /// The field or the path of the column; empty where the values themselves are arrays.
  public String column() {
    return column;
  }

  /// The pad value, as a text.
  public String value() {
    return value;
  }

  /// The type of the elements beside which it was to stand.
  public DType dtype() {
    return dtype;
  }
}
