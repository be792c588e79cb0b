package dev.sheaf.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed Java. */
record JavaHome(Path folder) {
  /** Java 8 and older wrote 1.8.0_402. */
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"?(?:1\\.)?(\\d{1,4})");

  /** The launcher, if there is one. */
  Optional<Path> launcher() {
    return Optional.of(folder.resolve("bin").resolve("java")).filter(Files::isExecutable)
        .or(() -> Optional.of(folder.resolve("bin").resolve("java.exe")).filter(Files::isExecutable));
  }

  /** The feature release, such as 25, as the installation's {@code release} file says; empty if it does not say. */
  OptionalInt feature() {
    Path release = folder.resolve("release");
    if (!Files.isRegularFile(release)) {
      return OptionalInt.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release, StandardCharsets.ISO_8859_1));
      return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
    } catch (IOException e) {
      // Only a hint: an installation whose file cannot be read does not say its release.
      return OptionalInt.empty();
    }
  }
}
