package dev.sheaf.stage;

import dev.sheaf.SheafException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// More items failed than may be left out. The cause is what was thrown for the last of them; there is none where a share of
/// the calls may fail, and that was exceeded by a call that went well: the hundredth.
public final class LimitExceededException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final long failures;
  private final long calls;

  /// @param limit how many may be left out
  /// @param failures how many failed, this one included
  /// @param calls of how many, where that is counted, or 0
  public LimitExceededException(Limit limit, long failures, long calls, @Nullable Throwable cause) {
    super(message(limit, failures, calls) + (cause == null ? "" : "; the last: " + cause), cause);
    this.failures = failures;
    this.calls = calls;
  }

  private static String message(Limit limit, long failures, long calls) {
    return switch (limit) {
      case Limit.None _ -> "expected no limit, found %d failures".formatted(failures);
      case Limit.Count(long count) -> "expected up to %d failures, found %d".formatted(count, failures);
      case Limit.Share(long part, long whole) ->
          "expected up to %d of %d calls to fail, found %d of %d".formatted(part, whole, failures, calls);
    };
  }

  /// How many items failed, those left out included.
  public long failures() {
    return failures;
  }

  /// How many calls there were, where a share of them may fail; else 0.
  public long calls() {
    return calls;
  }
}
