package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import java.util.Arrays;

/// Reads a number, or lists of numbers nested to any depth, into [Elements]; lists side by side must be equally long.
final class NestedList {
  /// As many axes as NumPy's arrays can have.
  static final int MAX_RANK = 64;

  private static final int UNKNOWN = -1;

  private final JsonReader in;
  private final Elements elements;

  /// How long the lists at each level are; unknown until the first of them has ended.
  private final long[] lengths = new long[MAX_RANK];

  /// How many items the list that is being read at each level has so far.
  private final long[] counts = new long[MAX_RANK];

  /// At which level there are elements and no lists; unknown until the first element.
  private int elementLevel = UNKNOWN;

  /// The deepest level at which a list has begun.
  private int deepest;

  private int level;

  NestedList(JsonReader in, Elements elements) {
    this.in = in;
    this.elements = elements;
    Arrays.fill(lengths, UNKNOWN);
  }

  /// Reads the value that the reader is at.
  ///
  /// @return how long the lists at each level are, outermost first: the array's shape
  long[] read() {
    do {
      int next = in.peek();
      if (next == '[') {
        begin();
        if (in.peek() == ']') {
          close();
        } else {
          continue;
        }
      } else {
        elementsFrom(next);
      }
      afterValue();
    } while (level > 0);
    return Arrays.copyOf(lengths, elementLevel == UNKNOWN ? deepest : elementLevel);
  }

  /// Goes to where the next value starts, leaving all lists that end before.
  private void afterValue() {
    while (level > 0) {
      counts[level - 1]++;
      int next = in.peek();
      if (next == ',') {
        in.position++;
        return;
      }
      if (next != ']') {
        throw in.error(Rule.JSON, in.offset(), "',' or ']'", in.found());
      }
      close();
    }
  }

  private void begin() {
    if (level == elementLevel) {
      throw ragged("a number, as beside it", "a list");
    }
    if (level == MAX_RANK) {
      long offset = in.offset();
      in.skipValue();
      throw in.error(Rule.SHAPE, offset, "lists nested at most %d deep".formatted(MAX_RANK), "one more");
    }
    in.descend();
    counts[level++] = 0;
    deepest = Math.max(deepest, level);
  }

  private void close() {
    level--;
    if (lengths[level] == UNKNOWN) {
      lengths[level] = counts[level];
    } else if (lengths[level] != counts[level]) {
      throw ragged("a list of %d, as before it".formatted(lengths[level]), "one of %d".formatted(counts[level]));
    }
    in.ascend();
  }

  private DecodeException ragged(String expected, String found) {
    return in.error(Rule.SHAPE, in.offset(), expected, found);
  }

  /// Reads the element that the reader is at, and while numbers follow, those.
  private void elementsFrom(int next) {
    boolean listsHere = elementLevel == UNKNOWN ? deepest > level : elementLevel != level;
    if (listsHere) {
      throw in.startsValue() ? ragged("a list, as beside it", in.found()) : in.unexpected("a list");
    }
    elementLevel = level;
    boolean digits = next == '-' ? !in.atMinusInfinity() : next >= '0' && next <= '9';
    if (!digits) {
      elements.other(next);
      return;
    }
    elements.number(in.number());
    if (level > 0) {
      numbersAfter(level - 1);
    }
  }

  /// Leaves the numbers that follow to the [elements][Elements#numbersAfter], and counts them.
  private void numbersAfter(int list) {
    long length = lengths[list];
    long before = elements.size();
    if (length == UNKNOWN) {
      elements.numbersAfter(Long.MAX_VALUE, 0);
      counts[list] += elements.size() - before;
    } else if (counts[list] < length) {
      elements.numbersAfter(length - 1 - counts[list], list == 0 ? 0 : length);
      long count = counts[list] + elements.size() - before;
      counts[list] = count % length;
      if (list > 0) {
        counts[list - 1] += count / length;
      }
    }
  }
}
