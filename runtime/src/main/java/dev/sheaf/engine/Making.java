package dev.sheaf.engine;

import java.util.function.Function;

/// What a stage's function makes of an item.
sealed interface Making {
  /// One item.
  record One(Function<Object, ?> function) implements Making {
    @SuppressWarnings("unchecked") // It is called with nothing but items of S.
    static <S> One of(Function<? super S, ?> function) {
      return new One((Function<Object, ?>) function);
    }
  }

  /// Any number, one after the other.
  record Many(Function<Object, ? extends Iterable<?>> function) implements Making {
    @SuppressWarnings("unchecked") // It is called with nothing but items of S.
    static <S> Many of(Function<? super S, ? extends Iterable<?>> function) {
      return new Many((Function<Object, ? extends Iterable<?>>) function);
    }
  }
}
