package dev.sheaf.engine;

/// What one station of a pipeline did: stages that the same threads carry out one after the other, up to where their items
/// are handed to another thread.
///
/// @param station the names of its stages
/// @param items how many items it made
/// @param busyNanos how long it worked, all its threads together
/// @param blockedNanos how long it waited for those behind it to make room
/// @param starvedNanos how long it waited for items
/// @param queuedNanos how long its items lay there before they were taken, on the average
/// @param p50Nanos how long it worked on an item: half of them took at most so long
/// @param p99Nanos how long 99 of 100 took at most
/// @param readyShare how often the next station found items waiting, from 0 to 1; near 0 it had to wait, near 1 this one
///     is ahead
public record StationStats(
    String station,
    long items,
    long busyNanos,
    long blockedNanos,
    long starvedNanos,
    long queuedNanos,
    double p50Nanos,
    double p99Nanos,
    double readyShare) {
  /// Items for each second.
  ///
  /// @param elapsedNanos how long the pipeline has been open
  public double perSecond(long elapsedNanos) {
    return elapsedNanos <= 0 ? 0 : items * 1e9 / elapsedNanos;
  }
}
