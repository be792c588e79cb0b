package dev.sheaf.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs tasks in a worker process, and turns what it says into the goal's result.
 *
 * @param log where the worker's lines go
 * @param java finds the Java of the worker
 * @param options of that Java
 * @param mainClass the class that the worker starts
 * @param workerClassPath the class path that it is on
 */
record TaskRunner(Log log, JavaFinder java, List<String> options, String mainClass, List<String> workerClassPath) {
  /** The class that a person starts to repeat a task. */
  private static final String COMMAND_LINE = "dev.sheaf.cli.Sheaf";

  /** How the findings of a task are announced when the build fails; the log above holds all that were printed. */
  private static final int FINDINGS_IN_MESSAGE = 5;

  /** The exit status of a command that did its work and says no. */
  private static final int FINDINGS = 1;

  /** The exit status of a command that cannot begin, since what it was told is wrong: a schema's name, a source. */
  private static final int USAGE = 2;

  /** Ours alone: a person who repeats a call wants no prefixes. */
  private static final List<String> UNDER_MAVEN = List.of("--line-prefixes", "--progress", "lines");

  /**
   * Runs the tasks in order, all of them although some have findings.
   *
   * @throws MojoFailureException if a command says no
   * @throws MojoExecutionException if a command cannot do its work
   */
  void run(List<Task> tasks) throws MojoExecutionException, MojoFailureException {
    if (tasks.isEmpty()) {
      return;
    }
    Path launcher = java.launcher();
    List<String> failures = new ArrayList<>();
    try (Worker worker = start(launcher, tasks.get(0).folder())) {
      for (Task task : tasks) {
        if (tasks.size() > 1) {
          log.info(capital(task.subject()));
        }
        run(task, worker, launcher, failures);
      }
    }
    if (!failures.isEmpty()) {
      throw new MojoFailureException(String.join(System.lineSeparator(), failures));
    }
  }

  private Worker start(Path launcher, Path folder) throws MojoExecutionException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(options);
    command.add(mainClass);
    log.debug("worker: " + command + " on " + workerClassPath);
    try {
      return Worker.start(command, String.join(File.pathSeparator, workerClassPath), folder);
    } catch (IOException e) {
      throw new MojoExecutionException("Expected to start " + launcher + " in " + folder + ": " + e.getMessage()
          + System.lineSeparator() + "To go on, see that this is a JDK that runs here; -Ddataset.jdk=<its folder> names another", e);
    }
  }

  private void run(Task task, Worker worker, Path launcher, List<String> failures) throws MojoExecutionException {
    log.debug("task: " + task.arguments());
    WorkerLog lines = new WorkerLog(log);
    int status = status(task, worker, lines);
    switch (status) {
      case 0 -> delete(task.callFile());
      case FINDINGS -> failures.add(findings(task, lines.errors(), call(task, launcher)));
      case USAGE -> {
        delete(task.callFile());
        throw new MojoExecutionException("In the configuration of " + task.subject() + ": " + complaint(lines)
            + System.lineSeparator() + "All parameters: mvn dataset:help -Ddetail -Dgoal=" + task.arguments().get(0));
      }
      default -> throw new MojoExecutionException("The worker for " + task.subject()
          + " ended with status " + status + ": " + complaint(lines)
          + System.lineSeparator() + "To run it again without Maven, in " + task.folder() + ": " + call(task, launcher));
    }
  }

  private static int status(Task task, Worker worker, WorkerLog lines) throws MojoExecutionException {
    List<String> arguments = new ArrayList<>(task.arguments());
    // Before what stands at the end, where there may be many thousand files.
    arguments.addAll(1, UNDER_MAVEN);
    try {
      return worker.run(arguments, lines::line);
    } catch (IOException e) {
      throw new MojoExecutionException("Expected to read what the worker says about " + task.subject() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("Interrupted while the worker was busy with " + task.subject(), e);
    }
  }

  /** What repeats the task without Maven; the call is kept in a file of arguments. */
  private String call(Task task, Path launcher) throws MojoExecutionException {
    List<String> arguments = new ArrayList<>(List.of("-cp", String.join(File.pathSeparator, workerClassPath), COMMAND_LINE));
    arguments.addAll(task.arguments());
    try {
      ArgumentFile.write(task.callFile(), arguments, ArgumentFile.nativeCharset());
    } catch (IOException | IllegalArgumentException e) {
      throw new MojoExecutionException(
          "Expected to write the worker's arguments to " + task.callFile() + ": " + e.getMessage(), e);
    }
    return "\"" + launcher + "\" \"@" + task.callFile() + "\"";
  }

  private static String complaint(WorkerLog lines) {
    return lines.errors().isEmpty()
        ? "it said nothing"
        : lines.errors().stream().limit(FINDINGS_IN_MESSAGE).collect(Collectors.joining(System.lineSeparator()));
  }

  private static String findings(Task task, List<String> errors, String call) {
    List<String> message = new ArrayList<>();
    message.add(capital(task.refusal()) + ":");
    errors.stream().limit(FINDINGS_IN_MESSAGE).forEach(line -> message.add("  " + line));
    if (errors.size() > FINDINGS_IN_MESSAGE) {
      // The last line sums up.
      message.add("  ...");
      message.add("  " + errors.get(errors.size() - 1));
    }
    message.add("To go on, " + task.remedy() + "; to repeat it without Maven, in " + task.folder() + ": " + call);
    return String.join(System.lineSeparator(), message);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("The file of arguments stays: " + e.getMessage(), e);
    }
  }
}
