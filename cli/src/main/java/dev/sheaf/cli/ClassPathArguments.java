package dev.sheaf.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where schemas are looked up by name.
final class ClassPathArguments {
  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Folders and jars where META-INF/sheaf/NAME.schema is looked up, separated as in Java; default: what this"
              + " command itself runs on.")
  private @Nullable String classPath;

  /// Folders and jars, those named or those that this command runs on.
  List<Path> entries() {
    String entries = classPath == null ? System.getProperty("java.class.path", "") : classPath;
    return Arrays.stream(entries.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).map(Path::of).toList();
  }
}
