package dev.sheaf.array;

import dev.sheaf.schema.DType;
import java.io.Serial;

/// An element has no counterpart in the dtype that its array was to be converted to.
public final class ConversionException extends ArithmeticException {
  @Serial private static final long serialVersionUID = 1L;

  private final long position;
  private final String value;
  private final DType target;

  ConversionException(long position, String value, DType target, String expected) {
    super("expected %s, found %s at position %d".formatted(expected, value, position));
    this.position = position;
    this.value = value;
    this.target = target;
  }

  /// Which element it is, in row-major order.
  public long position() {
    return position;
  }

  /// The element, as a text.
  public String value() {
    return value;
  }

  /// The dtype that it does not fit.
  public DType target() {
    return target;
  }
}
