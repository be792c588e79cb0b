package dev.sheaf.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where the virtual machine keeps the classes that a worker has loaded.
 *
 * <p>It passes over an archive of another class path and does not make a new one (JDK 25.0.3): so each class path, with
 * its jars as they are, has a file of its own.
 */
final class ClassArchive {
  private static final String SUFFIX = ".jsa";

  private ClassArchive() {}

  /** The file for a class path in a folder. Those for others are removed. */
  static Path in(Path folder, List<String> classPath) {
    CRC32 state = new CRC32();
    for (String entry : classPath) {
      state.update("%s %s%n".formatted(entry, stamp(Path.of(entry))).getBytes(StandardCharsets.UTF_8));
    }
    Path archive = folder.resolve("%08x%s".formatted(state.getValue(), SUFFIX));
    removeOthers(folder, archive);
    return archive;
  }

  private static String stamp(Path jar) {
    try {
      return Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
    } catch (IOException e) {
      // The worker says what is wrong with it.
      return "";
    }
  }

  private static void removeOthers(Path folder, Path archive) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path each : all) {
        if (!each.equals(archive)) {
          Files.delete(each);
        }
      }
    } catch (IOException e) {
      // There is no folder yet, or somebody uses the file: then it takes its place for longer.
    }
  }
}
