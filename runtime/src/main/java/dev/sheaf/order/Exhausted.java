package dev.sheaf.order;

/// What a mixture does when one of those that it mixes is at its end. What has no end of its own is never at it.
///
/// To know who is at its end, a mixture of items looks ahead at one of each. A failure that ends the run ends it when it is
/// looked at, which may be before items of others whose turn comes earlier; one that the consumer can go on behind comes in
/// its turn.
public enum Exhausted {
  /// That one begins again, in an order of its own where it is random; the mixture ends when each has been at its end.
  REPEAT,
  /// The others go on without it; the mixture ends when all are at their end.
  LEAVE_OUT,
  /// The mixture ends.
  STOP
}
