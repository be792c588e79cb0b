package dev.sheaf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project as it lies on disk.
final class Checkout {
  /// The modules of the formats that have one of their own.
  static final List<String> FORMATS =
      List.of("formats/array-record", "formats/tfrecord", "formats/parquet", "formats/hdf5", "formats/csv");

  /// Modules that users depend on.
  static final List<String> PUBLISHED =
      Stream.of(List.of("runtime", "processor", "tools", "cli", "maven-plugin", "formats/testkit"), FORMATS)
          .flatMap(List::stream)
          .toList();

  static final List<String> MODULES =
      Stream.of(
              PUBLISHED,
              List.of(
                  "site",
                  "bench",
                  "examples/quickstart",
                  "examples/scans",
                  "examples/formats",
                  "examples/batches",
                  "examples/pointcloud",
                  "examples/classifier",
                  "examples/text",
                  "examples/service",
                  "examples/ownformat",
                  "it"))
          .flatMap(List::stream)
          .toList();

  private Checkout() {}

  /// The folder of the parent pom: the nearest one above the working directory that holds a `.mvn`.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("expected to run inside a checkout: no folder above holds \".mvn\"");
      }
    }
    return folder;
  }

  static String text(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("every checkout has a " + path, e);
    }
  }

  /// The Java files below a folder of the checkout, sorted; none if there is no such folder.
  static List<Path> javaFiles(String folder) {
    return files(folder, ".java");
  }

  /// The pages for users, by their paths in the checkout.
  static List<String> userPages() {
    Stream<String> docs = files("docs", ".md").stream().map(page -> root().relativize(page).toString().replace('\\', '/'));
    return Stream.concat(Stream.of("README.md"), docs).toList();
  }

  /// The files below a folder of the checkout whose names end so, sorted; none if there is no such folder.
  static List<Path> files(String folder, String suffix) {
    Path start = root().resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + start, e);
    }
  }
}
