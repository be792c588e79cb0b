package dev.sheaf.cli;

import dev.sheaf.io.OutputFile;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.AutoComplete;

/// Writes what bash and zsh need to complete commands and options; the build runs it for the distribution.
final class Completion {
  private Completion() {}

  /// Writes the script.
  ///
  /// @param arguments the file to write
  public static void main(String[] arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Terminal terminal = new Terminal(nowhere, nowhere, false, InputStream.nullInputStream());
    String script = AutoComplete.bash("sheaf", Sheaf.commandLine(terminal));
    OutputFile.write(Path.of(arguments[0]).toAbsolutePath(), script.getBytes(StandardCharsets.UTF_8));
  }
}
