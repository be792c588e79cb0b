package dev.sheaf.cli;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The process that runs the commands of a Maven goal, one after the other: starting Java costs more than to see that
/// nothing has changed.
///
/// Standard input says what to do. A command is the number of its arguments, and each of them as the number of its
/// bytes and the bytes, UTF-8; numbers are `int`s, big-endian. What a command prints goes to standard output, and after
/// it a line `[STATUS] n`, its exit status.
///
/// The end of standard input ends the process: gently between commands, at once while one runs, since whoever asked for
/// it is gone, however that died. Files appear whole or not at all, so that nothing is left half done.
public final class SheafWorker {
  /// No class path, however long, comes near.
  private static final int MAX_BYTES = 1 << 28;

  private final DataInputStream in;
  private final Terminal terminal;
  private final Runnable halt;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final BlockingQueue<Optional<String[]>> commands = new LinkedBlockingQueue<>();

  /// @param halt ends the process while a command runs
  SheafWorker(Terminal terminal, Runnable halt) {
    this.in = new DataInputStream(terminal.in());
    this.terminal = terminal;
    this.halt = halt;
  }

  /// Runs what standard input says.
  public static void main(String[] arguments) throws InterruptedException {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    Terminal terminal = new Terminal(out, out, false, System.in);
    new SheafWorker(terminal, () -> Runtime.getRuntime().halt(Sheaf.FAILURE)).run();
    // Not by returning: a thread that a library has left must not keep Maven waiting.
    System.exit(Sheaf.FINE);
  }

  /// Runs commands until the input ends.
  void run() throws InterruptedException {
    Thread.ofPlatform().daemon().name("sheaf-worker-input").start(this::receive);
    for (Optional<String[]> next = commands.take(); next.isPresent(); next = commands.take()) {
      int status = Sheaf.run(terminal, next.get());
      busy.set(false);
      terminal.out().println("[STATUS] " + status);
      terminal.out().flush();
    }
  }

  private void receive() {
    try {
      while (true) {
        String[] command = command();
        busy.set(true);
        commands.add(Optional.of(command));
      }
    } catch (IOException _) {
      // A broken pipe is an end too.
    }
    if (busy.get()) {
      halt.run();
    }
    commands.add(Optional.empty());
  }

  private String[] command() throws IOException {
    String[] arguments = new String[length()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new String(in.readNBytes(length()), StandardCharsets.UTF_8);
    }
    return arguments;
  }

  private int length() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      // Nobody who knows how to speak to us: as good as nobody.
      throw new EOFException("a length of " + length);
    }
    return length;
  }
}
