package dev.sheaf.pipeline;

import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// What a pipeline is drawn from: choices that make its shape, which are the same each time it is built, and others, such
/// as threads, on which nothing that comes out of it must depend.
final class Choices {
  /// How the user's functions and sources behave where they are drawn to be bad.
  enum Mood {
    /// As if they were not.
    SOUND,
    /// They throw.
    FAILING,
    /// They wait for something that never comes, until they are interrupted.
    STUCK
  }

  /// What becomes of items that could not be made.
  enum Answers {
    /// The run ends.
    FAIL,
    /// What is drawn.
    DRAWN
  }

  private final Random shape;
  private final Random tuning;
  private final Mood mood;
  private final Answers answers;
  private final Path folder;
  private final List<String> troubles = new ArrayList<>();
  private final List<String> operators = new ArrayList<>();
  private int names;

  /// @param tuning decides on threads and the like; used by this alone
  /// @param folder where the files of [SourceOperators#makeFiles] lie, and quarantine files may
  Choices(long seed, Random tuning, Mood mood, Answers answers, Path folder) {
    this.shape = new Random(seed);
    this.tuning = tuning;
    this.mood = mood;
    this.answers = answers;
    this.folder = folder;
  }

  /// From 0 to `bound - 1`.
  int below(int bound) {
    return shape.nextInt(bound);
  }

  int from(int least, int most) {
    return shape.nextInt(least, most + 1);
  }

  boolean maybe() {
    return shape.nextBoolean();
  }

  long seed() {
    return shape.nextInt(1000);
  }

  <E> E oneOf(List<E> several) {
    return several.get(below(several.size()));
  }

  <E extends Enum<E>> E oneOf(Class<E> several) {
    return oneOf(List.of(several.getEnumConstants()));
  }

  Remainder remainder() {
    return oneOf(Remainder.class);
  }

  /// From 1 to `most`, and another each time the pipeline is built.
  int tuned(int most) {
    return tuning.nextInt(1, most + 1);
  }

  /// A name that nothing else has.
  String name(String prefix) {
    return prefix + names++;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// A function, with some chance of one that is bad for some numbers.
  Function<Long, Long> function() {
    long factor = from(1, 3);
    long more = below(50);
    LongConsumer bad = bad("function");
    return number -> {
      bad.accept(number);
      return number * factor + more;
    };
  }

  Predicate<Long> predicate() {
    int parts = from(2, 5);
    int part = below(parts);
    LongConsumer bad = bad("predicate");
    return number -> {
      bad.accept(number);
      return Math.floorMod(number, parts) != part;
    };
  }

  /// A function that gives its number twice, once or not at all, with some chance of one that is bad.
  Function<Long, List<Long>> several() {
    LongConsumer bad = bad("flatMap");
    return number -> {
      bad.accept(number);
      return Collections.nCopies(Math.floorMod(number, 3), number);
    };
  }

  /// A name for a stage, and perhaps an answer of its own to errors.
  StageOptions named(String prefix) {
    StageOptions options = StageOptions.named(name(prefix));
    return maybe() ? options.onError(answer()) : options;
  }

  /// A place where there may be trouble, for some of the numbers.
  LongConsumer bad(String place) {
    return bad(place, true);
  }

  /// A place which may fail, and cannot be interrupted.
  LongConsumer badAndNeverStuck(String place) {
    return bad(place, false);
  }

  private LongConsumer bad(String place, boolean isInterrupted) {
    boolean bad = below(4) == 0;
    int every = from(2, 40);
    int which = below(every);
    boolean error = below(8) == 0;
    if (!bad || mood == Mood.SOUND || (mood == Mood.STUCK && !isInterrupted)) {
      return _ -> {};
    }
    troubles.add("%s bad for %d mod %d%s".formatted(place, which, every, error ? " (Error)" : ""));
    return number -> {
      if (Math.floorMod(number, every) == which) {
        misbehave(number, error);
      }
    };
  }

  private void misbehave(long number, boolean error) {
    if (mood == Mood.STUCK) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted at " + number, e);
      }
    }
    if (error) {
      throw new AssertionError("no way to go on from " + number);
    }
    throw new IllegalStateException(number + " is bad");
  }

  OnError answer() {
    OnError answer =
        switch (below(8)) {
          case 0 -> OnError.fail();
          case 1, 2 -> OnError.skipUpTo(below(12));
          case 3 -> OnError.skipUpToShare(from(1, 3), 12);
          case 4 -> OnError.quarantine(file("quarantine.jsonl"));
          default -> OnError.skip();
        };
    return answers == Answers.FAIL ? OnError.fail() : answer;
  }

  /// Keeps the name of an operator that was drawn.
  void took(String operator) {
    operators.add(operator);
  }

  /// The operators that were drawn.
  List<String> operators() {
    return operators;
  }

  /// What is drawn to go wrong.
  List<String> troubles() {
    return troubles;
  }
}
