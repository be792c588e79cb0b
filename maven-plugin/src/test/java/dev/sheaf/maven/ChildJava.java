package dev.sheaf.maven;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The Java of this test, to start children with. */
final class ChildJava {
  private ChildJava() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  static String launcher() {
    return new JavaHome(home()).launcher().orElseThrow().toString();
  }

  /** The folder or jar that a class comes from. */
  static String classPath(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
