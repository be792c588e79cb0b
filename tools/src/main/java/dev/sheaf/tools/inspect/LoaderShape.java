package dev.sheaf.tools.inspect;

import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.MemoryPlan;
import dev.sheaf.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a loader would be like whose memory is asked for.
///
/// @param batch how many rows a batch has; 0 for rows as they are
/// @param prefetch how many items wait for the consumer; 0 for as many as a loader keeps by itself
/// @param shuffleWindow how many rows are held back to be shuffled, on the item plane; 0 for none. An order on the index plane
///     holds nothing back
public record LoaderShape(int batch, int prefetch, int shuffleWindow) {
  public LoaderShape {
    if (batch < 0 || prefetch < 0 || shuffleWindow < 0) {
      throw new IllegalArgumentException(
          "expected numbers of 0 or more, found batch %d, prefetch %d, shuffle window %d"
              .formatted(batch, prefetch, shuffleWindow));
    }
  }

  /// What such a loader over a dataset would hold, on as many threads as the machine has cores.
  public MemoryPlan plan(Dataset<Object[]> dataset) {
    Pipeline<Object[]> rows = Pipeline.over(dataset);
    if (shuffleWindow > 0) {
      rows = rows.items().windowShuffle(shuffleWindow, 0);
    }
    return batch == 0 ? ahead(rows).memoryPlan() : ahead(rows.batch(batch, collator(dataset))).memoryPlan();
  }

  private <T> Pipeline<T> ahead(Pipeline<T> items) {
    return prefetch == 0 ? items : items.prefetch(prefetch);
  }

  private static ColumnCollator<Object[], Columns> collator(Dataset<Object[]> dataset) {
    List<Function<? super Object[], ?>> accessors = new ArrayList<>();
    for (int i = 0; i < dataset.schema().fields().size(); i++) {
      int field = i;
      accessors.add(row -> row[field]);
    }
    return new ColumnCollator<>(dataset.schema(), accessors, columns -> columns);
  }
}
