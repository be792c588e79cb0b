package dev.sheaf.maven.example;

import dev.sheaf.generated.RecordBinder;

/// Breaks: a class of the plugin that cannot be loaded on Java 17.
public interface SeesRuntime {
  RecordBinder binder();
}
