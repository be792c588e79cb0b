package dev.sheaf.it.conformance;

import dev.sheaf.processor.SheafProcessor;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// One run of the Java compiler.
///
/// @param sources the compilation units, by the names of their classes
/// @param classes names of classes that are compiled already and that annotation processing is to see
/// @param library a folder on the classpath beside that of the tests
/// @param processing whether Sheaf's processor runs
record JavacRun(Map<String, String> sources, Collection<String> classes, Path library, boolean processing) {
  /// Compiles into a folder.
  ///
  /// @return the errors; empty when all is compiled
  List<Diagnostic<? extends JavaFileObject>> into(Path target) {
    if (sources.isEmpty() && classes.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            target.toString(),
            "-classpath",
            library + File.pathSeparator + System.getProperty("java.class.path"),
            "-encoding",
            "UTF-8",
            "-Xmaxerrs",
            "100000",
            processing ? "-proc:full" : "-proc:none");
    List<Source> units =
        sources.entrySet().stream().map(source -> new Source(source.getKey(), source.getValue())).toList();
    JavaCompiler.CompilationTask task = compiler.getTask(null, null, messages, options, classes, units);
    if (processing) {
      task.setProcessors(List.of(new SheafProcessor()));
    }
    if (task.call()) {
      return List.of();
    }
    return messages.getDiagnostics().stream()
        .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
        .toList();
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
