package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where some items come from, in little memory: one place mostly differs from the next in its last number only, so that
/// all of a kind share one [State].
final class Places {
  private State[] kinds = new State[8];
  private long[] numbers = new long[8];
  private int size;

  void add(State place) {
    State kind = size > 0 && isOfKind(place, kinds[size - 1]) ? kinds[size - 1] : place;
    add(kind, place.numbers().isEmpty() ? 0 : place.numbers().getLast());
  }

  /// Adds the place of a kind that has this last number.
  void add(State kind, long number) {
    if (size == numbers.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    kinds[size] = kind;
    numbers[size++] = number;
  }

  /// Takes the last place of `others`, and gives it to these.
  void addLastOf(Places others) {
    others.size--;
    add(others.kinds[others.size], others.numbers[others.size]);
  }

  void addAll(Places others) {
    for (int i = 0; i < others.size; i++) {
      add(others.kinds[i], others.numbers[i]);
    }
  }

  /// The same, which stay when these change.
  Places copy() {
    Places copy = new Places();
    copy.addAll(this);
    return copy;
  }

  /// Leaves only the last `count`.
  void keepLast(int count) {
    int from = size - count;
    System.arraycopy(kinds, from, kinds, 0, count);
    System.arraycopy(numbers, from, numbers, 0, count);
    size = count;
  }

  int size() {
    return size;
  }

  State get(int index) {
    return at(kinds[index], numbers[index]);
  }

  State kind(int index) {
    return kinds[index];
  }

  long number(int index) {
    return numbers[index];
  }

  /// Whether two places differ in their last number at most.
  static boolean isOfKind(State place, State kind) {
    int count = place.numbers().size();
    if (count != kind.numbers().size() || !place.stage().equals(kind.stage())) {
      return false;
    }
    for (int i = 0; i < count - 1; i++) {
      if (place.number(i) != kind.number(i)) {
        return false;
      }
    }
    return place.parts().equals(kind.parts());
  }

  /// The place of a kind that has this last number.
  static State at(State kind, long number) {
    int count = kind.numbers().size();
    if (count == 0) {
      return kind;
    }
    if (count == 1) {
      return new State(kind.stage(), List.of(number), kind.parts());
    }
    List<Long> numbers = new ArrayList<>(kind.numbers());
    numbers.set(count - 1, number);
    return new State(kind.stage(), numbers, kind.parts());
  }
}
