package dev.sheaf.pipeline;

import dev.sheaf.engine.Account;
import dev.sheaf.engine.AheadCursor;
import org.jspecify.annotations.Nullable;

/// One pass over the data, as a loader goes through it.
///
/// @param before how many of its items were received before this loader began
/// @param delivered how many items of epochs before it were
/// @param begun what was counted when it began
/// @param over what was counted in the end, when nothing is left of it; else null
record Epoch<T>(
    long number, long before, long delivered, AheadCursor<T> cursor, Account begun, @Nullable Account over) {
  /// The same when nothing is left to draw, which must not be before its time without a word.
  Epoch<T> atEnd(long size) {
    Account account = cursor.account();
    long lost = account.since(begun).lost();
    if (size >= 0 && received() + lost < size) {
      throw new IllegalStateException(
          "expected %d items in epoch %d, found %d, and %d that were left out; the pipeline miscounted"
              .formatted(size, number, received(), lost));
    }
    return ended(account);
  }

  Epoch<T> ended(Account account) {
    return new Epoch<>(number, before, delivered, cursor, begun, account);
  }

  long received() {
    return before + cursor.items();
  }

  /// Of this epoch, and of those before it.
  long receivedInAll() {
    return delivered + received();
  }

  boolean isOver() {
    return over != null;
  }

  /// Whether nothing is left of it, as far as is known.
  ///
  /// @param size how many items it has, if nothing is left out
  boolean isOver(long size) {
    return isOver() || (size > 0 && received() == size);
  }

  Account account() {
    return over != null ? over : cursor.reached().account();
  }

  /// What became of everything in this epoch.
  Ledger ledger() {
    return Ledger.of(account().since(begun), received());
  }

  /// What became of everything until here.
  Ledger ledgerOfRun() {
    return Ledger.of(account(), receivedInAll());
  }
}
