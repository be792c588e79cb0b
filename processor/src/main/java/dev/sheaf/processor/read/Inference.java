package dev.sheaf.processor.read;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/// Finds the type arguments of a permitted type that follow from those of its sealed interface: where `Full<T>` is a
/// `Held<List<T>>`, a `Full` behind `Held<List<String>>` is a `Full<String>`. For one permitted type.
final class Inference {
  private final Map<String, ComponentType> known = new HashMap<>();

  private Inference() {}

  /// The type arguments of `member`; what does not follow stays a variable. Empty if it cannot be behind `of` with
  /// these arguments at all: `Ints`, which is a `Held<Integer>`, is no `Held<String>`.
  static Optional<List<ComponentType>> arguments(
      TypeElement member, TypeElement of, Map<String, ComponentType> arguments) {
    Inference inference = new Inference();
    for (TypeMirror parent : member.getInterfaces()) {
      if (parent instanceof DeclaredType declared
          && declared.asElement().equals(of)
          && !inference.fits(declared, of, arguments)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        member.getTypeParameters().stream()
            .map(parameter -> parameter.getSimpleName().toString())
            .map(name -> inference.known.getOrDefault(name, TypeReader.variable(name)))
            .toList());
  }

  private boolean fits(DeclaredType parent, TypeElement of, Map<String, ComponentType> arguments) {
    boolean fits = true;
    for (int i = 0; i < parent.getTypeArguments().size(); i++) {
      ComponentType argument = arguments.get(of.getTypeParameters().get(i).getSimpleName().toString());
      fits &= argument == null || fits(parent.getTypeArguments().get(i), argument);
    }
    return fits;
  }

  /// Whether `actual` may be what `pattern` says; notes what its type variables stand for.
  private boolean fits(TypeMirror pattern, ComponentType actual) {
    if (pattern instanceof TypeVariable variable) {
      ComponentType before = known.putIfAbsent(variable.asElement().getSimpleName().toString(), actual);
      return before == null || before.simpleText().equals(actual.simpleText());
    }
    if (actual.form() == Form.CLASS && pattern instanceof DeclaredType declared) {
      List<? extends TypeMirror> inner = declared.getTypeArguments();
      boolean fits = ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(actual.name());
      for (int i = 0; fits && i < Math.min(inner.size(), actual.arguments().size()); i++) {
        fits = fits(inner.get(i), actual.arguments().get(i));
      }
      return fits;
    }
    return actual.form() == Form.ARRAY
        ? pattern instanceof ArrayType
        : actual.form() != Form.CLASS || !(pattern instanceof ArrayType); // All others are reported elsewhere.
  }
}
