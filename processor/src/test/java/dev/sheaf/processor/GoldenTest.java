package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/// Everything that is written for a record, compared as exact text with the files under `golden/<case>/expected`.
///
/// `-Dgolden.update=true` rewrites those files. Read each difference line by line before you keep it.
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> javacWritesTheExpectedFiles() throws IOException {
    return forEachCase(
        name -> {
          Compilation compilation = withSources(name, Compilation.javac(folder.resolve(name)));
          compareOrUpdate(name, compilation.options("-Xlint:all", "-Xdoclint:all,-missing", "-Werror").succeed());
        });
  }

  @TestFactory
  Stream<DynamicTest> theEclipseCompilerWritesTheSameFiles() throws IOException {
    return forEachCase(
        name -> {
          Compilation compilation = withSources(name, Compilation.ecj(folder.resolve("ecj-" + name)));
          assertEquals(expected(name), goldenTexts(compilation.succeed()));
        });
  }

  @TestFactory
  Stream<DynamicTest> aRecordFromAClassFileGivesTheSameFiles() throws IOException {
    return forEachCase(
        name -> {
          Compilation records = withSources(name, Compilation.javac(folder.resolve("records-" + name)));
          Path classes = records.withoutProcessor().succeed().classes();
          Compilation compilation = Compilation.javac(folder.resolve("used-" + name)).onClassPath(classes);
          classNames(classes).forEach(compilation::processing);
          assertEquals(expected(name), goldenTexts(compilation.options("-proc:only").succeed()));
        });
  }

  private static Stream<DynamicTest> forEachCase(ThrowingConsumer<String> test) throws IOException {
    return cases().map(name -> DynamicTest.dynamicTest(name, () -> test.accept(name)));
  }

  private static Stream<String> cases() throws IOException {
    try (Stream<Path> cases = Files.list(GOLDEN)) {
      return cases.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static Compilation withSources(String name, Compilation compilation) throws IOException {
    for (Path source : filesUnder(GOLDEN.resolve(name).resolve("source"))) {
      compilation.source(source.getFileName().toString(), Files.readString(source));
    }
    return compilation;
  }

  private static List<String> classNames(Path classes) throws IOException {
    return filesUnder(classes).stream()
        .map(file -> classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", ""))
        .toList();
  }

  private static void compareOrUpdate(String name, Compilation compilation) throws IOException {
    if (UPDATE) {
      Path target = GOLDEN.resolve(name).resolve("expected");
      for (Path stale : filesUnder(target)) {
        Files.delete(stale);
      }
      for (var file : goldenTexts(compilation).entrySet()) {
        Path path = target.resolve(file.getKey() + ".txt");
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertEquals(expected(name), goldenTexts(compilation));
  }

  // JSON Schemas are held by tests of their own.
  private static SortedMap<String, String> goldenTexts(Compilation compilation) {
    SortedMap<String, String> texts = compilation.written();
    texts.keySet().removeIf(path -> path.endsWith(".schema.json"));
    return texts;
  }

  private static SortedMap<String, String> expected(String name) throws IOException {
    Path root = GOLDEN.resolve(name).resolve("expected");
    SortedMap<String, String> expected = new TreeMap<>();
    for (Path file : filesUnder(root)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      expected.put(path.replaceFirst("\\.txt$", ""), Files.readString(file));
    }
    return expected;
  }

  private static List<Path> filesUnder(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
