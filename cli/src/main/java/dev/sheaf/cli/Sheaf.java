package dev.sheaf.cli;

import dev.sheaf.SheafException;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/// The command `sheaf`.
///
/// | Exit status | Means |
/// |---|---|
/// | 0 | the data is fine, or nothing has changed since it was |
/// | 1 | the data has findings |
/// | 2 | wrong usage: an option, a schema's name, a source that names no file |
/// | 3 | a file cannot be read or written, or Sheaf itself failed |
@Command(
    name = "sheaf",
    description = "Checks, shows and prepares real data by an annotated record.",
    mixinStandardHelpOptions = true,
    versionProvider = Sheaf.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = "%nArguments may stand in a file, one a line: sheaf @FILE",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the data is fine, or nothing has changed since it was",
      "1:the data has findings",
      "2:wrong usage: an option, a schema's name, a source that names no file",
      "3:a file cannot be read or written, or Sheaf itself failed"
    })
public final class Sheaf {
  static final int FINE = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;
  static final int FAILURE = 3;

  private Sheaf() {}

  /// Runs a command and ends the process with its exit status.
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(new Terminal(out, err, isWatched(), System.in), arguments));
  }

  // JDK 22 to 24 always have a console; those before and after have none without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isWatched() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Runs a command in this process, as if not on a terminal, and returns its exit status.
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(new Terminal(out, err, false, InputStream.nullInputStream()), arguments);
  }

  static int run(Terminal terminal, String... arguments) {
    CommandLine sheaf = commandLine(terminal);
    try {
      return sheaf.execute(arguments);
    } catch (Error e) {
      // Not even enough memory. Uncaught, it would end the process with the status that means findings.
      return failed(e, sheaf, terminal);
    }
  }

  /// The command with its own commands.
  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new Sheaf())
        .addSubcommand(new ValidateCommand(terminal))
        .addSubcommand(new IndexCommand(terminal))
        .addSubcommand(new PackCommand(terminal))
        .addSubcommand(new ReportCommand(terminal))
        .addSubcommand(new InspectCommand(terminal))
        .addSubcommand(new BenchCommand(terminal))
        .addSubcommand(new SchemaCommand(terminal))
        .addSubcommand(new DiffCommand(terminal))
        .addSubcommand(new InferCommand(terminal))
        // One argument a line, as it is: no quotes to get wrong.
        .setUseSimplifiedAtFiles(true)
        // A file's name may begin with any character.
        .setAtFileCommentChar(null)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command, terminal))
        .setParameterExceptionHandler((failure, _) -> misused(failure, terminal));
  }

  private static int misused(ParameterException failure, Terminal terminal) {
    Lines lines = Lines.of(failure.getCommandLine(), terminal);
    lines.error(String.valueOf(failure.getMessage()));
    lines.hint("See '%s --help'.".formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
    return USAGE;
  }

  private static int failed(Throwable failure, CommandLine command, Terminal terminal) {
    Lines lines = Lines.of(command, terminal);
    if (failure instanceof SheafException) {
      lines.error(String.valueOf(failure.getMessage()));
    } else {
      lines.error("Sheaf failed, which is a fault of its own: " + failure);
      failure.printStackTrace(terminal.err());
    }
    return FAILURE;
  }

  /// The version of the jar that runs.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Sheaf.class.getPackage().getImplementationVersion();
      return new String[] {"sheaf " + (version == null ? "development" : version)};
    }
  }
}
