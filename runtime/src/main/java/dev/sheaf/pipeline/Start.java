package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.Account;
import org.jspecify.annotations.Nullable;

/// Where a loader starts in an epoch, and what was counted by other loaders before.
///
/// @param position how many items of the epoch were received before
/// @param state where the stages had got to; null for the beginning of the epoch
/// @param delivered how many items of earlier epochs were received
/// @param begun what was counted when the epoch began
/// @param account what was counted until here
record Start(long epoch, long position, @Nullable State state, long delivered, Account begun, Account account) {
  /// The beginning of an epoch.
  static Start of(long epoch, long delivered, Account account) {
    return new Start(epoch, 0, null, delivered, account, account);
  }
}
