package dev.sheaf.cli;

import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.form.SchemaForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf schema`: writes a record's schema in the forms of others.
@Command(
    name = "schema",
    description = "Writes a record's schema as JSON Schema, Markdown, Arrow, Parquet or Sheaf's own descriptor.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SchemaCommand extends SheafCommand {
  @Mixin private final SchemaArguments schema = new SchemaArguments();

  @Option(
      names = "--form",
      required = true,
      paramLabel = "NAME",
      description = "json-schema, markdown, arrow, parquet or descriptor.")
  private String form = "";

  @Option(
      names = "--row",
      description =
          "Describes one row of the dataset, where the record has lazy sequences; arrow and parquet always do.")
  private boolean row;

  @Option(names = "--output", paramLabel = "FILE", description = "The file that is written; default: standard output.")
  private @Nullable Path output;

  SchemaCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    SchemaForm wanted = SchemaForm.named(form);
    RecordSchema record = schema.find();
    SchemaForm.Text written = wanted.of(row ? record.row() : record);
    written.unsaid().forEach(line -> lines.progress("not in the form %s: %s".formatted(wanted, line)));
    if (output == null) {
      lines.info(written.text());
      return Sheaf.FINE;
    }
    OutputFile.write(output, written.text().getBytes(StandardCharsets.UTF_8));
    lines.info("schema: %s of %s -> %s".formatted(wanted, record.name(), output));
    return Sheaf.FINE;
  }
}
