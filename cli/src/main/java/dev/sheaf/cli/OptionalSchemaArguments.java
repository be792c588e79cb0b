package dev.sheaf.cli;

import dev.sheaf.schema.RecordSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which record the data is taken for, where it may speak for itself.
final class OptionalSchemaArguments {
  @Option(
      names = "--schema",
      paramLabel = "NAME|FILE",
      description = "The record: its class name, as com.acme.Mesh, or a descriptor file; default: as the data says.")
  private @Nullable String schema;

  @Mixin private final ClassPathArguments classPath = new ClassPathArguments();

  /// @throws IllegalArgumentException if one is named and there is none; the message says what there is
  Optional<RecordSchema> find() {
    return Optional.ofNullable(schema).map(name -> SchemaLookup.find(name, classPath.entries()));
  }
}
