package dev.sheaf.cli;

import dev.sheaf.schema.RecordSchema;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which record the data must agree with.
final class SchemaArguments {
  @Option(
      names = "--schema",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The record: its class name, as com.acme.Mesh, or a descriptor file.")
  private String schema = "";

  @Mixin private final ClassPathArguments classPath = new ClassPathArguments();

  /// @throws IllegalArgumentException if there is none; the message says what there is
  RecordSchema find() {
    return SchemaLookup.find(schema, classPath.entries());
  }
}
