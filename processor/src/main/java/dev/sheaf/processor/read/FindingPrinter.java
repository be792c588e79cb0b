package dev.sheaf.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.sheaf.processor.model.Place;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic;

/// Prints errors at their places.
///
/// javac's messager finds annotations on declarations, but not those on types, and falls back to the declaration; so
/// javac is shown the annotation's tree. The Eclipse compiler's messager knows no places in records at all; so there
/// the text begins with the record's name.
public final class FindingPrinter {
  private final Messager messager;
  private final Optional<Trees> trees;

  /// A printer for one run of the compiler.
  public FindingPrinter(ProcessingEnvironment environment) {
    this.messager = environment.getMessager();
    this.trees = treesOf(environment);
  }

  /// Prints an error, and so makes the compilation fail.
  ///
  /// @param place as it came from [RecordReader]
  public void error(String text, Place place) {
    SourcePlace source = (SourcePlace) place;
    if (source.annotation().isEmpty() || !printedAtTree(text, source)) {
      messager.printMessage(
          Diagnostic.Kind.ERROR,
          trees.isPresent() ? text : source.type().getQualifiedName() + ": " + text,
          source.element(),
          source.annotation().orElse(null),
          source.value().map(Map.Entry::getValue).orElse(null));
    }
  }

  private boolean printedAtTree(String text, SourcePlace place) {
    if (trees.isEmpty()) {
      return false;
    }
    // A component has no path of its own: it is found among the members of its record.
    TreePath record = trees.get().getPath(place.type());
    if (record == null) {
      return false; // The record comes from a class file.
    }
    Optional<Tree> tree = AnnotationTrees.find((ClassTree) record.getLeaf(), place);
    tree.ifPresent(
        found -> trees.get().printMessage(Diagnostic.Kind.ERROR, text, found, record.getCompilationUnit()));
    return tree.isPresent();
  }

  private static Optional<Trees> treesOf(ProcessingEnvironment environment) {
    try {
      return Optional.of(Trees.instance(environment));
    } catch (IllegalArgumentException | LinkageError _) {
      return Optional.empty(); // Another compiler than javac, or javac behind a wrapper.
    }
  }
}
