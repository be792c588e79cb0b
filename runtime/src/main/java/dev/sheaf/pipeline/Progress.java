package dev.sheaf.pipeline;

import dev.sheaf.stage.Stage;
import java.time.Duration;
import java.util.Optional;

/// How far a loader has got in its epoch.
///
/// @param epoch which pass over the data, from 0
/// @param received how many of its items the consumer has been given
/// @param size how many there are, as far as is known: see [Pipeline#size()]
/// @param items how many items this loader has given in all
/// @param elapsed how long it has been open
public record Progress(long epoch, long received, long size, long items, Duration elapsed) {
  /// Items for each second since the loader was opened.
  public double perSecond() {
    return elapsed.isZero() ? 0 : items * 1e9 / elapsed.toNanos();
  }

  /// When the epoch will be over, at this rate; empty where nothing was given yet, or nobody knows how many items it has.
  public Optional<Duration> remaining() {
    if (size == Stage.UNKNOWN || size == Stage.UNBOUNDED || items == 0 || elapsed.isZero()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) ((size - received) * 1000 / perSecond())));
  }

  /// As a line: `epoch 2: 300 of 1000, 25.0/s, 28 s left`.
  @Override
  public String toString() {
    String known = size == Stage.UNKNOWN || size == Stage.UNBOUNDED ? "" : " of " + size;
    String left = remaining().map(time -> ", " + time.toSeconds() + " s left").orElse("");
    return "epoch %d: %d%s, %.1f/s%s".formatted(epoch, received, known, perSecond(), left);
  }
}
