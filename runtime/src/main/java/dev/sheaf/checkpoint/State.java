package dev.sheaf.checkpoint;

import java.util.Arrays;
import java.util.List;

/// Where one stage of a pipeline had got to: what it must be told to go on exactly there.
///
/// @param stage which kind of stage wrote it; another kind refuses it
/// @param numbers what the stage counts; each kind has its own
/// @param parts the states of the stages that it draws from, and places of items that it holds
public record State(String stage, List<Long> numbers, List<State> parts) {
  public State {
    numbers = List.copyOf(numbers);
    parts = List.copyOf(parts);
  }

  /// A state of one number: cheap enough to be made for each item that is held back.
  public static State of(String stage, long number) {
    return new State(stage, List.of(number), List.of());
  }

  /// A state of one number, and of what a single stage above it says.
  public static State over(State part, String stage, long number) {
    return new State(stage, List.of(number), List.of(part));
  }

  /// A state of numbers alone.
  public static State of(String stage, long... numbers) {
    return new State(stage, Arrays.stream(numbers).boxed().toList(), List.of());
  }

  /// A state of numbers, and of what a single stage above it says.
  public static State over(State part, String stage, long... numbers) {
    return new State(stage, Arrays.stream(numbers).boxed().toList(), List.of(part));
  }

  /// One of the numbers.
  public long number(int index) {
    return numbers.get(index);
  }

  /// Refuses this state unless a stage of this kind wrote it, with so many numbers and parts.
  ///
  /// @param numbers how many numbers are expected, or -1 where any number is right
  /// @param parts how many parts are expected, or -1 where any number is right
  /// @throws CheckpointMismatchException if not
  public State require(String stage, int numbers, int parts) {
    if (!this.stage.equals(stage)
        || (numbers >= 0 && this.numbers.size() != numbers)
        || (parts >= 0 && this.parts.size() != parts)) {
      throw new CheckpointMismatchException(
          CheckpointMismatchException.Part.STATE,
          "%s with %s and %s".formatted(stage, many(numbers, "number"), many(parts, "part")),
          "%s with %s and %s"
              .formatted(this.stage, many(this.numbers.size(), "number"), many(this.parts.size(), "part")),
          "write the pipeline as it was, or start anew");
    }
    return this;
  }

  private static String many(int count, String what) {
    return (count < 0 ? "any" : Integer.toString(count)) + " " + what + (count == 1 ? "" : "s");
  }
}
