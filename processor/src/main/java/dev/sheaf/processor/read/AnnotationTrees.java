package dev.sheaf.processor.read;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Name;

/// Finds, in the tree of a record's declaration, the annotation or the annotation's value that a place means.
final class AnnotationTrees {
  private AnnotationTrees() {}

  static Optional<Tree> find(ClassTree record, SourcePlace place) {
    return record.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(member -> member.getName().equals(place.element().getSimpleName()))
        .flatMap(component -> annotations(component, place.part()).stream())
        .filter(tree -> place.annotation().filter(mirror -> isOf(tree, mirror)).isPresent())
        .findFirst()
        .map(tree -> place.value().flatMap(value -> valueOf(tree, value.getKey())).orElse(tree));
  }

  private static List<AnnotationTree> annotations(VariableTree component, List<Integer> part) {
    List<AnnotationTree> found = new ArrayList<>();
    Tree type = component.getType();
    if (part.isEmpty()) {
      // Before the outermost type, the grammar takes annotations on the type for modifiers of the declaration.
      found.addAll(component.getModifiers().getAnnotations());
    }
    for (int argument : part) {
      if (!(withoutAnnotations(type) instanceof ParameterizedTypeTree parameterized)) {
        return List.of();
      }
      type = parameterized.getTypeArguments().get(argument);
    }
    // In `dev.sheaf.array.@Dims("3") Float32Array` the annotation stands inside the qualified name.
    if (type instanceof AnnotatedTypeTree annotated) {
      found.addAll(annotated.getAnnotations());
    }
    if (type instanceof ParameterizedTypeTree parameterized
        && parameterized.getType() instanceof AnnotatedTypeTree annotated) {
      found.addAll(annotated.getAnnotations());
    }
    return found;
  }

  private static Tree withoutAnnotations(Tree type) {
    return type instanceof AnnotatedTypeTree annotated ? annotated.getUnderlyingType() : type;
  }

  private static boolean isOf(AnnotationTree tree, AnnotationMirror mirror) {
    Name name = mirror.getAnnotationType().asElement().getSimpleName();
    return switch (tree.getAnnotationType()) {
      case IdentifierTree simple -> simple.getName().equals(name);
      case MemberSelectTree qualified -> qualified.getIdentifier().equals(name);
      default -> false;
    };
  }

  private static Optional<Tree> valueOf(AnnotationTree tree, String element) {
    for (Tree argument : tree.getArguments()) {
      if (!(argument instanceof AssignmentTree assignment)) {
        return Optional.of(argument);
      }
      if (assignment.getVariable() instanceof IdentifierTree name && name.getName().contentEquals(element)) {
        return Optional.of(assignment.getExpression());
      }
    }
    return Optional.empty();
  }
}
