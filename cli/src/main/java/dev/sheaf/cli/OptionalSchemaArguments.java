package dev.sheaf.cli;

import dev.sheaf.schema.RecordSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which record the data is taken for, where it may speak for itself.
final class OptionalSchemaArguments {
  @Option(
      names = "--schema",
      paramLabel = "NAME|FILE",
      description = "The record: its class name, as com.acme.Mesh, or a descriptor file; default: as the data says.")
  private @Nullable String schema;

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Folders and jars where META-INF/sheaf/NAME.schema is looked up, separated as in Java; default: what this"
              + " command itself runs on.")
  private @Nullable String classPath;

  /// @throws IllegalArgumentException if one is named and there is none; the message says what there is
  Optional<RecordSchema> find() {
    return Optional.ofNullable(schema).map(name -> SchemaLookup.find(name, SchemaArguments.entries(classPath)));
  }
}
