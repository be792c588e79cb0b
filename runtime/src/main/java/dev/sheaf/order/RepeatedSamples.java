package dev.sheaf.order;

/// Several epochs one after the other, as one.
public final class RepeatedSamples<T> extends ReorderedSamples<T> {
  private final long times;
  private final boolean reshuffle;
  private final long before;
  private final long size;

  /// @param times how many epochs, 1 or more; [#UNBOUNDED] for ever
  /// @param reshuffle whether each pass is an epoch of its own, with an order of its own; if not, all passes of an epoch
  ///     are as the first
  /// @throws IllegalArgumentException if `times` is less than 1, the parent has no end, or there are too many items
  public RepeatedSamples(Samples<T> parent, long times, boolean reshuffle) {
    super(parent);
    if (times < 1) {
      throw new IllegalArgumentException("expected 1 pass or more, found " + times);
    }
    this.before = parent.size();
    if (before == UNBOUNDED) {
      throw new IllegalArgumentException("expected items with an end to repeat, found " + parent);
    }
    this.times = times;
    this.reshuffle = reshuffle;
    try {
      this.size = times == UNBOUNDED ? before == 0 ? 0 : UNBOUNDED : Math.multiplyExact(before, times);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected fewer than %d items, found %d times %d; repeat() has no end".formatted(UNBOUNDED, times, before), e);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void toParent(long[] positions, int count) {
    if (reshuffle) {
      return;
    }
    // One division for all positions of a pass.
    long passStart = 0;
    long epochStart = 0;
    for (int i = 0; i < count; i++) {
      if (Long.compareUnsigned(positions[i] - passStart, before) >= 0) {
        long epoch = size == UNBOUNDED ? 0 : Math.floorDiv(positions[i], size);
        passStart = Math.floorDiv(positions[i], before) * before;
        epochStart = epochStart(epoch, before);
      }
      positions[i] += epochStart - passStart;
    }
  }

  @Override
  protected String call() {
    String passes = times == UNBOUNDED ? "" : Long.toString(times);
    return "repeat(" + (reshuffle ? passes : passes.isEmpty() ? "SAME_ORDER" : passes + ", SAME_ORDER") + ")";
  }
}
