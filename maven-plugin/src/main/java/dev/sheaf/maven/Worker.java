package dev.sheaf.maven;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that runs commands for one goal, one after the other, and never outlives it.
 *
 * <p>What it is to do goes to its standard input, as {@code dev.sheaf.cli.SheafWorker} says; what it prints comes back
 * line by line, and after each command {@code [STATUS] n}. It is killed when Maven is interrupted. Should Maven itself be
 * killed, the worker sees the end of its input, and ends itself.
 *
 * <p>For one thread.
 */
final class Worker implements AutoCloseable {
  private static final String STATUS = "[STATUS] ";

  /** It then has nothing to do but to keep its archive of classes. */
  private static final long SECONDS_TO_END = 20;

  private final Process process;
  private final Thread hook;
  private final BufferedReader reader;
  private final DataOutputStream orders;

  private Worker(Process process) {
    this.process = process;
    this.reader = process.inputReader(StandardCharsets.UTF_8);
    this.orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.hook = new Thread(process::destroyForcibly, "sheaf-worker-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts the process.
   *
   * @param classPath goes through the environment, which takes more than a command line does
   * @throws IOException if it cannot be started
   */
  static Worker start(List<String> command, String classPath, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", classPath);
    return new Worker(builder.start());
  }

  /**
   * Runs a command to its end.
   *
   * @param lines takes what the process prints, standard output and error alike, on the calling thread
   * @return the command's exit status, or the process's if it ended
   * @throws IOException if the process cannot be read
   * @throws InterruptedException if the calling thread is interrupted, which is seen at the end of a line; the process is
   *     killed then
   */
  int run(List<String> arguments, Consumer<String> lines) throws IOException, InterruptedException {
    boolean done = false;
    try {
      order(arguments);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(STATUS)) {
          done = true;
          return Integer.parseInt(line.substring(STATUS.length()));
        }
        lines.accept(line);
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while the worker ran");
        }
      }
      int status = process.waitFor();
      done = true;
      return status;
    } finally {
      if (!done) {
        process.destroyForcibly();
      }
    }
  }

  private void order(List<String> arguments) {
    try {
      orders.writeInt(arguments.size());
      for (String argument : arguments) {
        byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
        orders.writeInt(bytes.length);
        orders.write(bytes);
      }
      orders.flush();
    } catch (IOException e) {
      // It has ended already; its last words and its exit status say more.
    }
  }

  /** Ends the process, which is idle or dead. */
  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      removeHook();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Maven is ending: the hook runs, or has run.
    }
  }
}
