package dev.sheaf.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Items that an operator holds back, and where each comes from.
///
/// @param <T> the items
final class Held<T> {
  private List<T> items = new ArrayList<>();
  private Places places = new Places();

  /// Of the last item, if that was read again.
  private long row = -1;

  /// Holds the item that a cursor has moved on to.
  void add(Cursor<? extends T> cursor) {
    items.add(cursor.item());
    places.add(cursor.place());
  }

  /// Holds an item that comes from one of these places.
  void add(T item, Places from, int index) {
    items.add(item);
    places.add(from.kind(index), from.number(index));
  }

  /// Holds an item that was read again from one of these places.
  ///
  /// @param itsRow which row it is made of, or -1
  void addAgain(T item, long itsRow, Places from, int index) {
    add(item, from, index);
    row = itsRow;
  }

  /// Which row the last item is made of, if that was read again; else -1.
  long row() {
    return row;
  }

  /// Takes the last item of `others`.
  void addLastOf(Held<T> others) {
    items.add(others.items.removeLast());
    places.addLastOf(others.places);
  }

  void addAll(Held<T> others) {
    items.addAll(others.items);
    places.addAll(others.places);
  }

  int size() {
    return items.size();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  List<T> items() {
    return items;
  }

  Places places() {
    return places;
  }

  /// Gives all away, and holds nothing.
  Held<T> release() {
    Held<T> all = new Held<>();
    all.items = items;
    all.places = places;
    items = new ArrayList<>();
    places = new Places();
    return all;
  }

  /// The same items in another order.
  ///
  /// @param order which of these stands at each position
  Held<T> inOrder(IntUnaryOperator order) {
    Held<T> ordered = new Held<>();
    for (int position = 0; position < size(); position++) {
      int index = order.applyAsInt(position);
      ordered.add(items.get(index), places, index);
    }
    return ordered;
  }

  /// Those from an index on; these stay as they are.
  Held<T> from(int index) {
    Held<T> rest = new Held<>();
    for (int i = index; i < size(); i++) {
      rest.add(items.get(i), places, i);
    }
    return rest;
  }

  /// Leaves only the last `count`.
  void keepLast(int count) {
    items.subList(0, items.size() - count).clear();
    places.keepLast(count);
  }
}
