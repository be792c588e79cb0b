package dev.sheaf.cli;

import dev.sheaf.SheafException;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.MemoryBudgetException;
import dev.sheaf.pipeline.MemoryPlan;
import dev.sheaf.tools.inspect.Inspection;
import dev.sheaf.tools.inspect.InspectOptions;
import dev.sheaf.tools.inspect.Inspector;
import dev.sheaf.tools.inspect.LoaderShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf inspect`: shows what is there.
@Command(
    name = "inspect",
    description = "Shows a dataset, a file or some rows of one, of any kind that is read or written here.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand extends SheafCommand {
  @Mixin private final OptionalSchemaArguments schema = new OptionalSchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many rows are shown of each place (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(names = "--json", description = "Prints JSON for programs: an object for each place.")
  private boolean json;

  @Option(names = "--batch", paramLabel = "N", description = "Plans the memory of a loader of batches of N rows.")
  private @Nullable Integer batch;

  @Option(names = "--prefetch", paramLabel = "N", description = "Plans the memory of a loader that keeps N items ahead.")
  private @Nullable Integer prefetch;

  @Option(
      names = "--shuffle-window",
      paramLabel = "N",
      description = "Plans the memory of a loader that shuffles within N rows.")
  private @Nullable Integer shuffleWindow;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Refuses a plan that takes more, such as 512MiB: exit status 1.")
  private @Nullable ByteSize memory;

  InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    InspectOptions options =
        InspectOptions.DEFAULT.withBase(source.base()).withReading(source.reading()).withSamples(records);
    Inspector inspector = new Inspector(schema.find().map(options::withRecord).orElse(options));
    int status = Sheaf.FINE;
    for (String place : source.patterns()) {
      status = Math.max(status, show(place, inspector, lines));
    }
    return status;
  }

  private int show(String place, Inspector inspector, Lines lines) {
    Inspection found = inspector.inspect(place);
    lines.info(json ? found.toJson() : found.toString());
    found.failure().map(SheafException::getMessage).ifPresent(lines::error);
    if (found.failure().isPresent()) {
      return Sheaf.FAILURE;
    }
    return plans() ? plan(place, inspector, lines) : Sheaf.FINE;
  }

  private boolean plans() {
    return batch != null || prefetch != null || shuffleWindow != null || memory != null;
  }

  private int plan(String place, Inspector inspector, Lines lines) {
    LoaderShape loader = new LoaderShape(orNone(batch), orNone(prefetch), orNone(shuffleWindow));
    MemoryPlan plan;
    try (Dataset<Object[]> dataset = inspector.open(place)) {
      plan = loader.plan(dataset);
    }
    // Of JSON, one object for each place: what follows is no part of it.
    List<String> text = List.of("  memory of a loader", plan.toString().indent(4).stripTrailing());
    text.forEach(json ? lines::progress : lines::info);
    try {
      if (memory != null) {
        plan.requireWithin(memory.bytes());
      }
      return Sheaf.FINE;
    } catch (MemoryBudgetException _) {
      lines.finding(
          "%s: the plan of %s is over the budget of %s; smaller batches, windows or prefetch hold less"
              .formatted(place, MemoryPlan.inWords(plan.bytes()), MemoryPlan.inWords(memory.bytes())));
      return Sheaf.FINDINGS;
    }
  }

  private static int orNone(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
