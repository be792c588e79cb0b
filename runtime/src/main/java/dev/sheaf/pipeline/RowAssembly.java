package dev.sheaf.pipeline;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.PipelineException.Work;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Items that are made of one row each.
///
/// @param map what is applied to a row
/// @param mapped whether that is anything at all
record RowAssembly<R, T>(Dataset<R> dataset, Function<? super R, ? extends T> map, boolean mapped)
    implements Assembly<T> {
  static <R> RowAssembly<R, R> of(Dataset<R> dataset) {
    return new RowAssembly<>(dataset, row -> row, false);
  }

  @Override
  public int rowsPerItem() {
    return 1;
  }

  @Override
  public int maxItemsPerBlock() {
    return 64;
  }

  @Override
  public long items(long rows) {
    return rows;
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public <U> RowAssembly<R, U> map(Function<? super T, ? extends U> function) {
    return new RowAssembly<>(dataset, row -> function.apply(map.apply(row)), true);
  }

  /// Reads all rows of the block, and then maps them: so the functions run together, apart from the reads.
  @Override
  public Block<T> assemble(BlockTask task) {
    Object[] items = new Object[task.rows()];
    Block<R> read = read(task, items);
    return mapped ? map(task, read) : new Block<>(items, read.count(), read.count(), read.failure());
  }

  private Block<R> read(BlockTask task, Object[] items) {
    for (int i = 0; i < items.length; i++) {
      try {
        task.ending().check();
        items[i] = Objects.requireNonNull(dataset.get(task.positions()[i]), "the dataset gave no row");
      } catch (Throwable e) {
        return new Block<>(items, i, i, task.failure(Work.READ, i, e));
      }
    }
    return new Block<>(items, items.length, items.length, null);
  }

  private Block<T> map(BlockTask task, Block<R> read) {
    @Nullable Failure failure = read.failure();
    int mapped = 0;
    try {
      task.ending().enterUserCode();
      try {
        for (; mapped < read.count(); mapped++) {
          task.ending().check();
          read.items()[mapped] = Objects.requireNonNull(map.apply(read.item(mapped)), "the function gave no value");
        }
      } finally {
        task.ending().leaveUserCode();
      }
    } catch (Throwable e) {
      failure = mapped < task.rows() ? task.failure(Work.MAP, mapped, e) : task.failure(Work.MAP, e);
    }
    return new Block<>(read.items(), mapped, mapped, failure);
  }
}
