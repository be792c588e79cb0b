package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.engine.ConcurrentStage;
import dev.sheaf.pipeline.Choices.Answers;
import dev.sheaf.pipeline.Choices.Mood;
import dev.sheaf.stage.CacheStage;
import dev.sheaf.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What holds for every pipeline, checked for one that is drawn by a seed.
final class PipelineProperties {
  private final long seed;
  private final Random random;
  private final Path folder;
  private final Path quarantine;

  /// @param folder has the [files][SourceOperators#makeFiles] that sources are drawn from
  PipelineProperties(long seed, Path folder) {
    this.seed = seed;
    this.random = new Random(~seed);
    this.folder = folder;
    this.quarantine = folder.resolve("quarantine.jsonl");
  }

  private Choices choices(Mood mood, Answers answers) {
    return new Choices(seed, random, mood, answers, folder);
  }

  /// The pipeline that the seed says, with other threads each time.
  private Pipeline<Long> draw(Mood mood, Answers answers) {
    return Operators.draw(choices(mood, answers)).pipeline();
  }

  private Pipeline<Long> failing() {
    return draw(Mood.FAILING, Answers.DRAWN);
  }

  private Seen run(Pipeline<?> pipeline) {
    deleteQuarantine();
    return Seen.of(pipeline, quarantine);
  }

  /// The same, without the ledger where another run may count otherwise.
  private Seen reckoned(Seen seen) {
    return isReckoned(failing().stage(), seen.failure().isPresent()) ? seen : seen.withoutLedger();
  }

  private static boolean isReckoned(Stage<?> stage, boolean failed) {
    return switch (stage) {
      // What of it was read when a checkpoint was taken, in an earlier epoch maybe, only that process knew.
      case CacheStage<?> _ -> false;
      // What was drawn for calls that were not begun any more is counted or not.
      case ConcurrentStage<?, ?> _ when failed -> false;
      default -> stage.upstream().stream().allMatch(before -> isReckoned(before, failed));
    };
  }

  private static boolean has(Stage<?> stage, Class<?> wanted) {
    return wanted.isInstance(stage) || stage.upstream().stream().anyMatch(before -> has(before, wanted));
  }

  private void deleteQuarantine() {
    try {
      Files.deleteIfExists(quarantine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The seed and the pipeline in words.
  String words() {
    Choices choices = choices(Mood.FAILING, Answers.DRAWN);
    Pipeline<Long> pipeline = Operators.draw(choices).pipeline();
    return "-Dsheaf.seed=%d: %s, %s, %s, %s"
        .formatted(seed, pipeline, choices.troubles(), pipeline.settings().policies(), choices.operators());
  }

  /// What comes out is what the operators mean, where that is simple to say.
  void meansWhatItsOperatorsMean() {
    Drawn drawn = Operators.draw(choices(Mood.SOUND, Answers.FAIL));
    if (drawn.model().isEmpty()) {
      return;
    }
    Seen seen = run(drawn.pipeline());
    assertTrue(seen.failure().isEmpty(), () -> words() + ": " + seen.failure());
    List<Object> meant = new ArrayList<>();
    for (int epoch = 0; epoch < Seen.EPOCHS; epoch++) {
      meant.addAll(drawn.model().get().withoutHoles().epoch(epoch));
      assertEquals(meant.size(), seen.ends().get(epoch), this::words);
    }
    assertEquals(meant, seen.items(), this::words);
  }

  void isTheSameOnAnyNumberOfThreads() {
    Seen once = reckoned(run(failing().threads(1)));
    for (int threads = 2; threads <= 4; threads += 2) {
      assertEquals(once, reckoned(run(failing().threads(threads))), this::words);
    }
  }

  /// At random boundaries, of which there may be many: a prefix, a checkpoint and the rest are the whole, in items, epochs,
  /// ledger, quarantine file and end.
  void resumesWhereItWas() {
    Seen seen = run(failing());
    if (seen.ledger().lines().stream().anyMatch(line -> line.skipped() + line.quarantined() + line.failed() > 0)
        && has(failing().stage(), CacheStage.class)) {
      // What fails when a cache reads it for the first time fails again in another process, which begins it anew.
      return;
    }
    Seen whole = reckoned(seen);
    for (int most : new int[] {Math.max(1, whole.items().size()), 4}) {
      deleteQuarantine();
      Supplier<Integer> lengths = () -> random.nextInt(1, most + 1);
      Seen pieces = reckoned(Seen.inPieces(this::failing, lengths, quarantine));
      assertEquals(whole, pieces, () -> words() + ", in pieces of up to " + most);
    }
  }

  void accountsForEveryItem() {
    Seen seen = run(failing());
    if (seen.failure().isEmpty()) {
      assertTrue(seen.ledger().balances(), () -> words() + ": " + seen.ledger());
    }
  }

  /// Where nothing may be left out, a fault comes after exactly what came before it without the fault.
  void failsAfterAPrefix() {
    Seen sound = run(draw(Mood.SOUND, Answers.FAIL));
    Seen failing = run(draw(Mood.FAILING, Answers.FAIL));
    if (failing.failure().isEmpty() && sound.failure().isPresent()) {
      // The fault ended, within a zip, what fails by itself further on.
      int common = Math.min(sound.items().size(), failing.items().size());
      assertEquals(sound.items().subList(0, common), failing.items().subList(0, common), this::words);
      return;
    }
    if (failing.failure().isEmpty()) {
      // What was drawn for a row that another part of a zip ended may have failed, and is nobody's loss.
      assertEquals(sound.withoutLedger(), failing.withoutLedger(), this::words);
      return;
    }
    List<Object> before = failing.items();
    while (!before.isEmpty() && before.getLast() instanceof String && !isPrefix(before, sound.items())) {
      // Of a row that fails in two parts of a zip one part is told first; without the other's fault the row may be none.
      before = before.subList(0, before.size() - 1);
    }
    assertEquals(sound.items().subList(0, Math.min(before.size(), sound.items().size())), before, this::words);
  }

  private static boolean isPrefix(List<Object> items, List<Object> whole) {
    return items.size() <= whole.size() && items.equals(whole.subList(0, items.size()));
  }

  /// Also while functions wait for what never comes.
  @SuppressWarnings("try") // That another thread closes the loader is what this is about.
  void closesAtAnyMoment() {
    Mood mood = random.nextBoolean() ? Mood.STUCK : Mood.FAILING;
    try (DataLoader<Long> loader = draw(mood, Answers.DRAWN).open()) {
      int spins = random.nextInt(1, 200_000);
      AtomicBoolean begun = new AtomicBoolean();
      Thread closer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!begun.get()) {
                      Thread.onSpinWait();
                    }
                    for (int i = 0; i < spins; i++) {
                      Thread.onSpinWait();
                    }
                    loader.close();
                  });
      readUntilClosed(loader, begun);
      assertTrue(join(closer), () -> words() + ": close() does not return");
    }
    assertTrue(noThreadIsLeft(), () -> words() + ": a thread is left");
  }

  private void readUntilClosed(DataLoader<Long> loader, AtomicBoolean begun) {
    begun.set(true);
    try {
      for (int epoch = 0; epoch < 100; epoch++) {
        for (Long item : loader) {
          assertTrue(item != null);
        }
      }
    } catch (IllegalStateException e) {
      assertEquals("the loader is closed", e.getMessage(), this::words);
    } catch (PipelineException _) {
      // The pipeline's own fault came first.
    }
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// A loader is closed when its threads have left it, which is a moment before they have ended.
  static boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sheaf-"))
        .allMatch(PipelineProperties::join);
  }

  void losesNothingWhenTheConsumerIsInterrupted() {
    Seen whole = run(draw(Mood.SOUND, Answers.FAIL));
    List<Object> items = new ArrayList<>();
    try (DataLoader<Long> loader = draw(Mood.SOUND, Answers.FAIL).open()) {
      AtomicBoolean done = new AtomicBoolean();
      Thread interrupter = interrupter(Thread.currentThread(), done);
      while (items.size() < whole.items().size()) {
        try {
          Iterator<Long> epoch = loader.iterator();
          while (epoch.hasNext()) {
            items.add(epoch.next());
          }
        } catch (CancellationException _) {
          assertTrue(Thread.interrupted(), this::words);
        } catch (PipelineException e) {
          if (!e.isRecoverable()) {
            break;
          }
          items.add(e.getMessage());
        }
      }
      done.set(true);
      while (interrupter.isAlive()) {
        Thread.onSpinWait();
      }
      assertFalse(Thread.interrupted() && Thread.currentThread().isInterrupted());
    }
    assertEquals(whole.items(), items, this::words);
  }

  private Thread interrupter(Thread consumer, AtomicBoolean done) {
    Random itsRandom = new Random(random.nextLong());
    return Thread.ofPlatform()
        .start(
            () -> {
              for (int times = itsRandom.nextInt(20); times > 0 && !done.get(); times--) {
                for (int spins = itsRandom.nextInt(5_000); spins > 0; spins--) {
                  Thread.onSpinWait();
                }
                consumer.interrupt();
              }
            });
  }
}
