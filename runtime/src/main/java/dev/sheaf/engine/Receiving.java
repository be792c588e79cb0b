package dev.sheaf.engine;

import dev.sheaf.io.StorageException;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Limit;
import dev.sheaf.stage.LimitExceededException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/// The consumer's drawing, at the end of the line. Here items are judged that could not be made: in the order in which they
/// would have come, and with nothing counted but what came before, so that no thread has a say in it.
public final class Receiving extends Drawing {
  /// Of items without an end, where nobody set a limit: as many as this in a row will be followed by more of the kind.
  private static final long MOST_IN_A_ROW = 100_000;

  private final boolean endless;
  private final Policies policies;
  private final boolean countsCalls;
  private final Map<Path, QuarantineFile> files;
  private LongSupplier item = () -> 0;
  private long epoch;

  /// How many were left out since there was an item, which was that one.
  private long inARow;

  private long itemBefore = -1;

  /// @param endless whether anything that is drawn from here has no end
  /// @param account what was counted before
  /// @param files where items are written down
  public Receiving(Workers workers, boolean endless, Account account, Map<Path, QuarantineFile> files) {
    super(workers);
    this.endless = endless;
    this.policies = workers.policies();
    this.countsCalls = policies.countCalls();
    this.files = Map.copyOf(files);
    for (Account.Count count : account.counts()) {
      tally(count.stage(), count.kind()).add(count.count());
    }
  }

  /// An epoch begins.
  ///
  /// @param received how many of its items the consumer has been given
  public void begin(long number, LongSupplier received) {
    epoch = number;
    item = received;
  }

  @Override
  public void leaveOut(Fault fault) {
    OnError policy = policies.of(fault.stage());
    if (!policies.leavesOut(fault)) {
      throw new FaultException(fault, !fault.isRecoverable());
    }
    long failures = failures(fault.stage()) + 1;
    long calls = calls(fault.stage());
    if (policy.limit().isExceeded(failures, calls)) {
      throw new FaultException(
          fault.because(new LimitExceededException(policy.limit(), failures, calls, fault.cause())),
          !fault.isRecoverable());
    }
    if (policy instanceof OnError.Quarantine(Path path, _)) {
      write(Objects.requireNonNull(files.get(path), "the file was not opened"), fault);
    }
    tally(fault.stage(), Account.kind(policy)).add();
    if (endless && policy.limit() instanceof Limit.None) {
      requireItems(fault);
    }
  }

  /// Without an end the consumer would wait for ever.
  private void requireItems(Fault last) {
    long received = item.getAsLong();
    inARow = received == itemBefore ? inARow + 1 : 1;
    itemBefore = received;
    if (inARow == MOST_IN_A_ROW) {
      String message =
          "expected an item now and then of what has no end, found that %d in a row failed and were left out; allow more with a limit, or mend what failed last: %s"
              .formatted(inARow, last.cause());
      throw new FaultException(last.because(new IllegalStateException(message, last.cause())), true);
    }
  }

  /// What cannot be written down is not left out.
  private void write(QuarantineFile file, Fault fault) {
    try {
      file.write(fault, epoch, item.getAsLong());
    } catch (StorageException e) {
      e.addSuppressed(fault.cause());
      throw new FaultException(new Fault(fault.stage(), fault.row(), e), true);
    }
  }

  @Override
  boolean isJudging() {
    return true;
  }

  @Override
  void told(Fault fault) {
    tally(fault.stage(), Tally.Kind.FAILED).add();
  }

  @Override
  void count(Tally tally, long more) {
    if (tally.kind() == Tally.Kind.CALLED && (policies.isOwn(tally.stage()) || isCounted(tally))) {
      Limit limit = policies.of(tally.stage()).limit();
      long before = calls(tally.stage());
      // The last call may have made an item, which is given before it counts: see requireNotExceeded().
      if (limit.isExceededBetween(failures(tally.stage()), before - 1, before + more - 1)) {
        Fault fault = exceeded(tally, limit, Math.max(before, Limit.Share.FIRST_LOOK));
        tally.add(more);
        throw new FaultException(fault, true);
      }
    }
    tally.add(more);
  }

  /// Ends the run if of the calls that were counted until now too many failed.
  public void requireNotExceeded() {
    if (!countsCalls) {
      return;
    }
    for (Tally tally : tallies().reversed()) {
      if (tally.kind() == Tally.Kind.CALLED && (policies.isOwn(tally.stage()) || isCounted(tally))) {
        Limit limit = policies.of(tally.stage()).limit();
        long calls = calls(tally.stage());
        if (limit.isExceededBetween(failures(tally.stage()), calls - 1, calls)) {
          throw new FaultException(exceeded(tally, limit, calls), true);
        }
      }
    }
  }

  private Fault exceeded(Tally tally, Limit limit, long calls) {
    return new Fault(
        blamed(tally).stage(), -1, new LimitExceededException(limit, failures(tally.stage()), calls, null));
  }

  /// Of stages that share a limit the last, so that it is the same one after a checkpoint.
  private Tally blamed(Tally tally) {
    return policies.isOwn(tally.stage())
        ? tally
        : tallies().reversed().stream()
            .filter(other -> other.kind() == Tally.Kind.CALLED && other.count() > 0)
            .filter(other -> !policies.isOwn(other.stage()) && isCounted(other))
            .findFirst()
            .orElse(tally);
  }

  private long failures(String stage) {
    return sum(stage, Tally.Kind.SKIPPED) + sum(stage, Tally.Kind.QUARANTINED);
  }

  private long calls(String stage) {
    if (policies.isOwn(stage) || policies.isOwn(Fault.READ)) {
      return sum(stage, Tally.Kind.CALLED);
    }
    long read = count(Fault.READ, Tally.Kind.CALLED);
    long all = sum(stage, Tally.Kind.CALLED);
    return all == read ? read : all - read;
  }

  private long count(String stage, Tally.Kind kind) {
    for (Tally tally : tallies()) {
      if (tally.kind() == kind && tally.stage().equals(stage)) {
        return tally.count();
      }
    }
    return 0;
  }

  /// Rows that were read are calls only where no function is called.
  private boolean isCounted(Tally calls) {
    return !calls.stage().equals(Fault.READ) || calls(Fault.READ) == calls.count();
  }

  /// Of the stage, where it has a limit of its own; else of all that have none.
  private long sum(String stage, Tally.Kind kind) {
    List<Tally> tallies = tallies();
    long sum = 0;
    for (Tally tally : tallies) {
      if (tally.kind() == kind
          && (policies.isOwn(stage) ? tally.stage().equals(stage) : !policies.isOwn(tally.stage()))) {
        sum += tally.count();
      }
    }
    return sum;
  }
}
