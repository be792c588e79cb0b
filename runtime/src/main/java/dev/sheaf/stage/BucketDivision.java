package dev.sheaf.stage;

import java.util.List;

/// Divides the items that were gathered for a bucket. It gives each item that it is handed, itself and not a copy, to a
/// bucket, or carries it over to the next gathering; others are left out. It is called on one thread at a time.
///
/// @param <T> the items
@FunctionalInterface
public interface BucketDivision<T> {
  /// Divides these items, of which there is at least one.
  Divided<T> divide(List<T> gathered);

  /// What becomes of the items.
  ///
  /// @param buckets the buckets to be given, in this order, each of one item or more; there may be none
  /// @param carried the items that the next gathering begins with
  record Divided<T>(List<? extends List<T>> buckets, List<T> carried) {
    /// @throws IllegalArgumentException if a bucket is empty
    public Divided {
      buckets = List.copyOf(buckets);
      carried = List.copyOf(carried);
      for (List<T> bucket : buckets) {
        if (bucket.isEmpty()) {
          throw new IllegalArgumentException("expected buckets of 1 item or more, found an empty one");
        }
      }
    }
  }
}
