package dev.sheaf.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a function makes of the items at the same position of several parts.
public final class ZippedSamples<S, T> extends Samples<T> {
  private final List<Samples<? extends S>> parts;
  private final String name;
  private final Function<? super List<S>, ? extends T> function;
  private final long size;

  /// @param name what errors call it
  /// @param function is called by many threads at once, with as many items as there are parts, and must not give null
  /// @throws IllegalArgumentException if there are no parts, or they are not equally long
  public ZippedSamples(
      List<? extends Samples<? extends S>> parts, String name, Function<? super List<S>, ? extends T> function) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected 1 part or more to zip, found none");
    }
    this.parts = List.copyOf(parts);
    this.name = name;
    this.function = function;
    this.size = parts.getFirst().size();
    if (parts.stream().anyMatch(part -> part.size() != size)) {
      throw new IllegalArgumentException(
          "expected parts of one size to zip, found "
              + parts.stream().map(ZippedSamples::words).collect(Collectors.joining(", ")));
    }
  }

  /// What a function makes of the items at the same position of two parts of different kinds.
  ///
  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null
  /// @throws IllegalArgumentException if they are not equally long
  @SuppressWarnings("unchecked") // Each item is given to the function in the place of its part.
  public static <A, B, T> ZippedSamples<Object, T> pairs(
      Samples<A> first, Samples<B> second, String name, BiFunction<? super A, ? super B, ? extends T> function) {
    return new ZippedSamples<>(
        List.of(first, second), name, both -> function.apply((A) both.getFirst(), (B) both.getLast()));
  }

  private static String words(Samples<?> part) {
    return (part.size() == UNBOUNDED ? "endless" : part.size()) + " of " + Plans.part(part);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    int partCount = parts.size();
    @Nullable Object[] all = reading.objects(partCount * count);
    @Nullable Object[] read = reading.objects(count);
    long[] copy = reading.longs(count);
    try {
      for (int part = 0; part < partCount; part++) {
        System.arraycopy(positions, 0, copy, 0, count);
        parts.get(part).read(copy, count, read, reading);
        for (int i = 0; i < count; i++) {
          all[i * partCount + part] = read[i];
        }
        Arrays.fill(read, 0, count, null);
      }
      Arrays.fill(positions, 0, count, -1);
      reading.enterUserCode();
      try {
        for (int i = 0; i < count; i++) {
          reading.check();
          items[i] = zip(all, i * partCount, partCount);
        }
      } finally {
        reading.leaveUserCode();
      }
    } finally {
      reading.giveBack(copy);
      reading.giveBack(read, count);
      reading.giveBack(all, partCount * count);
    }
  }

  @SuppressWarnings("unchecked") // The parts put nothing else there.
  private @Nullable Object zip(@Nullable Object[] all, int from, int count) {
    // Each is judged, whichever part it is of.
    List<Fault> faults = new ArrayList<>(0);
    List<S> together = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      switch (all[i]) {
        case null -> {
          return missing(faults);
        }
        case Fault fault -> faults.add(fault);
        case Partial(Object inner, List<Fault> ofItem) -> {
          faults.addAll(ofItem);
          if (!inner.equals(Partial.NOTHING)) {
            together.add((S) inner);
          }
        }
        case Object item -> together.add((S) item);
      }
    }
    if (together.size() < count) {
      return missing(faults);
    }
    try {
      Object zipped = Objects.requireNonNull(function.apply(together), "the function gave no value");
      return faults.isEmpty() ? zipped : new Partial(zipped, faults);
    } catch (Throwable e) {
      return new Fault(name, -1, e);
    }
  }

  private static @Nullable Object missing(List<Fault> faults) {
    return switch (faults.size()) {
      case 0 -> null;
      case 1 -> faults.getFirst();
      default -> new Partial(Partial.NOTHING, faults);
    };
  }

  @Override
  public List<Samples<?>> parents() {
    return List.copyOf(parts);
  }

  @Override
  public List<String> called() {
    return Stream.concat(super.called().stream(), Stream.of(name)).distinct().toList();
  }

  @Override
  public String toString() {
    return parts.stream().map(Plans::part).collect(Collectors.joining(" | ", "(", ").zip()"));
  }
}
