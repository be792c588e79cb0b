package dev.sheaf.pipeline;

import dev.sheaf.batch.Collator;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.ColumnSource;
import dev.sheaf.pipeline.PipelineException.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/// Items that are batches of rows, one to a block.
///
/// @param rows how the rows are made
/// @param size how many go into a batch
/// @param remainder whether the last batch of an epoch may have fewer
/// @param collator how they are put together
/// @param map what is applied to a batch
record BatchAssembly<R, B, T>(
    RowAssembly<?, R> rows,
    int size,
    Remainder remainder,
    Collator<? super R, ? extends B> collator,
    Function<? super B, ? extends T> map)
    implements Assembly<T> {
  BatchAssembly {
    if (size < 1) {
      throw new IllegalArgumentException("expected a batch of 1 row or more, found " + size);
    }
  }

  @Override
  public int rowsPerItem() {
    return size;
  }

  @Override
  public int maxItemsPerBlock() {
    return 1;
  }

  @Override
  public long items(long rows) {
    return rows / size + (remainder == Remainder.KEEP && rows % size > 0 ? 1 : 0);
  }

  @Override
  public String unit() {
    return "batch";
  }

  @Override
  public <U> BatchAssembly<R, B, U> map(Function<? super T, ? extends U> function) {
    return new BatchAssembly<>(rows, size, remainder, collator, batch -> function.apply(map.apply(batch)));
  }

  @Override
  public Block<T> assemble(BlockTask task) {
    if (!rows.mapped()
        && rows.dataset() instanceof ColumnSource source
        && collator instanceof ColumnCollator<? super R, ? extends B> columns
        && columns.accepts(source)) {
      return fromColumns(task, source, columns);
    }
    return fromRows(task);
  }

  private Block<T> fromColumns(BlockTask task, ColumnSource source, ColumnCollator<? super R, ? extends B> columns) {
    B batch;
    try {
      task.ending().check();
      batch = columns.collate(source, task.positions(), task.rows());
    } catch (Throwable e) {
      return Block.failed(task.failure(Work.READ, e));
    }
    return finish(task, () -> batch);
  }

  private Block<T> fromRows(BlockTask task) {
    Block<R> read = rows.assemble(task);
    if (read.failure() != null) {
      return Block.failed(read.failure());
    }
    @SuppressWarnings("unchecked") // A block of rows holds nothing else.
    List<R> list = (List<R>) Arrays.asList(read.items());
    return finish(task, () -> collator.collate(list));
  }

  private Block<T> finish(BlockTask task, Supplier<? extends B> collating) {
    Work work = Work.COLLATE;
    try {
      task.ending().enterUserCode();
      try {
        B batch = Objects.requireNonNull(collating.get(), "the collator gave no batch");
        work = Work.MAP;
        T item = Objects.requireNonNull(map.apply(batch), "the function gave no value");
        return new Block<>(new Object[] {item}, 1, task.rows(), null);
      } finally {
        task.ending().leaveUserCode();
      }
    } catch (Throwable e) {
      return Block.failed(task.failure(work, e));
    }
  }
}
