package dev.sheaf.pipeline;

import java.util.ArrayList;
import java.util.List;

/// In which order the positions of a dataset come: the index plane as a value.
///
/// @param source how many positions the dataset has
/// @param stages what was written, first to last
record Order(long source, List<OrderStage> stages) {
  Order {
    stages = List.copyOf(stages);
  }

  /// All positions, as they stand.
  static Order of(long source) {
    return new Order(source, List.of());
  }

  /// This order with one more stage at its end.
  Order then(OrderStage stage) {
    List<OrderStage> longer = new ArrayList<>(stages);
    longer.add(stage);
    return new Order(source, longer);
  }

  /// How many positions come in an epoch.
  long size() {
    long size = source;
    for (OrderStage stage : stages) {
      size = stage.size(size);
    }
    return size;
  }

  /// The order of one epoch. Costs the same for any number of positions.
  Epoch epoch(long epoch) {
    OrderStage.Step[] steps = new OrderStage.Step[stages.size()];
    long size = source;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = stages.get(i).step(size, epoch);
      size = stages.get(i).size(size);
    }
    return new Epoch(steps);
  }

  /// The order of one epoch. Immutable and thread-safe.
  static final class Epoch {
    private final OrderStage.Step[] steps;

    private Epoch(OrderStage.Step[] steps) {
      this.steps = steps;
    }

    /// Writes the positions in the dataset of the `count` rows from row `first` of the epoch on, in order.
    void positions(long first, int count, long[] target) {
      for (int i = 0; i < count; i++) {
        target[i] = first + i;
      }
      for (int i = steps.length - 1; i >= 0; i--) {
        steps[i].toBefore(target, count);
      }
    }
  }
}
