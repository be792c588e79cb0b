package dev.sheaf.order;

/// A function of an item and of where it stands.
///
/// @param <S> the item
/// @param <T> what is made of it
@FunctionalInterface
public interface IndexedFunction<S, T> {
  /// What is made of an item.
  ///
  /// @param index the position or number of the item
  T apply(long index, S item);
}
