package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/// The records that cases declare, one for each distinct schema, compiled together: as a user's own program has them.
final class CompiledRecords implements AutoCloseable {
  private static final String PACKAGE = "cases";
  private static final Pattern NAME = Pattern.compile("\\bCase\\d+");

  private final RecordCompiler compiler;
  private final Map<JsonNode, String> names = new LinkedHashMap<>();

  /// Why records do not compile, by their names.
  private final Map<String, String> errors = new LinkedHashMap<>();

  private final URLClassLoader loader;

  /// Compiles the records of these schemas in each way there is, each into a new folder below `parent`. What one way
  /// cannot compile is left out of the next.
  static List<CompiledRecords> inAllWays(Collection<JsonNode> schemas, Path parent) throws IOException {
    List<CompiledRecords> ways = new ArrayList<>();
    for (RecordCompiler compiler : RecordCompiler.values()) {
      List<JsonNode> left =
          schemas.stream().filter(schema -> ways.stream().allMatch(before -> before.has(schema))).toList();
      ways.add(new CompiledRecords(left, compiler, parent));
    }
    return ways;
  }

  private CompiledRecords(Collection<JsonNode> schemas, RecordCompiler compiler, Path parent) throws IOException {
    this.compiler = compiler;
    Map<String, String> sources = new LinkedHashMap<>();
    for (JsonNode schema : new LinkedHashSet<>(schemas)) {
      String simpleName = "Case" + names.size();
      names.put(schema, PACKAGE + "." + simpleName);
      sources.put(names.get(schema), RecordSource.of(PACKAGE, simpleName, schema));
    }
    loader = new URLClassLoader(new URL[] {compile(sources, parent)}, CompiledRecords.class.getClassLoader());
  }

  /// Compiles what can be compiled: a record with an error is left out, so that only its own cases fail.
  private URL compile(Map<String, String> sources, Path parent) throws IOException {
    while (true) {
      Path folder = Files.createTempDirectory(parent, "classes");
      List<Diagnostic<? extends JavaFileObject>> found = compiler.compile(sources, folder);
      if (found.isEmpty()) {
        return folder.toUri().toURL();
      }
      found.forEach(error -> errors.putIfAbsent(record(error), error.toString()));
      if (!sources.keySet().removeAll(errors.keySet())) {
        throw new AssertionError("expected errors inside the records, found " + found.getFirst());
      }
    }
  }

  /// The record that an error is in, named by the error's place or text; empty where neither does.
  private static String record(Diagnostic<? extends JavaFileObject> error) {
    Matcher name = NAME.matcher(error.toString());
    return name.find() ? PACKAGE + "." + name.group() : "";
  }

  /// Whether the record of a schema compiles.
  boolean has(JsonNode schema) {
    return !errors.containsKey(names.get(schema));
  }

  /// The record of a schema, with its loader.
  ///
  /// @throws AssertionError if it does not compile
  CompiledRecord of(JsonNode schema) {
    String name = names.get(schema);
    if (!has(schema)) {
      throw new AssertionError("the record does not compile: " + errors.get(name));
    }
    return new CompiledRecord(loader, name, schema.get("fields"));
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return compiler.toString();
  }
}
