package com.acme.app;

import com.acme.shapes.Mesh;
import java.nio.file.Path;

/// Uses a record whose data this module has, and whose class another module has.
public final class App {
  private App() {}

  public static long count(Mesh mesh) {
    return mesh.data().size();
  }

  public static Path index() {
    return Path.of("target", "sheaf", "train");
  }
}
