package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.processor.SheafProcessor;
import dev.sheaf.schema.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The records that cases declare, compiled with the processor, and read through their generated loaders: as a user's
/// own program reads them.
final class CompiledRecords implements PayloadReader, AutoCloseable {
  private static final String PACKAGE = "cases";

  private final Map<JsonNode, String> names = new LinkedHashMap<>();
  private final URLClassLoader loader;

  /// Compiles one record for each distinct schema into `folder`.
  CompiledRecords(List<JsonNode> schemas, Path folder) {
    for (JsonNode schema : schemas) {
      names.computeIfAbsent(schema, _ -> "Case" + names.size());
    }
    compile(folder);
    try {
      loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledRecords.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path folder) {
    if (names.isEmpty()) {
      return;
    }
    List<JavaFileObject> sources = new ArrayList<>();
    names.forEach((schema, name) -> sources.add(new Source(name, source(name, schema))));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<String> options =
        List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path"), "-encoding", "UTF-8");
    JavaCompiler.CompilationTask task = compiler.getTask(null, null, messages, options, null, sources);
    task.setProcessors(List.of(new SheafProcessor()));
    if (!task.call()) {
      throw new AssertionError(
          "the cases' records do not compile:\n"
              + messages.getDiagnostics().stream()
                  .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                  .limit(10)
                  .map(Object::toString)
                  .collect(Collectors.joining("\n")));
    }
  }

  private static String source(String name, JsonNode schema) {
    StringJoiner components = new StringJoiner(", ");
    for (JsonNode field : schema.get("fields")) {
      components.add(type(field) + " " + field.get("name").asText());
    }
    return """
        package %s;
        import dev.sheaf.array.*;
        import dev.sheaf.schema.*;
        @SchemaRecord
        public record %s(%s) {}
        """
        .formatted(PACKAGE, name, components);
  }

  private static String type(JsonNode field) {
    if (field.get("kind").asText().equals("lazy")) {
      return "LazySequence<%s>".formatted(type(field.get("of")));
    }
    String array = DType.fromWireName(field.get("dtype").asText()).orElseThrow().arrayTypeName();
    String differentiable = field.path("differentiable").asBoolean() ? "@Differentiable " : "";
    return "@Dims(\"%s\") %s%s".formatted(dims(field.get("shape")), differentiable, array);
  }

  private static String dims(JsonNode shape) {
    if (shape.isTextual()) {
      return "...";
    }
    StringJoiner dims = new StringJoiner(", ");
    shape.forEach(dim -> dims.add(dim.isNull() ? "?" : dim.asText()));
    return dims.toString();
  }

  @Override
  public Map<String, Object> load(JsonNode schema, Path payload, DecodeOptions options) {
    try {
      Class<?> generated = loader.loadClass("%s.%sLoader".formatted(PACKAGE, names.get(schema)));
      Method load = generated.getMethod("load", Path.class, DecodeOptions.class);
      Object loaded = load.invoke(null, payload, options);
      Map<String, Object> fields = new LinkedHashMap<>();
      for (RecordComponent component : loaded.getClass().getRecordComponents()) {
        fields.put(component.getName(), component.getAccessor().invoke(loaded));
      }
      return fields;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected the methods of a generated loader", e);
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///%s/%s%s".formatted(PACKAGE, name, Kind.SOURCE.extension)), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
