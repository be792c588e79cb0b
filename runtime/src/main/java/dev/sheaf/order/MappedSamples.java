package dev.sheaf.order;

import dev.sheaf.random.PositionRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item.
public final class MappedSamples<S, T> extends Samples<T> {
  private static final String NO_VALUE = "the function gave no value";

  private final Samples<S> parent;
  private final String name;
  private final Supplier<Step<S>> steps;

  /// The call, where it decides which items come.
  private final String call;

  private final boolean makesHoles;

  /// What one thread does with some items, one after the other. Gives null for a hole.
  @FunctionalInterface
  private interface Step<S> {
    @Nullable Object apply(long position, S item);
  }

  private MappedSamples(
      Samples<S> parent, String name, Supplier<Step<S>> steps, String call, boolean makesHoles) {
    this.parent = parent;
    this.name = name;
    this.steps = steps;
    this.call = call;
    this.makesHoles = makesHoles;
  }

  private MappedSamples(Samples<S> parent, String name, Step<S> step, String call, boolean makesHoles) {
    this(parent, name, () -> step, call, makesHoles);
  }

  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null
  public MappedSamples(Samples<S> parent, String name, Function<? super S, ? extends T> function) {
    this(parent, name, (_, item) -> Objects.requireNonNull(function.apply(item), NO_VALUE), "", false);
  }

  /// A function that is told the position, as it comes: it goes on from epoch to epoch.
  ///
  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null
  public static <S, T> MappedSamples<S, T> withIndex(
      Samples<S> parent, String name, IndexedFunction<? super S, ? extends T> function) {
    return new MappedSamples<>(
        parent, name, (position, item) -> Objects.requireNonNull(function.apply(position, item), NO_VALUE), "", false);
  }

  /// A function that gives no item for some: there is a hole then.
  ///
  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null
  public static <S, T> MappedSamples<S, T> optional(
      Samples<S> parent, String name, Function<? super S, ? extends Optional<? extends T>> function) {
    return new MappedSamples<>(
        parent,
        name,
        (_, item) -> Objects.requireNonNull(function.apply(item), NO_VALUE).orElse(null),
        "mapOptional()",
        true);
  }

  /// The items that a predicate holds for; where it does not, there is a hole.
  ///
  /// @param name what errors call it
  /// @param predicate is called by many threads at once
  public static <T> MappedSamples<T, T> filtered(Samples<T> parent, String name, Predicate<? super T> predicate) {
    return new MappedSamples<>(
        parent, name, (_, item) -> predicate.test(item) ? item : null, "filterInPlace()", true);
  }

  /// A function that is handed random numbers, which depend on the seed and the position only.
  ///
  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null, nor keep the generator
  /// @param seed 0 or more
  /// @param call the call, as it was written
  /// @throws IllegalArgumentException if the seed is negative
  public static <S, T> MappedSamples<S, T> random(
      Samples<S> parent,
      String name,
      BiFunction<? super S, ? super RandomGenerator, ? extends T> function,
      long seed,
      String call) {
    PositionRandom.of(seed);
    return new MappedSamples<>(
        parent,
        name,
        () -> {
          PositionRandom random = PositionRandom.of(seed);
          return (position, item) -> Objects.requireNonNull(function.apply(item, random.at(0, position)), NO_VALUE);
        },
        call,
        false);
  }

  @Override
  public long size() {
    return parent.size();
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    long[] asked = reading.longs(count);
    System.arraycopy(positions, 0, asked, 0, count);
    parent.read(positions, count, items, reading);
    Step<S> step = steps.get();
    reading.enterUserCode();
    try {
      for (int i = 0; i < count; i++) {
        reading.check();
        items[i] = apply(step, asked[i], items[i], positions[i]);
      }
    } finally {
      reading.leaveUserCode();
      reading.giveBack(asked);
    }
  }

  @SuppressWarnings("unchecked") // The parent puts nothing else there.
  private @Nullable Object apply(Step<S> step, long position, @Nullable Object item, long row) {
    return switch (item) {
      case null -> null;
      case Fault fault -> fault;
      case Partial(Object inner, List<Fault> faults) -> {
        Object mapped = inner.equals(Partial.NOTHING) ? inner : apply(step, position, inner, row);
        yield mapped instanceof Fault ? mapped : new Partial(mapped == null ? Partial.NOTHING : mapped, faults);
      }
      default -> {
        try {
          yield step.apply(position, (S) item);
        } catch (Throwable e) {
          yield new Fault(name, row, e).about(item);
        }
      }
    };
  }

  @Override
  public List<Samples<?>> parents() {
    return List.of(parent);
  }

  @Override
  public boolean hasHoles() {
    return makesHoles || parent.hasHoles();
  }

  @Override
  public long rowAt(long position) {
    return parent.rowAt(position);
  }

  @Override
  public boolean isBatched() {
    return parent.isBatched();
  }

  @Override
  public long rowsAt(long position) {
    return parent.rowsAt(position);
  }

  @Override
  public long rowsBefore(long position) {
    return parent.rowsBefore(position);
  }

  @Override
  public List<String> called() {
    return Stream.concat(parent.called().stream(), Stream.of(name)).toList();
  }

  @Override
  public String toString() {
    return call.isEmpty() ? parent.toString() : Plans.then(parent, call);
  }
}
