package dev.sheaf.order;

import java.util.List;

/// An item that was made, although some of what it should be made of could not be.
///
/// @param item the item
/// @param faults what is missing from it
public record Partial(Object item, List<Fault> faults) {
  /// The item where nothing is left of it.
  public static final Object NOTHING = new Object();

  public Partial {
    faults = List.copyOf(faults);
  }
}
