package dev.sheaf.cli;

import dev.sheaf.dataset.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// Shows how far long work has got, and when it will be done.
interface ProgressDisplay extends Progress, AutoCloseable {
  /// Ends the display.
  @Override
  void close();

  /// What progress is counted in.
  enum Unit {
    /// Of bytes.
    MEBIBYTES("MiB", 1 << 20),
    /// Of a dataset.
    ROWS("rows", 1);

    private final String word;
    private final long size;

    Unit(String word, long size) {
      this.word = word;
      this.size = size;
    }
  }

  /// How progress is shown. Lower case, because it is what people type.
  enum Style {
    /// A bar on a terminal, lines otherwise.
    auto,
    /// One line that is drawn again and again.
    bar,
    /// A line every few seconds.
    lines,
    /// Nothing.
    none;

    ProgressDisplay start(String activity, Unit unit, Terminal terminal, Lines lines) {
      return switch (this) {
        case auto -> (terminal.interactive() ? bar : Style.lines).start(activity, unit, terminal, lines);
        case bar -> new Bar(activity, unit);
        case lines -> new Plain(activity, unit, lines, System::nanoTime);
        case none -> new Silent();
      };
    }
  }

  /// Nothing.
  final class Silent implements ProgressDisplay {
    @Override
    public void advanced(long done, long total) {}

    @Override
    public void close() {}
  }

  /// One line that is drawn again and again; it appears with the first bytes, so that it never does when nothing is
  /// read.
  final class Bar implements ProgressDisplay {
    private final String activity;
    private final Unit unit;
    private @Nullable ProgressBar bar;

    Bar(String activity, Unit unit) {
      this.activity = activity;
      this.unit = unit;
    }

    @Override
    public synchronized void advanced(long done, long total) {
      ProgressBar drawn = bar;
      if (drawn == null) {
        drawn =
            new ProgressBarBuilder()
                .setTaskName(activity)
                .setInitialMax(total)
                .setUnit(" " + unit.word, unit.size)
                .build();
        bar = drawn;
      }
      drawn.stepTo(Math.max(done, drawn.getCurrent()));
    }

    @Override
    public synchronized void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /// A line every few seconds; none for short work.
  final class Plain implements ProgressDisplay {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final String activity;
    private final Unit unit;
    private final Lines lines;
    private final LongSupplier clock;
    private final long start;
    private final AtomicLong nextLine;

    /// @param clock nanoseconds since some moment
    Plain(String activity, Unit unit, Lines lines, LongSupplier clock) {
      this.activity = activity;
      this.unit = unit;
      this.lines = lines;
      this.clock = clock;
      this.start = clock.getAsLong();
      this.nextLine = new AtomicLong(start + INTERVAL_NANOS);
    }

    @Override
    public void advanced(long done, long total) {
      long due = nextLine.get();
      long now = clock.getAsLong();
      if (now - due >= 0 && nextLine.compareAndSet(due, now + INTERVAL_NANOS)) {
        lines.progress(
            String.format(
                Locale.ROOT,
                "%s: %,d of %,d %s (%.0f %%)%s",
                activity,
                done / unit.size,
                total / unit.size,
                unit.word,
                total == 0 ? 100 : 100.0 * done / total,
                left(done, total, now - start)));
      }
    }

    /// At the rate so far; nothing where none can be told, as at the start.
    private static String left(long done, long total, long nanos) {
      if (done < total / 100 || done <= 0 || total <= done) {
        return "";
      }
      Duration left = Duration.ofSeconds(Math.round((double) nanos / done * (total - done) / 1e9));
      if (left.toHours() > 0) {
        return ", %d h %02d min left".formatted(left.toHours(), left.toMinutesPart());
      }
      return left.toMinutes() > 0
          ? ", %d min %02d s left".formatted(left.toMinutes(), left.toSecondsPart())
          : ", %d s left".formatted(left.toSeconds());
    }

    @Override
    public void close() {}
  }
}
