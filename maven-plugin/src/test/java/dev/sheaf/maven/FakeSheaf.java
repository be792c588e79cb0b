package dev.sheaf.maven;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands in for the worker: does what each argument of a command says, and passes over the ones that it does not know.
 */
final class FakeSheaf {
  private FakeSheaf() {}

  /** With an argument, stands in for Maven: runs a worker that says who it is and then waits as it is told. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      try (Worker worker = Worker.start(command(), classPath(), ChildJava.home())) {
        worker.run(List.of("pid", arguments[0]), System.out::println);
      }
      return;
    }
    DataInputStream in = new DataInputStream(System.in);
    try {
      while (true) {
        String[] command = new String[in.readInt()];
        for (int i = 0; i < command.length; i++) {
          command[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }
        System.out.println("[STATUS] " + run(command));
      }
    } catch (EOFException e) {
      // The end.
    }
  }

  private static int run(String[] arguments) throws IOException, InterruptedException {
    for (String argument : arguments) {
      int colon = argument.indexOf(':');
      String rest = argument.substring(colon + 1);
      switch (colon < 0 ? argument : argument.substring(0, colon)) {
        case "say" -> System.out.println(rest);
        case "warn" -> System.err.println(rest);
        case "yarn" -> System.out.println("\uD83E\uDDF6");
        case "pid" -> System.out.println(ProcessHandle.current().pid());
        case "arguments" -> System.out.println("[INFO] " + String.join(" ", arguments));
        case "untilEndOfInput" -> System.exit(System.in.read());
        case "forever" -> Thread.currentThread().join();
        case "die" -> System.exit(Integer.parseInt(rest));
        case "status" -> {
          return Integer.parseInt(rest);
        }
        default -> { }
      }
    }
    return 0;
  }

  /** The command that starts it. */
  static List<String> command() {
    return List.of(ChildJava.launcher(), "-Dstdout.encoding=UTF-8", FakeSheaf.class.getName());
  }


  static String classPath() {
    return ChildJava.classPath(Worker.class) + File.pathSeparator + ChildJava.classPath(FakeSheaf.class);
  }
}
