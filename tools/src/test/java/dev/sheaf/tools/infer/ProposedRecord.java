package dev.sheaf.tools.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.processor.SheafProcessor;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A proposal that has been through the compiler with Sheaf's processor, as a user's build puts it through, and has
/// been held against the very data that it was made from.
record ProposedRecord(Proposal proposal, RecordSchema compiled) {
  static final long ALL = 1_000_000;

  /// Proposes, compiles, and validates.
  static ProposedRecord of(Path classes, DatasetSource source, DatasetOptions reading, long rows) {
    ProposedRecord record = compiled(classes, Inference.propose("com.acme.Sample", source, reading, rows));
    ValidationReport report =
        DatasetValidator.validate(record.compiled, source, ScanOptions.DEFAULT.withReading(reading).withThreads(1));
    assertTrue(report.passed(), () -> report.findings() + "\n" + record.proposal.source());
    return record;
  }

  /// Compiles what was proposed, and sees to it that the compiler reads the source as it was meant.
  static ProposedRecord compiled(Path classes, Proposal proposal) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<String> options =
        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:full");
    String name = proposal.schema().name();
    JavaCompiler.CompilationTask task =
        compiler.getTask(null, null, messages, options, null, List.of(new Source(name, proposal.source())));
    task.setProcessors(List.of(new SheafProcessor()));
    assertTrue(task.call(), () -> messages.getDiagnostics() + "\n" + proposal.source());
    try {
      RecordSchema compiled =
          RecordSchema.fromJson(Files.readString(classes.resolve(RecordSchema.descriptorPath(name))));
      assertEquals(proposal.schema(), compiled, proposal::source);
      return new ProposedRecord(proposal, compiled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The source from the annotation on.
  String body() {
    return proposal.source().substring(proposal.source().indexOf("@SchemaRecord\n") + "@SchemaRecord\n".length());
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
