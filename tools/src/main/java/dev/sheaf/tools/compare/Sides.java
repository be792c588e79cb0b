package dev.sheaf.tools.compare;

import java.util.Optional;
import java.util.function.BiFunction;

/// The same question in both directions: whether what one side has written is read by the other.
///
/// @param backward why the new side does not read what the old one has written
/// @param forward why the old side does not read what the new one has written
record Sides(Optional<String> backward, Optional<String> forward) {
  static final Sides FINE = new Sides(Optional.empty(), Optional.empty());

  /// @param reading why the first does not read what the second has written; empty if it does
  static <T> Sides of(T old, T now, BiFunction<? super T, ? super T, Optional<String>> reading) {
    return new Sides(reading.apply(now, old), reading.apply(old, now));
  }

  /// Neither reads the other's.
  static Sides neither(String reason) {
    return new Sides(Optional.of(reason), Optional.of(reason));
  }

  boolean isFine() {
    return backward.isEmpty() && forward.isEmpty();
  }

  Change change(String path, String what, String from, String to) {
    return new Change(path, what, from, to, backward, forward);
  }
}
