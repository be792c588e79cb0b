package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;

/// A cursor whose items come one by one from those of a single other, and which holds none back.
///
/// @param <S> the items drawn from
/// @param <T> the items given
abstract class DerivedCursor<S, T> extends Cursor<T> {
  protected final Cursor<S> upstream;

  DerivedCursor(Cursor<S> upstream) {
    this.upstream = upstream;
  }

  @Override
  public State state() {
    return upstream.state();
  }

  @Override
  public State place() {
    return upstream.place();
  }

  @Override
  public boolean isReady() {
    return upstream.isReady();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
