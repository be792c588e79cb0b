package dev.sheaf.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs tasks, each in a worker process, and turns what it says into the goal's result.
 *
 * @param log where the worker's lines go
 * @param java finds the Java of the worker
 * @param mainClass the class that the worker starts
 * @param workerClassPath the class path that it is on
 */
record TaskRunner(Log log, JavaFinder java, String mainClass, List<String> workerClassPath) {
  /** How the findings of a dataset are announced when the build fails; the log above holds all that were printed. */
  private static final int FINDINGS_IN_MESSAGE = 5;

  /** The worker's exit status when it did its work and the data has findings. */
  private static final int FINDINGS = 1;

  /** The worker's exit status when it cannot begin, since what it was told is wrong: a schema's name, a source. */
  private static final int USAGE = 2;

  /** Ours alone: a person who runs the argument file again wants neither prefixes nor to keep a pipe open. */
  private static final List<String> UNDER_MAVEN =
      List.of("--line-prefixes", "--exit-with-stdin", "--progress", "lines");

  /**
   * Runs the tasks in order, all of them although some have findings.
   *
   * @throws MojoFailureException if data has findings
   * @throws MojoExecutionException if a worker cannot do its work
   */
  void run(List<Task> tasks) throws MojoExecutionException, MojoFailureException {
    List<String> failures = new ArrayList<>();
    for (Task task : tasks) {
      if (tasks.size() > 1) {
        log.info("Dataset '" + task.dataset().id() + "'");
      }
      run(task, failures);
    }
    if (!failures.isEmpty()) {
      throw new MojoFailureException(String.join(System.lineSeparator(), failures));
    }
  }

  private void run(Task task, List<String> failures) throws MojoExecutionException {
    Path launcher = java.launcher();
    Path arguments = argumentFile(task);
    log.debug("worker: " + launcher + " @" + arguments);
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "@" + arguments));
    command.addAll(UNDER_MAVEN);
    WorkerLog lines = new WorkerLog(log);
    String again = "\"" + launcher + "\" \"@" + arguments + "\"";
    int status = status(command, task, lines);
    switch (status) {
      case 0 -> delete(arguments);
      case FINDINGS -> failures.add(findings(task, lines.errors(), again));
      case USAGE -> {
        delete(arguments);
        throw new MojoExecutionException(
            "In the configuration of the dataset '" + task.dataset().id() + "': " + complaint(lines));
      }
      default -> throw new MojoExecutionException("The worker for the dataset '" + task.dataset().id()
          + "' ended with status " + status + ": " + complaint(lines)
          + System.lineSeparator() + "To run it again without Maven, in " + task.base() + ": " + again);
    }
  }

  private Path argumentFile(Task task) throws MojoExecutionException {
    List<String> arguments = new ArrayList<>(List.of("-cp", String.join(File.pathSeparator, workerClassPath),
        "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", mainClass));
    arguments.addAll(task.arguments());
    Path file = task.output().resolveSibling(task.dataset().id() + "." + task.command() + ".args");
    try {
      ArgumentFile.write(file, arguments, ArgumentFile.nativeCharset());
    } catch (IOException | IllegalArgumentException e) {
      throw new MojoExecutionException("Expected to write the worker's arguments to " + file + ": " + e.getMessage(), e);
    }
    return file;
  }

  private static int status(List<String> command, Task task, WorkerLog lines) throws MojoExecutionException {
    try {
      return Worker.run(command, task.base(), lines::line);
    } catch (IOException e) {
      throw new MojoExecutionException(
          "Expected to start " + command.get(0) + " in " + task.base() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("Interrupted while the dataset '" + task.dataset().id() + "' was read", e);
    }
  }

  private static String complaint(WorkerLog lines) {
    return lines.errors().isEmpty()
        ? "it said nothing"
        : lines.errors().stream().limit(FINDINGS_IN_MESSAGE).collect(Collectors.joining(System.lineSeparator()));
  }

  private static String findings(Task task, List<String> errors, String again) {
    List<String> message = new ArrayList<>();
    message.add("The data of '" + task.dataset().id() + "' does not agree with " + task.dataset().schema() + ":");
    errors.stream().limit(FINDINGS_IN_MESSAGE).forEach(line -> message.add("  " + line));
    if (errors.size() > FINDINGS_IN_MESSAGE) {
      // The last line sums up.
      message.add("  ...");
      message.add("  " + errors.get(errors.size() - 1));
    }
    message.add("To go on, correct the data or the record; to check without Maven, in " + task.base() + ": " + again);
    return String.join(System.lineSeparator(), message);
  }

  private void delete(Path arguments) {
    try {
      Files.deleteIfExists(arguments);
    } catch (IOException e) {
      log.debug("The file of arguments stays: " + e.getMessage(), e);
    }
  }
}
