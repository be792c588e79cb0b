package dev.sheaf.array;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A sequence of values of which each is read when it is asked for, and none is kept.
///
/// Knowing the size reads no value. Each call of [#get] reads anew, on the calling thread, and gives a value of its
/// own; any number of threads may read at once. A value that cannot be read fails alone: the others stay readable.
/// `equals` is identity and `toString` shows the size only, so that a record that holds a sequence stays cheap.
///
/// @param <T> the type of the values
public interface LazySequence<T> extends Iterable<T> {
  /// How many values there are.
  long size();

  /// Reads the value at `index`, from 0 to `size() - 1`.
  ///
  /// @throws IndexOutOfBoundsException if the index is outside the sequence
  /// @throws dev.sheaf.SheafException if the data is not there or not what it should be; the message names its place
  T get(long index);

  /// Where the value at `index` comes from, for people: a file's name, or its place in the payload.
  String nameOf(long index);

  /// Reads one value after the other. Each call starts at the first.
  @Override
  default Iterator<T> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException("expected fewer than %d reads of %s".formatted(next + 1, LazySequence.this));
        }
        return get(next++);
      }
    };
  }

  /// The values `from` to `to - 1` as a sequence of their own, of which each is read when it is asked for, as here. Its
  /// first index is 0; the names stay.
  ///
  /// @throws IndexOutOfBoundsException if the range is not inside the sequence
  default LazySequence<T> slice(long from, long to) {
    Objects.checkFromToIndex(from, to, size());
    return of(to - from, index -> get(from + index), index -> nameOf(from + index));
  }

  /// The values as a stream, in order, each read when the stream comes to it. A parallel stream reads on its threads.
  default Stream<T> stream() {
    return LongStream.range(0, size()).mapToObj(this::get);
  }

  /// A sequence over values that are in memory already.
  static <T> LazySequence<T> of(List<? extends T> values) {
    List<T> copy = List.copyOf(values);
    return of(copy.size(), index -> copy.get((int) index), index -> "[" + index + "]");
  }

  /// A sequence that calls `reader` for each value and `namer` for its name; both must be thread-safe, and see only
  /// indices inside the sequence.
  static <T> LazySequence<T> of(long size, LongFunction<? extends T> reader, LongFunction<String> namer) {
    if (size < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, found " + size);
    }
    return new LazySequence<>() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public T get(long index) {
        return reader.apply(Objects.checkIndex(index, size));
      }

      @Override
      public String nameOf(long index) {
        return namer.apply(Objects.checkIndex(index, size));
      }

      @Override
      public String toString() {
        return "LazySequence[" + size + "]";
      }
    };
  }
}
