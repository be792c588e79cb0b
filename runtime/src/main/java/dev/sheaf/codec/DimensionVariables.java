package dev.sheaf.codec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sizes that the dimension variables of one record have taken. For one thread.
final class DimensionVariables {
  /// What a variable stands for.
  ///
  /// @param place the field that said so first
  record Binding(long extent, String place) {}

  /// Most records have no variables.
  private @Nullable Map<String, Binding> bindings;

  /// Says that a variable stands for `extent` in the array at `place`: what it stood for before where that is another
  /// number, else null.
  @Nullable Binding bind(String name, long extent, String place) {
    if (bindings == null) {
      bindings = new HashMap<>();
    }
    Binding bound = bindings.putIfAbsent(name, new Binding(extent, place));
    return bound == null || bound.extent() == extent ? null : bound;
  }
}
