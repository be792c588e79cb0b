package dev.sheaf.batch;

import java.util.List;

/// Puts rows side by side. Thread-safe: batches are collated on several threads.
///
/// @param <R> the row
/// @param <B> the batch
@FunctionalInterface
public interface Collator<R, B> {
  /// One batch of these rows, in this order; there is at least one.
  B collate(List<? extends R> rows);
}
