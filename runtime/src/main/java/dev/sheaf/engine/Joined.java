package dev.sheaf.engine;

import dev.sheaf.order.Fault;
import dev.sheaf.stage.Tally;

/// What one of several cursors counts that one thread draws from: for itself, and for the drawing of that thread, which
/// judges what could not be made.
final class Joined extends Drawing {
  private final Drawing outer;

  Joined(Drawing outer) {
    super(outer.workers());
    this.outer = outer;
  }

  @Override
  void count(Tally tally, long more) {
    tally.add(more);
    outer.count(outer.tally(tally.stage(), tally.kind()), more);
  }

  @Override
  public void leaveOut(Fault fault) {
    outer.leaveOutAsItCame(fault);
    tally(fault.stage(), Account.kind(workers().policies().of(fault.stage()))).add();
  }

  @Override
  boolean isJudging() {
    return outer.isJudging();
  }

  @Override
  void told(Fault fault) {
    tally(fault.stage(), Tally.Kind.FAILED).add();
    outer.told(fault);
  }

  @Override
  void starved(long nanos) {
    outer.starved(nanos);
  }
}
