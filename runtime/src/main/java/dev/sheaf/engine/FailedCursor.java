package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.FaultException;

/// Nothing but a failure: what is to be read again before the first item cannot be. It is told where the item would come.
///
/// @param <T> the items that would come
public final class FailedCursor<T> extends AheadCursor<T> {
  private final FaultException failure;
  private final State state;
  private final Account account;

  /// @param state where the failed one was to begin
  /// @param account what was counted until there
  public FailedCursor(FaultException failure, State state, Account account) {
    this.failure = new FaultException(failure.fault(), true);
    this.state = state;
    this.account = account;
  }

  @Override
  public Boolean seek(long nanos) {
    throw failure;
  }

  @Override
  public boolean advance() {
    throw failure;
  }

  @Override
  public T item() {
    throw failure;
  }

  @Override
  public long items() {
    return 0;
  }

  @Override
  public Reached reached() {
    return new Reached(0, state, account);
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public State place() {
    return state;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void close() {}
}
