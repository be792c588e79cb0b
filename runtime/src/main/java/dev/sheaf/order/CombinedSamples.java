package dev.sheaf.order;

import dev.sheaf.dataset.Footprint;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Items of several parts, each of one of them: what mixing, interleaving and putting one behind the other have in common.
public abstract class CombinedSamples<T> extends Samples<T> {
  private final List<Samples<? extends T>> parts;

  /// @param call what makes it, for the message
  /// @throws IllegalArgumentException if there are no parts
  CombinedSamples(List<? extends Samples<? extends T>> parts, String call) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected 1 part or more to %s, found none".formatted(call));
    }
    this.parts = List.copyOf(parts);
  }

  /// How many parts there are.
  final int count() {
    return parts.size();
  }

  /// A part.
  final Samples<? extends T> part(int number) {
    return parts.get(number);
  }

  /// Replaces the first `count` of `positions` by positions of parts, and says in `numbers` of which.
  protected abstract void locate(long[] positions, int count, long[] numbers);

  /// The call that made it: `mix(1, 2)`.
  protected abstract String call();

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    long[] numbers = reading.longs(count);
    locate(positions, count, numbers);
    readLocated(positions, numbers, count, items, reading);
    reading.giveBack(numbers);
  }

  /// Reads where [#locate] has said.
  final void readLocated(
      long[] positions, long[] numbers, int count, @Nullable Object[] items, Reading reading) {
    if (allOfOnePart(numbers, count)) {
      parts.get((int) numbers[0]).read(positions, count, items, reading);
    } else {
      readPartByPart(positions, numbers, count, items, reading);
    }
  }

  @Override
  public final long rowAt(long position) {
    long[] positions = {position};
    long[] numbers = new long[1];
    locate(positions, 1, numbers);
    return parts.get((int) numbers[0]).rowAt(positions[0]);
  }

  @Override
  public long rowsAt(long position) {
    long[] positions = {position};
    long[] numbers = new long[1];
    locate(positions, 1, numbers);
    return parts.get((int) numbers[0]).rowsAt(positions[0]);
  }

  private static boolean allOfOnePart(long[] numbers, int count) {
    for (int i = 1; i < count; i++) {
      if (numbers[i] != numbers[0]) {
        return false;
      }
    }
    return true;
  }

  /// Sorts the places by part, so that each part reads all that it has to at once.
  private void readPartByPart(
      long[] positions, long[] numbers, int count, @Nullable Object[] items, Reading reading) {
    int partCount = parts.size();
    long[] ends = reading.longs(partCount);
    long[] places = reading.longs(count);
    sort(numbers, count, ends, partCount, places);
    long[] ofPart = reading.longs(count);
    @Nullable Object[] read = reading.objects(count);
    try {
      int from = 0;
      for (int part = 0; part < partCount; part++) {
        int to = (int) ends[part];
        for (int i = from; i < to; i++) {
          ofPart[i - from] = positions[(int) places[i]];
        }
        if (to > from) {
          parts.get(part).read(ofPart, to - from, read, reading);
        }
        for (int i = from; i < to; i++) {
          items[(int) places[i]] = read[i - from];
          positions[(int) places[i]] = ofPart[i - from];
          read[i - from] = null;
        }
        from = to;
      }
    } finally {
      reading.giveBack(read, count);
      reading.giveBack(ofPart);
      reading.giveBack(places);
      reading.giveBack(ends);
    }
  }

  /// Counting sort.
  ///
  /// @param ends where the places of each part end, afterwards
  private static void sort(long[] numbers, int count, long[] ends, int partCount, long[] places) {
    for (int part = 0; part < partCount; part++) {
      ends[part] = 0;
    }
    for (int i = 0; i < count; i++) {
      ends[(int) numbers[i]]++;
    }
    long begin = 0;
    for (int part = 0; part < partCount; part++) {
      long size = ends[part];
      ends[part] = begin;
      begin += size;
    }
    for (int i = 0; i < count; i++) {
      places[(int) ends[(int) numbers[i]]++] = i;
    }
  }

  @Override
  public final List<Samples<?>> parents() {
    return List.copyOf(parts);
  }

  @Override
  public Footprint footprint() {
    return parts.stream().map(Samples::footprint).reduce(Footprint::or).orElse(Footprint.UNKNOWN);
  }

  @Override
  public final String toString() {
    return parts.stream().map(Plans::part).collect(Collectors.joining(" | ", "(", ")")) + "." + call();
  }
}
