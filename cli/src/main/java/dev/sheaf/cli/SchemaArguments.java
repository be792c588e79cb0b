package dev.sheaf.cli;

import dev.sheaf.schema.RecordSchema;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which record the data must agree with.
final class SchemaArguments {
  @Option(
      names = "--schema",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The record: its class name, as com.acme.Mesh, or a descriptor file.")
  private String schema = "";

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Folders and jars where META-INF/sheaf/NAME.schema is looked up, separated as in Java; default: what this"
              + " command itself runs on.")
  private @Nullable String classPath;

  /// @throws IllegalArgumentException if there is none; the message says what there is
  RecordSchema find() {
    return SchemaLookup.find(schema, entries(classPath));
  }

  /// The folders and jars of a class path, or of the one that this command runs on.
  static List<Path> entries(@Nullable String classPath) {
    String entries = classPath == null ? System.getProperty("java.class.path", "") : classPath;
    return Arrays.stream(entries.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).map(Path::of).toList();
  }
}
