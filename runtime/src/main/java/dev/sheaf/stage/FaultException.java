package dev.sheaf.stage;

import dev.sheaf.SheafException;
import dev.sheaf.order.Fault;
import java.io.Serial;

/// An item could not be made. Made into a public exception where the consumer is.
public final class FaultException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Fault fault;
  private final boolean last;

  /// @param isFinal whether nothing comes after it
  public FaultException(Fault fault, boolean isFinal) {
    super(fault.toString(), fault.cause());
    this.fault = fault;
    this.last = isFinal;
  }

  /// What stands in the place of the item.
  public Fault fault() {
    return fault;
  }

  /// Whether nothing comes after it.
  public boolean isFinal() {
    return last;
  }
}
