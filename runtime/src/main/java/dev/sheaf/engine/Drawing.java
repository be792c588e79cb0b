package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What the cursors share that one thread draws from. What it counts, and what is left out, goes with its items to whoever
/// takes these from it; the last of the line is the [Receiving].
public abstract class Drawing implements Run {
  private final Workers workers;

  /// Added to by the thread that draws, read by any.
  private volatile List<Tally> tallies = List.of();

  private int again;

  Drawing(Workers workers) {
    this.workers = workers;
  }

  /// The drawing that a stage is opened for.
  static Drawing of(Run run) {
    return (Drawing) run;
  }

  /// The threads of the pipeline.
  public final Workers workers() {
    return workers;
  }

  @Override
  public final void check() {
    workers.check();
  }

  @Override
  public Tally tally(String stage, Tally.Kind kind) {
    if (kind == Tally.Kind.CALLED && !workers.policies().countCalls()) {
      return new Tally(stage, kind);
    }
    for (Tally tally : tallies) {
      if (tally.kind() == kind && tally.stage().equals(stage)) {
        return tally;
      }
    }
    Tally tally = new Tally(stage, kind);
    List<Tally> more = new ArrayList<>(tallies);
    more.add(tally);
    tallies = List.copyOf(more);
    return tally;
  }

  /// What is counted so far; another list as soon as more is counted.
  final List<Tally> tallies() {
    return tallies;
  }

  /// Takes over what another thread has counted.
  void count(Tally tally, long more) {
    tally.add(more);
  }

  /// Whoever draws is about to wait: what was drawn until now must not wait with it.
  void waits() {}

  /// What is left out next comes from a place of its own.
  void cameFrom(State place) {}

  /// Whether what is left out is judged here, and not passed on to be judged.
  boolean isJudging() {
    return false;
  }

  /// Whoever draws is told of a fault, and can go on behind it.
  void told(Fault fault) {}

  /// Whoever draws had to wait for items. Only where that is measured.
  void starved(long nanos) {}

  @Override
  public final Run rereading() {
    return new Rereading(workers);
  }

  @Override
  public <R> R again(Supplier<R> work) {
    long[] before = tallies.stream().mapToLong(Tally::count).toArray();
    again++;
    try {
      return work.get();
    } finally {
      again--;
      // Tallies are only added.
      for (int i = 0; i < tallies.size(); i++) {
        Tally tally = tallies.get(i);
        tally.add((i < before.length ? before[i] : 0) - tally.count());
      }
    }
  }

  /// Whether something is done that was done before a checkpoint, so that what is left out was told then.
  final boolean isAgain() {
    return again > 0;
  }

  @Override
  public final Run telling() {
    return new Telling(this, false);
  }

  @Override
  public final Run tellingOfFailures() {
    return new Telling(this, true);
  }

  /// Passes it on as what it is, so that it is known for a part behind the next hand-over, too.
  @Override
  public void leaveOutPart(Fault fault) {
    leaveOut(fault.ofPart());
  }

  /// Leaves out what came through a hand-over.
  final void leaveOutAsItCame(Fault fault) {
    if (fault.isPart()) {
      leaveOutPart(fault);
    } else {
      leaveOut(fault);
    }
  }

  /// Passes on all but faults.
  private static final class Telling extends Drawing {
    private final Drawing drawing;
    private final boolean failuresOnly;

    Telling(Drawing drawing, boolean failuresOnly) {
      super(drawing.workers);
      this.drawing = drawing;
      this.failuresOnly = failuresOnly;
    }

    @Override
    public Tally tally(String stage, Tally.Kind kind) {
      return drawing.tally(stage, kind);
    }

    @Override
    public <R> R again(Supplier<R> work) {
      return drawing.again(work);
    }

    @Override
    public void leaveOutPart(Fault fault) {
      drawing.leaveOutPart(fault);
    }

    @Override
    void count(Tally tally, long more) {
      drawing.count(tally, more);
    }

    @Override
    void starved(long nanos) {
      drawing.starved(nanos);
    }

    @Override
    void waits() {
      drawing.waits();
    }

    @Override
    void cameFrom(State place) {
      drawing.cameFrom(place);
    }

    @Override
    public void leaveOut(Fault fault) {
      if (!failuresOnly || !workers().policies().leavesOut(fault)) {
        throw new FaultException(fault, false);
      }
      drawing.leaveOut(fault);
    }
  }

  /// Counts nothing, and leaves out what was left out before.
  private static final class Rereading extends Drawing {
    Rereading(Workers workers) {
      super(workers);
    }

    @Override
    public Tally tally(String stage, Tally.Kind kind) {
      return new Tally(stage, kind);
    }

    @Override
    public void leaveOut(Fault fault) {}
  }
}
