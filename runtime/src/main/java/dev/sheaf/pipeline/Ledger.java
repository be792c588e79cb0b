package dev.sheaf.pipeline;

import dev.sheaf.engine.Account;
import dev.sheaf.stage.Tally;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of everything: of the items that the sources were to give, how many were delivered, and which stage left
/// out how many of the others, and why. A value; that of another rank can be [merged][#merge] with it.
///
/// It counts up to what the consumer has received, in the order of the items, so that it is the same for any number of
/// threads, and goes on exactly where a checkpoint was taken.
///
/// Where each item is made of one other, expected = delivered + dropped + skipped + quarantined + failed + held. Stages
/// that put several together, or take one apart, stand between: they took some items, and made others of them, which come
/// in addition; [#balances()] reckons with both.
///
/// What ended a run is in no count, and if it was a row of several parts, nothing of that row.
///
/// @param expected how many items the sources were to give until now; rows, where a source reads rows
/// @param delivered how many items the consumer has received: batches, or whatever the pipeline gives
/// @param lines one for each stage that did anything but hand on what it was given, by name
public record Ledger(long expected, long delivered, List<Line> lines) {
  /// What one stage, or several of the same name, did.
  ///
  /// @param stage the name of the stage
  /// @param dropped how many items it left out because that is what it is for: a filter, a remainder
  /// @param skipped how many failed and were left out
  /// @param quarantined how many failed, were left out and written down
  /// @param failed how many failed in such a way that the consumer was told, and could go on
  /// @param held how many it holds back; at the end of an epoch, how many it held when a stage behind it had enough, as
  ///     `take` has
  /// @param taken how many items it took to make others of
  /// @param made how many it made of them
  public record Line(
      String stage, long dropped, long skipped, long quarantined, long failed, long held, long taken, long made) {
    private long away() {
      return dropped + skipped + quarantined + failed + held;
    }

    private Line and(Line other) {
      return new Line(
          stage,
          dropped + other.dropped,
          skipped + other.skipped,
          quarantined + other.quarantined,
          failed + other.failed,
          held + other.held,
          taken + other.taken,
          made + other.made);
    }

    private boolean isEmpty() {
      return away() == 0 && taken == 0 && made == 0;
    }

    /// As a line: `decode: 3 skipped`.
    @Override
    public String toString() {
      StringBuilder words = new StringBuilder();
      add(words, dropped, "dropped");
      add(words, skipped, "skipped");
      add(words, quarantined, "quarantined");
      add(words, failed, "failed");
      add(words, held, "held back");
      if (taken + made > 0) {
        add(words, taken, "made into " + made);
      }
      return stage + ": " + words;
    }

    private static void add(StringBuilder words, long count, String what) {
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
      }
    }
  }

  public Ledger {
    lines = List.copyOf(lines);
  }

  static Ledger of(Account account, long delivered) {
    return new Ledger(
        account.count(Tally.Kind.EXPECTED),
        delivered,
        account.counts().stream()
            .map(Account.Count::stage)
            .distinct()
            .sorted()
            .map(
                stage ->
                    new Line(
                        stage,
                        account.count(stage, Tally.Kind.DROPPED),
                        account.count(stage, Tally.Kind.SKIPPED),
                        account.count(stage, Tally.Kind.QUARANTINED),
                        account.count(stage, Tally.Kind.FAILED),
                        account.count(stage, Tally.Kind.HELD),
                        account.count(stage, Tally.Kind.TAKEN),
                        account.count(stage, Tally.Kind.MADE)))
            .filter(line -> !line.isEmpty())
            .toList());
  }

  /// The ledgers of several ranks as one.
  public static Ledger merge(Collection<Ledger> ledgers) {
    Map<String, Line> lines = new TreeMap<>();
    for (Ledger ledger : ledgers) {
      ledger.lines.forEach(line -> lines.merge(line.stage, line, Line::and));
    }
    return new Ledger(
        ledgers.stream().mapToLong(Ledger::expected).sum(),
        ledgers.stream().mapToLong(Ledger::delivered).sum(),
        List.copyOf(lines.values()));
  }

  /// What a stage did.
  public Line line(String stage) {
    return lines.stream()
        .filter(line -> line.stage.equals(stage))
        .findFirst()
        .orElse(new Line(stage, 0, 0, 0, 0, 0, 0, 0));
  }

  /// How many items were left out by filters and as remainders.
  public long dropped() {
    return lines.stream().mapToLong(Line::dropped).sum();
  }

  /// How many items failed and were left out.
  public long skipped() {
    return lines.stream().mapToLong(Line::skipped).sum();
  }

  /// How many items failed, were left out and written down.
  public long quarantined() {
    return lines.stream().mapToLong(Line::quarantined).sum();
  }

  /// How many items failed in such a way that the consumer was told, and could go on.
  public long failed() {
    return lines.stream().mapToLong(Line::failed).sum();
  }

  /// Whether nothing was lost without a line that says so: what was expected and made is what was delivered, left out, held
  /// back and taken.
  public boolean balances() {
    long made = lines.stream().mapToLong(Line::made).sum();
    long taken = lines.stream().mapToLong(Line::taken).sum();
    return expected + made == delivered + lines.stream().mapToLong(Line::away).sum() + taken;
  }

  /// As text of a few lines.
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder("%d expected, %d delivered".formatted(expected, delivered));
    lines.forEach(line -> words.append("\n  ").append(line));
    return words.toString();
  }
}
