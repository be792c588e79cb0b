package dev.sheaf.pipeline;

import dev.sheaf.stage.Holding;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How much memory the items take that a loader holds at once: those that are made ahead, that wait in windows, buckets,
/// caches and queues, and the one that the consumer has.
///
/// It is reckoned from the schema, from what an index has seen, and from what the pipeline was told, and nothing is read for
/// it. What cannot be known so is a part of the plan all the same, and says that it is unknown: what functions of the user's
/// make, and rows whose size nobody has seen. Not in it are files that are mapped, what decoders need while they decode, what
/// functions keep, and what Java needs around values.
///
/// @param parts what is held, from the consumer back to the source
public record MemoryPlan(List<Part> parts) {
  /// Stands for a number that nobody knows.
  public static final long UNKNOWN = -1;

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /// Items that are held for one reason.
  ///
  /// @param name the reason, in words: `shuffle window`
  /// @param items how many they are at most, or [#UNKNOWN]
  /// @param itemBytes how many bytes one of them has, or [#UNKNOWN]
  /// @param isMean whether that is the mean of all items, since the most is not known
  public record Part(String name, long items, long itemBytes, boolean isMean) {
    static Part of(Holding holding) {
      boolean mean = holding.each().most() < 0 && holding.each().mean() >= 0;
      return new Part(holding.name(), holding.items(), holding.each().planned(), mean);
    }

    /// How many bytes all of them have, or [#UNKNOWN].
    public long bytes() {
      if (items < 0 || itemBytes < 0) {
        return UNKNOWN;
      }
      return itemBytes > 0 && items > Long.MAX_VALUE / itemBytes ? Long.MAX_VALUE : items * itemBytes;
    }
  }

  public MemoryPlan {
    parts = List.copyOf(parts);
  }

  /// What a stage and those before it hold.
  static MemoryPlan of(Stage<?> stage, int threads) {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(new Holding("in the consumer's hands", 1, stage.footprint())));
    collect(stage, threads, parts);
    return new MemoryPlan(parts);
  }

  private static void collect(Stage<?> stage, int threads, List<Part> parts) {
    stage.holdings(threads).forEach(holding -> parts.add(Part.of(holding)));
    stage.upstream().forEach(before -> collect(before, threads, parts));
  }

  /// How many bytes all parts have together of which that is known.
  public long bytes() {
    long sum = 0;
    for (Part part : parts) {
      long bytes = Math.max(0, part.bytes());
      sum = sum + bytes < 0 ? Long.MAX_VALUE : sum + bytes;
    }
    return sum;
  }

  /// Whether the bytes of all parts are known.
  public boolean isComplete() {
    return parts.stream().allMatch(part -> part.bytes() >= 0);
  }

  /// Sees to it that what is known of the plan is within a budget.
  ///
  /// @throws MemoryBudgetException if it is not
  public void requireWithin(long budget) {
    if (bytes() > budget) {
      throw new MemoryBudgetException(this, budget);
    }
  }

  /// A number of bytes for people: `4 bytes`, `1.5 MiB`.
  public static String inWords(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + (bytes == 1 ? " byte" : " bytes")
        : String.format(Locale.ROOT, value < 100 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /// A line for each part, and one for all.
  @Override
  public String toString() {
    int width = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    for (Part part : parts) {
      String items = part.items < 0 ? "unknown number" : String.format(Locale.ROOT, "%,d", part.items);
      String each = part.itemBytes < 0 ? "unknown" : inWords(part.itemBytes) + (part.isMean ? " (mean)" : "");
      String all = part.bytes() < 0 ? "unknown" : inWords(part.bytes());
      lines.append(("%-" + Math.max(width, 1) + "s  %s x %s = %s%n").formatted(part.name, items, each, all));
    }
    return lines
        .append(isComplete() ? "together: " : "together, of what is known: ")
        .append(inWords(bytes()))
        .toString()
        .replace(System.lineSeparator(), "\n");
  }
}
