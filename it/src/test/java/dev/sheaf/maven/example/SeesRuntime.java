package dev.sheaf.maven.example;

import dev.sheaf.generated.ColumnBinder;

/// Breaks: a class of the plugin that cannot be loaded on Java 17.
public interface SeesRuntime {
  ColumnBinder binder();
}
