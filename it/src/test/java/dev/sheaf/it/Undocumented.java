package dev.sheaf.it;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/// Finds the public types and methods whose documentation does not begin with a sentence.
///
/// Left alone: constructors (the type speaks for them), what overrides (the overridden method is documented), and what
/// it is not public.
final class Undocumented extends TreePathScanner<Void, Void> {
  private final ParsedSources sources;
  private final List<String> found = new ArrayList<>();

  private Undocumented(ParsedSources sources) {
    this.sources = sources;
  }

  /// One line for each place: the type, and the method with its line.
  static List<String> in(ParsedSources sources) {
    Undocumented scanner = new Undocumented(sources);
    for (CompilationUnitTree unit : sources.units()) {
      scanner.scan(unit, null);
    }
    return List.copyOf(scanner.found);
  }

  @Override
  public Void visitClass(ClassTree type, Void nothing) {
    if (!reachable(type.getModifiers())) {
      return null;
    }
    demandSentence(type.getSimpleName().toString());
    return super.visitClass(type, null);
  }

  @Override
  public Void visitMethod(MethodTree method, Void nothing) {
    boolean overrides =
        method.getModifiers().getAnnotations().stream()
            .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    boolean constructor = method.getReturnType() == null;
    if (reachable(method.getModifiers()) && !overrides && !constructor) {
      demandSentence(owner.getSimpleName() + "." + method.getName());
    }
    return null;
  }

  /// Whether others see a declaration with these modifiers, here where all around it is seen.
  private boolean reachable(ModifiersTree modifiers) {
    TreePath around = getCurrentPath().getParentPath();
    boolean inInterface =
        around.getLeaf() instanceof ClassTree owner
            && (owner.getKind() == Tree.Kind.INTERFACE || owner.getKind() == Tree.Kind.ANNOTATION_TYPE);
    return modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED)
        || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
  }

  private void demandSentence(String name) {
    DocCommentTree comment = sources.trees().getDocCommentTree(getCurrentPath());
    if (comment == null || comment.getFirstSentence().isEmpty()) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long start = sources.trees().getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
      found.add(name + ", line " + unit.getLineMap().getLineNumber(start));
    }
  }
}
