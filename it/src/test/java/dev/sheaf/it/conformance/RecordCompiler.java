package dev.sheaf.it.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/// Compiles records and what the processor writes for them.
enum RecordCompiler {
  /// The processor sees the records' sources, as in a build of the project that has them.
  FROM_SOURCES("from sources") {
    @Override
    List<Diagnostic<? extends JavaFileObject>> compile(Map<String, String> sources, Path folder) {
      return new JavacRun(sources, Set.of(), folder, true).into(folder);
    }
  },

  /// The records are compiled without the processor, which then sees their class files, as those of a library.
  FROM_CLASS_FILES("from class files") {
    @Override
    List<Diagnostic<? extends JavaFileObject>> compile(Map<String, String> sources, Path folder) {
      var errors = new JavacRun(sources, Set.of(), folder, false).into(folder);
      return errors.isEmpty() ? new JavacRun(Map.of(), sources.keySet(), folder, true).into(folder) : errors;
    }
  };

  private final String words;

  RecordCompiler(String words) {
    this.words = words;
  }

  /// Compiles sources, given by the names of their classes, into a folder.
  ///
  /// @return the errors; empty when all is compiled
  abstract List<Diagnostic<? extends JavaFileObject>> compile(Map<String, String> sources, Path folder);

  @Override
  public String toString() {
    return words;
  }
}
