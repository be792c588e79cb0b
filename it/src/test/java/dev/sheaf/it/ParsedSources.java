package dev.sheaf.it;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Java sources as the compiler's parser sees them; nothing is resolved, so nothing else need be there.
///
/// @param trees finds the doc comments
record ParsedSources(DocTrees trees, List<CompilationUnitTree> units) {
  static ParsedSources of(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      return parse(compiler, manager, manager.getJavaFileObjectsFromPaths(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ParsedSources of(String text) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      return parse(compiler, manager, List.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParsedSources parse(
      JavaCompiler compiler, StandardJavaFileManager manager, Iterable<? extends JavaFileObject> files)
      throws IOException {
    JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, files);
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    return new ParsedSources(DocTrees.instance(task), units);
  }
}
