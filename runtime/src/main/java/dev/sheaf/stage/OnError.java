package dev.sheaf.stage;

import java.nio.file.Path;

/// What becomes of an item that a stage could not make: the answer for one stage, or for all that have none of their own.
///
/// It is about exceptions. An [Error] always ends the run, whatever is said here. Items are judged in the order in which
/// they would have come, so that neither the place where a run gives up nor what was left out before depends on threads;
/// what was counted before a checkpoint counts after it.
///
/// ```java
/// Pipeline.over(meshes).map(decode, StageOptions.named("decode").onError(OnError.skipUpTo(100)))
/// ```
public sealed interface OnError {
  /// The run ends: the consumer is told with an exception. What is done where nothing is said.
  ///
  /// @see OnError#fail()
  record Fail() implements OnError {
    @Override
    public Limit limit() {
      return Limit.none();
    }
  }

  /// The item is left out and counted.
  ///
  /// @param limit how many may be
  record Skip(Limit limit) implements OnError {}

  /// The item is left out and counted, and a line in a file says which it was, and why.
  ///
  /// @param file a file of JSON Lines, made if it is not there; it begins anew where a run does, and goes on where one is
  ///     resumed. For one loader at a time
  /// @param limit how many may be
  record Quarantine(Path file, Limit limit) implements OnError {}

  /// How many items may be left out; one more ends the run.
  Limit limit();

  /// The run ends.
  static OnError fail() {
    return new Fail();
  }

  /// Items are left out, as many as there are; of what has no end 100,000 in a row end the run, as nothing else
  /// would. A limit allows more.
  static OnError skip() {
    return new Skip(Limit.none());
  }

  /// Up to `count` items of a run are left out; one more ends it.
  ///
  /// @throws IllegalArgumentException if the number is negative
  static OnError skipUpTo(long count) {
    return new Skip(new Limit.Count(count));
  }

  /// Up to `part` of every `whole` calls may fail; see [Limit.Share].
  ///
  /// @throws IllegalArgumentException if the share is not above 0, or above 1
  static OnError skipUpToShare(long part, long whole) {
    return new Skip(new Limit.Share(part, whole));
  }

  /// The same as [#skip()], and each is written down in a file of JSON Lines.
  static OnError quarantine(Path file) {
    return new Quarantine(file, Limit.none());
  }

  /// The same, up to a limit: `quarantine(file).upTo(new Limit.Count(100))`. A run that fails has none.
  default OnError upTo(Limit limit) {
    return switch (this) {
      case Fail fail -> fail;
      case Skip _ -> new Skip(limit);
      case Quarantine(Path file, _) -> new Quarantine(file, limit);
    };
  }

  /// Whether an item is left out that this was thrown for, if the limit allows it.
  default boolean leavesOut(Throwable cause) {
    return !(this instanceof Fail) && !(cause instanceof Error);
  }
}
