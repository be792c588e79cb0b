package dev.sheaf.batch;

import dev.sheaf.array.ScalarElements;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Reads a number or a boolean of a row without an object around it. To everyone else it is a function like others.
///
/// [ColumnCollator] takes any function; where one of these reads a column of numbers, no object is made for each row.
///
/// @param <R> the row
public abstract sealed class ColumnAccessor<R> implements Function<R, Object> {
  private ColumnAccessor() {}

  /// Reads a `byte`, a `short`, an `int` or a `long`.
  public static <R> ColumnAccessor<R> ofLong(ToLongFunction<? super R> accessor) {
    return new OfLong<>(accessor);
  }

  /// Reads a `float` or a `double`.
  public static <R> ColumnAccessor<R> ofDouble(ToDoubleFunction<? super R> accessor) {
    return new OfDouble<>(accessor);
  }

  /// Reads a `boolean`.
  public static <R> ColumnAccessor<R> ofBoolean(Predicate<? super R> accessor) {
    return new OfBoolean<>(accessor);
  }

  /// Writes what it reads of a row to one of the elements.
  ///
  /// @throws IllegalArgumentException if the elements are of a type that does not hold it
  abstract void write(R row, ScalarElements elements, long index);

  private static final class OfLong<R> extends ColumnAccessor<R> {
    private final ToLongFunction<? super R> accessor;

    OfLong(ToLongFunction<? super R> accessor) {
      this.accessor = accessor;
    }

    @Override
    public Long apply(R row) {
      return accessor.applyAsLong(row);
    }

    @Override
    void write(R row, ScalarElements elements, long index) {
      elements.set(index, accessor.applyAsLong(row));
    }
  }

  private static final class OfDouble<R> extends ColumnAccessor<R> {
    private final ToDoubleFunction<? super R> accessor;

    OfDouble(ToDoubleFunction<? super R> accessor) {
      this.accessor = accessor;
    }

    @Override
    public Double apply(R row) {
      return accessor.applyAsDouble(row);
    }

    @Override
    void write(R row, ScalarElements elements, long index) {
      elements.set(index, accessor.applyAsDouble(row));
    }
  }

  private static final class OfBoolean<R> extends ColumnAccessor<R> {
    private final Predicate<? super R> accessor;

    OfBoolean(Predicate<? super R> accessor) {
      this.accessor = accessor;
    }

    @Override
    public Boolean apply(R row) {
      return accessor.test(row);
    }

    @Override
    void write(R row, ScalarElements elements, long index) {
      elements.set(index, accessor.test(row));
    }
  }
}
