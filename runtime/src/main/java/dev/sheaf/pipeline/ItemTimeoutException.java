package dev.sheaf.pipeline;

import dev.sheaf.SheafException;
import dev.sheaf.engine.Stuck;
import java.io.Serial;
import java.time.Duration;
import java.util.List;

/// The next item did not come in time, or a call of a function took longer than its stage allows. Nothing is lost: the
/// call goes on, and whoever waits again gets the same item.
public final class ItemTimeoutException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Call> calls;
  private final long epoch;
  private final long item;

  /// A call that was in progress.
  ///
  /// @param stage the stage that made it
  /// @param elapsed how long it had been in progress
  /// @param thread the name of its thread
  /// @param stack what its thread was doing, innermost first
  public record Call(String stage, Duration elapsed, String thread, List<StackTraceElement> stack) {
    public Call {
      stack = List.copyOf(stack);
    }

    static Call of(Stuck stuck) {
      return new Call(
          stuck.stage(),
          Duration.ofNanos(stuck.nanos()),
          stuck.thread().getName(),
          List.of(stuck.thread().getStackTrace()));
    }
  }

  ItemTimeoutException(long waited, List<Stuck> stuck, long epoch, long item) {
    super(message(waited, stuck, epoch, item), null);
    this.calls = stuck.stream().map(Call::of).toList();
    this.epoch = epoch;
    this.item = item;
    for (Call call : calls) {
      Throwable where = new Throwable("%s, on %s".formatted(call.stage(), call.thread()));
      where.setStackTrace(call.stack().toArray(StackTraceElement[]::new));
      addSuppressed(where);
    }
  }

  private static String message(long waited, List<Stuck> stuck, long epoch, long item) {
    StringBuilder message =
        new StringBuilder(
            "expected item %d of epoch %d, waited %d ms for it".formatted(item, epoch, waited / 1_000_000));
    stuck.forEach(
        call -> message.append("; a call of %s takes %d ms by now".formatted(call.stage(), call.nanos() / 1_000_000)));
    return message.append("; nothing is lost: wait again, or close the loader").toString();
  }

  /// The calls that were in progress and may be the reason.
  public List<Call> calls() {
    return calls;
  }

  /// Which pass over the data, from 0.
  public long epoch() {
    return epoch;
  }

  /// Which item of the epoch was waited for, from 0.
  public long item() {
    return item;
  }
}
