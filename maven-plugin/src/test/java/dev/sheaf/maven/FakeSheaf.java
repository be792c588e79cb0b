package dev.sheaf.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * Stands in for the command line: does what each of its arguments says, and passes over the ones that it does not
 * know.
 */
final class FakeSheaf {
  private FakeSheaf() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (String argument : arguments) {
      int colon = argument.indexOf(':');
      String word = argument.substring(0, Math.max(colon, 0));
      String rest = argument.substring(colon + 1);
      switch (colon < 0 ? argument : word) {
        case "say" -> System.out.println(rest);
        case "warn" -> System.err.println(rest);
        case "yarn" -> System.out.println("\uD83E\uDDF6");
        case "pid" -> System.out.println(ProcessHandle.current().pid());
        case "arguments" -> System.out.println("[INFO] " + String.join(" ", arguments));
        case "untilEndOfInput" -> System.in.read();
        case "forever" -> Thread.currentThread().join();
        case "parent" -> runWorker(rest);
        case "exit" -> System.exit(Integer.parseInt(rest));
        default -> { }
      }
    }
  }

  /** What a goal does: runs a worker, here one that says who it is and then waits. */
  private static void runWorker(String howLong) throws IOException, InterruptedException {
    Worker.run(List.of(ChildJava.launcher(), "-cp", classPath(), FakeSheaf.class.getName(), "pid", howLong),
        ChildJava.home(), System.out::println);
  }

  static String classPath() {
    return ChildJava.classPath(Worker.class) + File.pathSeparator + ChildJava.classPath(FakeSheaf.class);
  }
}
