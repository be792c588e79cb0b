package dev.sheaf.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A process that works for one goal and never outlives it.
 *
 * <p>It is killed when Maven is interrupted. Should Maven itself be killed, the worker sees the end of its standard
 * input, which is a pipe held open from here, and ends itself.
 */
final class Worker {
  private Worker() {}

  /**
   * Runs a command to its end.
   *
   * @param lines takes what the process prints, standard output and error alike, line by line on the calling thread
   * @return the exit status
   * @throws IOException if the process cannot be started or read
   * @throws InterruptedException if the calling thread is interrupted, which is seen at the end of a line; the process is
   *     killed then
   */
  static int run(List<String> command, Path folder, Consumer<String> lines) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    Thread hook = new Thread(process::destroyForcibly, "sheaf-worker-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while the worker ran");
        }
      }
      return process.waitFor();
    } finally {
      process.destroyForcibly();
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Maven is ending: the hook runs, or has run.
    }
  }
}
