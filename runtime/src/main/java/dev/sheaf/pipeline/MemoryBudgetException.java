package dev.sheaf.pipeline;

/// A pipeline that would hold more than its [budget][Pipeline#memoryBudget(long)], found before anything is read. The message
/// lists what it would hold.
public final class MemoryBudgetException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient MemoryPlan plan;
  private final long budget;

  MemoryBudgetException(MemoryPlan plan, long budget) {
    super(
        "expected a pipeline that holds at most %s (%d bytes), found a plan of %s:%n%s%n%s"
            .formatted(
                MemoryPlan.inWords(budget),
                budget,
                MemoryPlan.inWords(plan.bytes()),
                plan.toString().indent(2).stripTrailing(),
                "smaller batches, windows or prefetch, or fewer threads, hold less"));
    this.plan = plan;
    this.budget = budget;
  }

  /// What the pipeline would hold.
  public MemoryPlan plan() {
    return plan;
  }

  /// How many bytes it may hold.
  public long budget() {
    return budget;
  }
}
