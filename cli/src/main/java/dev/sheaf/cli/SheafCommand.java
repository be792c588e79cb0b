package dev.sheaf.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all commands have in common: where they print and how they show progress.
abstract class SheafCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--progress",
      paramLabel = "auto|bar|lines|none",
      defaultValue = "auto",
      order = 100,
      description = "How progress is shown; auto: a bar on a terminal, lines otherwise.")
  private ProgressDisplay.Style progress = ProgressDisplay.Style.auto;

  @Option(
      names = "--line-prefixes",
      order = 101,
      description = "Begins each line with its level, [INFO], [WARNING] or [ERROR], and prints all on standard output.")
  private boolean linePrefixes;

  SheafCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Does the work and prints what came of it.
  ///
  /// @return the exit status
  /// @throws IllegalArgumentException if an argument is wrong; the message becomes a line
  abstract int run(Lines lines);

  boolean linePrefixes() {
    return linePrefixes;
  }

  /// What a person who watches sees of long work.
  ///
  /// @param activity what it is called, such as `validating`
  final ProgressDisplay progress(String activity, Lines lines) {
    return progress(activity, ProgressDisplay.Unit.MEBIBYTES, lines);
  }

  /// What a person who watches sees of long work.
  ///
  /// @param activity what it is called, such as `packing`
  /// @param unit what it is counted in
  final ProgressDisplay progress(String activity, ProgressDisplay.Unit unit, Lines lines) {
    return progress.start(activity, unit, terminal, lines);
  }

  @Override
  public final Integer call() {
    try {
      return run(new Lines(terminal, linePrefixes));
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
