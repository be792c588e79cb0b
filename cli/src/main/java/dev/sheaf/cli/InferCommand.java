package dev.sheaf.cli;

import dev.sheaf.DataException;
import dev.sheaf.io.OutputFile;
import dev.sheaf.tools.infer.Inference;
import dev.sheaf.tools.infer.Proposal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf infer`: proposes a record for data.
@Command(
    name = "infer",
    description = "Proposes an annotated record for data of any format.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InferCommand extends SheafCommand {
  @Option(
      names = "--name",
      required = true,
      paramLabel = "CLASS",
      description = "The record's name with its package, as com.acme.Mesh.")
  private String name = "";

  @Mixin private final SourceArguments source = new SourceArguments();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many rows are looked at, at most (default: ${DEFAULT-VALUE}).")
  private long rows = 10_000;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A folder of sources, such as src/main/java; default: the source is printed.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replaces the source file if it is there already.")
  private boolean force;

  InferCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    Path target = output == null ? null : output.resolve(name.replace('.', '/') + ".java");
    if (target != null && !force && Files.exists(target)) {
      throw new IllegalArgumentException(
          "expected no file yet, found \"%s\"; --force replaces it".formatted(target));
    }
    Proposal proposal;
    try {
      proposal = Inference.propose(name, source.source(), source.reading(), rows);
    } catch (DataException e) {
      lines.finding(String.valueOf(e.getMessage()));
      return Sheaf.FINDINGS;
    }
    proposal.notes().forEach(lines::progress);
    if (target == null) {
      lines.info(proposal.source());
      return Sheaf.FINE;
    }
    OutputFile.write(target, proposal.source().getBytes(StandardCharsets.UTF_8));
    lines.info(
        "infer: %s from %s%s -> %s"
            .formatted(name, proposal.complete() ? "all of " : "", Words.count(proposal.rows(), "row"), target));
    return Sheaf.FINE;
  }
}
