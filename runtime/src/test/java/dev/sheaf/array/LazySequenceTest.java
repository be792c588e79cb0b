package dev.sheaf.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LazySequenceTest {
  private final List<Long> reads = new ArrayList<>();
  private final LazySequence<String> sequence =
      LazySequence.of(
          3,
          index -> {
            reads.add(index);
            return "value " + index;
          },
          index -> index + ".json");

  @Test
  void readsNothingUntilAsked() {
    assertEquals(3, sequence.size());
    assertEquals("2.json", sequence.nameOf(2));
    assertEquals("LazySequence[3]", sequence.toString());
    assertEquals(List.of(), reads);
  }

  @Test
  void readsAnewEachTime() {
    sequence.get(1);
    sequence.get(1);
    assertEquals(List.of(1L, 1L), reads);
  }

  @Test
  void readsOneValueForEachStepOfAnIteration() {
    var iterator = sequence.iterator();
    assertEquals("value 0", iterator.next());
    assertEquals(List.of(0L), reads);
    iterator.next();
    iterator.next();
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
    assertEquals(List.of("value 0", "value 1", "value 2"), sequence.stream().toList());
  }

  @Test
  void refusesAnIndexOutside() {
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.get(3));
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.get(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.nameOf(3));
    assertThrows(IndexOutOfBoundsException.class, () -> LazySequence.of(List.of()).get(0));
  }

  @Test
  void keepsGoingAfterAValueThatCannotBeRead() {
    LazySequence<Integer> broken =
        LazySequence.of(
            2,
            index -> {
              if (index == 0) {
                throw new IllegalStateException("broken");
              }
              return 1;
            },
            Long::toString);
    assertThrows(IllegalStateException.class, () -> broken.get(0));
    assertEquals(1, broken.get(1));
  }

  @Test
  void holdsValuesThatAreInMemory() {
    assertEquals(List.of("a", "b"), LazySequence.of(List.of("a", "b")).stream().toList());
    assertEquals("[1]", LazySequence.of(List.of("a", "b")).nameOf(1));
  }

  @Test
  void aSliceIsAViewThatReadsWhenAsked() {
    LazySequence<String> slice = sequence.slice(1, 3);
    assertEquals(2, slice.size());
    assertEquals("LazySequence[2]", slice.toString());
    assertEquals("1.json", slice.nameOf(0));
    assertEquals(List.of(), reads);
    assertEquals("value 2", slice.get(1));
    assertEquals(List.of(2L), reads);
    assertEquals(List.of("value 2"), slice.slice(1, 2).stream().toList());
  }

  @Test
  void aSliceHasNoValuesOfItsNeighbours() {
    LazySequence<String> slice = sequence.slice(1, 2);
    assertThrows(IndexOutOfBoundsException.class, () -> slice.get(1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.get(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.nameOf(1));
    assertEquals(0, sequence.slice(3, 3).size());
  }

  @Test
  void refusesASliceOutside() {
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.slice(0, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.slice(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> sequence.slice(2, 1));
  }

  @Test
  void takesMoreValuesThanAnIntCounts() {
    long size = 1L << 40;
    LazySequence<Long> numbers = LazySequence.of(size, index -> index, Long::toString);
    assertEquals(size - 1, numbers.get(size - 1));
    assertEquals(size - 2, numbers.slice(size - 3, size).get(1));
    assertEquals(List.of(0L, 1L), numbers.stream().limit(2).toList());
  }
}
