package dev.sheaf.maven;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The artifact that a project attaches so that others can depend on its datasets: for each its index,
 * {@code <id>/index.json} and tables, and the descriptor of its record, {@code <id>/<name>.schema}. The data itself is
 * not in it.
 *
 * <p>The same indexes give the same bytes.
 */
final class DatasetArchive {
  /** The oldest time that a zip file can write: what an entry's time is does not say anything about the data. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** What a goal keeps for itself in an index's folder. */
  private static final List<String> LEFT_OUT = List.of("write.lock", "validation.json");

  private record Content(Path index, String schema) {}

  private final Path file;
  private final Map<String, Content> contents = new TreeMap<>();

  DatasetArchive(Path file) {
    this.file = file;
  }

  /** Adds a dataset that has been indexed. */
  void add(String id, Path index, String schema) {
    contents.put(id, new Content(index, schema));
  }

  /**
   * Writes the archive, in place of what was there.
   *
   * @param classPath where the descriptors are
   */
  void write(List<String> classPath) throws MojoExecutionException {
    List<URL> urls = new ArrayList<>();
    try {
      for (String element : classPath) {
        urls.add(Path.of(element).toUri().toURL());
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (URLClassLoader classes = new URLClassLoader(urls.toArray(URL[]::new), null);
          ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        for (Map.Entry<String, Content> content : contents.entrySet()) {
          write(content.getKey(), content.getValue(), classes, zip);
        }
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Expected to write the datasets to " + file + ": " + e.getMessage()
          + System.lineSeparator() + "To go on, see that the folder can be written to, or leave out <attach> (dataset.attach)", e);
    }
  }

  private static void write(String id, Content content, URLClassLoader classes, ZipOutputStream zip) throws IOException {
    try (Stream<Path> files = Files.list(content.index())) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = each.getFileName().toString();
        if (!LEFT_OUT.contains(name)) {
          zip.putNextEntry(entry(id + "/" + name));
          Files.copy(each, zip);
        }
      }
    }
    String descriptor = "META-INF/sheaf/" + content.schema() + ".schema";
    try (InputStream in = classes.getResourceAsStream(descriptor)) {
      if (in == null) {
        throw new IOException("no " + descriptor + " on the class path");
      }
      zip.putNextEntry(entry(id + "/" + content.schema() + ".schema"));
      in.transferTo(zip);
    }
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
