package dev.sheaf.cli;

import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Finds the descriptor of a record by the name of its class, or in a file of its own. No class is loaded.
final class SchemaLookup {
  private static final String SUFFIX = ".schema";

  private SchemaLookup() {}

  /// @param nameOrFile `com.acme.Mesh`, or a path
  /// @param classPath folders and jars; others are passed over, as Java does
  /// @throws IllegalArgumentException if there is none; the message says what there is
  static RecordSchema find(String nameOrFile, List<Path> classPath) {
    try {
      Optional<Path> file = file(nameOrFile);
      if (file.isPresent()) {
        return parse(file.get().toString(), text(file.get()));
      }
      for (Path entry : classPath) {
        Optional<String> text = read(entry, nameOrFile);
        if (text.isPresent()) {
          return parse(entry + "/" + RecordSchema.descriptorPath(nameOrFile), text.get());
        }
      }
      throw unknown(nameOrFile, names(classPath));
    } catch (IOException e) {
      throw new StorageException("cannot look up the schema", nameOrFile, e);
    }
  }

  /// Bytes that are no text are no descriptor either, which is said when it is parsed.
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static RecordSchema parse(String place, String text) {
    try {
      return RecordSchema.fromJson(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
    }
  }

  private static Optional<Path> file(String nameOrFile) {
    try {
      Path file = Path.of(nameOrFile);
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path entry, String name) throws IOException {
    String descriptor = RecordSchema.descriptorPath(name);
    if (Files.isDirectory(entry)) {
      Path file = entry.resolve(descriptor);
      return Files.isRegularFile(file) ? Optional.of(text(file)) : Optional.empty();
    }
    if (!Files.isRegularFile(entry)) {
      return Optional.empty();
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      ZipEntry found = jar.getEntry(descriptor);
      return found == null
          ? Optional.empty()
          : Optional.of(new String(jar.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8));
    } catch (ZipException _) {
      // Java passes over what is no archive, too.
      return Optional.empty();
    }
  }

  private static Set<String> names(List<Path> classPath) throws IOException {
    String folder = RecordSchema.descriptorPath("").replace(SUFFIX, "");
    Set<String> names = new TreeSet<>();
    for (Path entry : classPath) {
      if (Files.isDirectory(entry.resolve(folder))) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(entry.resolve(folder), "*" + SUFFIX)) {
          files.forEach(file -> names.add(String.valueOf(file.getFileName()).replace(SUFFIX, "")));
        }
      } else if (Files.isRegularFile(entry)) {
        try (ZipFile jar = new ZipFile(entry.toFile())) {
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith(folder) && name.endsWith(SUFFIX))
              .forEach(name -> names.add(name.substring(folder.length(), name.length() - SUFFIX.length())));
        } catch (ZipException _) {
          // No archive holds no schemas.
        }
      }
    }
    return names;
  }

  private static IllegalArgumentException unknown(String name, Set<String> names) {
    if (names.isEmpty()) {
      return new IllegalArgumentException(
          ("expected the schema \"%s\" on the class path, found no schema at all;"
                  + " annotate the record with @SchemaRecord, and put sheaf-processor on the compiler's processor path"
                  + " (in Maven: annotationProcessorPaths)")
              .formatted(name));
    }
    String advice =
        names.stream()
            .filter(candidate -> isNear(name, candidate))
            .findFirst()
            .map(candidate -> "; did you mean %s?".formatted(candidate))
            .orElse("");
    return new IllegalArgumentException(
        "expected the schema \"%s\" on the class path, found %s%s".formatted(name, String.join(", ", names), advice));
  }

  /// Whether a name is the other without its package, or differs by a few letters.
  private static boolean isNear(String name, String candidate) {
    return candidate.endsWith("." + name)
        || candidate.endsWith("$" + name)
        || candidate.equalsIgnoreCase(name)
        || distance(name, candidate) <= Math.max(1, candidate.length() / 5);
  }

  /// How many letters must be put in, left out or replaced to make one of the other: Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
