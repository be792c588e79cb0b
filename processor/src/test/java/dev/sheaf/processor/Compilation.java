package dev.sheaf.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/// One run of a compiler, with the processor, in a folder of its own.
final class Compilation {
  /// What a compiler says about a place in a source.
  record Message(Diagnostic.Kind kind, String file, long line, long column, String text) {
    @Override
    public String toString() {
      return "%s %s:%d:%d: %s".formatted(kind, file, line, column, text);
    }
  }

  private final JavaCompiler compiler;
  private final Path folder;
  private final List<Path> sources = new ArrayList<>();
  private final List<String> classNames = new ArrayList<>();
  private final List<String> options = new ArrayList<>(List.of("--release", "25"));
  private final List<Path> classPath =
      new ArrayList<>(
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList());
  private final List<Message> messages = new ArrayList<>();
  private final SortedMap<String, List<String>> origins = new TreeMap<>();
  private final List<Processor> processors = new ArrayList<>(List.of(new SheafProcessor()));

  private Compilation(JavaCompiler compiler, Path folder) {
    this.compiler = compiler;
    this.folder = folder;
  }

  static Compilation javac(Path folder) {
    return new Compilation(ToolProvider.getSystemJavaCompiler(), folder);
  }

  static Compilation ecj(Path folder) {
    return new Compilation(new EclipseCompiler(), folder);
  }

  /// Adds a source in a file of this name. It lies on disk, because the Eclipse compiler reads no other sources.
  Compilation source(String fileName, String text) {
    try {
      Path file = Files.createDirectories(folder.resolve("sources")).resolve(fileName);
      sources.add(Files.writeString(file, text));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Compilation options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  Compilation onClassPath(Path more) {
    classPath.add(more);
    return this;
  }

  Compilation withoutOnClassPath(String part) {
    classPath.removeIf(entry -> entry.toString().contains(part));
    return this;
  }

  /// Lets the processor see a class that is compiled already.
  Compilation processing(String className) {
    classNames.add(className);
    return this;
  }

  /// Runs another processor beside ours.
  Compilation beside(Processor other) {
    processors.addFirst(other);
    return this;
  }

  Compilation withoutProcessor() {
    processors.clear();
    return this;
  }

  /// Compiles, and tells whether it succeeded.
  boolean run() {
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(collector, Locale.ROOT, UTF_8);
        OriginRecorder recorder = new OriginRecorder(files, origins)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(classes())));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(Files.createDirectories(generated())));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      if (processors.isEmpty()) {
        options.add("-proc:none");
      }
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              compiler instanceof EclipseCompiler ? files : recorder,
              collector,
              options,
              classNames.isEmpty() ? null : classNames,
              files.getJavaFileObjectsFromPaths(sources));
      if (!processors.isEmpty()) {
        task.setProcessors(processors);
      }
      boolean success = task.call();
      collector.getDiagnostics().forEach(diagnostic -> messages.add(messageOf(diagnostic)));
      return success;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message messageOf(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    return new Message(
        diagnostic.getKind(),
        source == null ? "" : Path.of(source.toUri()).getFileName().toString(),
        diagnostic.getLineNumber(),
        diagnostic.getColumnNumber(),
        diagnostic.getMessage(Locale.ROOT));
  }

  /// Compiles, and fails with the compiler's messages unless it succeeded without any.
  Compilation succeed() {
    if (!run() || !messages.isEmpty()) {
      throw new AssertionError(
          "expected a compilation without messages, found\n"
              + messages.stream().map(Message::toString).collect(Collectors.joining("\n")));
    }
    return this;
  }

  /// Compiles, and fails if it succeeded.
  List<Message> fail() {
    if (run()) {
      throw new AssertionError("expected a compilation that fails, found success and " + messages);
    }
    return messages;
  }

  /// The folder with the class files and resources.
  Path classes() {
    return folder.resolve("classes");
  }

  /// The folder with the sources that were written.
  Path generated() {
    return folder.resolve("generated");
  }

  /// Everything that the processor wrote: texts by path, sources, descriptors and JSON Schemas.
  SortedMap<String, String> written() {
    SortedMap<String, String> written = new TreeMap<>();
    addTexts(generated(), ".java", written);
    addTexts(classes(), ".schema", written);
    addTexts(classes(), ".schema.json", written);
    return written;
  }

  /// The source files that each written file comes from, as the processor told javac; by the name of the type or
  /// resource.
  SortedMap<String, List<String>> origins() {
    return origins;
  }

  private static void addTexts(Path root, String suffix, SortedMap<String, String> texts) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(suffix)).toList()) {
        texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A loader of the compiled classes, and of those in other folders; the caller closes it.
  URLClassLoader newLoader(Path... more) {
    try {
      List<URL> urls = new ArrayList<>(List.of(classes().toUri().toURL()));
      for (Path each : more) {
        urls.add(each.toUri().toURL());
      }
      return new URLClassLoader(urls.toArray(URL[]::new), getClass().getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
