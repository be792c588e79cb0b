package dev.sheaf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands in processes of their own.
final class Processes {
  private Processes() {}

  /// The command line that runs a command, without a JVM's usual warnings.
  static List<String> sheaf(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Sheaf.class.getName()));
    line.addAll(arguments);
    return line;
  }
}
