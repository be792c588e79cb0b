package dev.sheaf.cli;

import dev.sheaf.dataset.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// Shows how far long work has got.
interface ProgressDisplay extends Progress, AutoCloseable {
  /// What progress is counted in.
  long MEBIBYTE = 1 << 20;

  /// Ends the display.
  @Override
  void close();

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

    ProgressDisplay start(String activity, Terminal terminal, Lines lines) {
      return switch (this) {
        case auto -> (terminal.interactive() ? bar : Style.lines).start(activity, terminal, lines);
        case bar -> new Bar(activity);
        case lines -> new Plain(activity, lines);
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
    private @Nullable ProgressBar bar;

    Bar(String activity) {
      this.activity = activity;
    }

    @Override
    public synchronized void advanced(long done, long total) {
      ProgressBar drawn = bar;
      if (drawn == null) {
        drawn =
            new ProgressBarBuilder().setTaskName(activity).setInitialMax(total).setUnit(" MiB", MEBIBYTE).build();
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
    private final Lines lines;
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime() + INTERVAL_NANOS);

    Plain(String activity, Lines lines) {
      this.activity = activity;
      this.lines = lines;
    }

    @Override
    public void advanced(long done, long total) {
      long due = nextLine.get();
      long now = System.nanoTime();
      if (now - due >= 0 && nextLine.compareAndSet(due, now + INTERVAL_NANOS)) {
        lines.progress(
            String.format(
                Locale.ROOT,
                "%s: %,d of %,d MiB (%.0f %%)",
                activity,
                done / MEBIBYTE,
                total / MEBIBYTE,
                total == 0 ? 100 : 100.0 * done / total));
      }
    }

    @Override
    public void close() {}
  }
}
