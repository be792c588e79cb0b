package dev.sheaf.processor.check;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.Finite;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns annotations into constraints, Sheaf's own and those of Jakarta Validation, which are known by their names.
final class ConstraintCheck {
  private static final String NOT_NULL = "jakarta.validation.constraints.NotNull";

  // The elements whose values may be wrong.
  private static final List<String> CHECKED = List.of("regexp", "value", "min", "max", "integer");

  private final Site site;

  ConstraintCheck(Site site) {
    this.site = site;
  }

  /// The constraints that annotations put on a value of `type`. What is wrong with one is reported, and it is left out.
  List<Constraint> constraints(FieldType type, List<DeclaredAnnotation> annotations) {
    List<Constraint> constraints = new ArrayList<>();
    for (DeclaredAnnotation annotation : annotations) {
      if (annotation.name().equals(Finite.class.getName())) {
        finite(type, annotation).ifPresent(constraints::add);
      } else if (annotation.name().equals(InRange.class.getName())) {
        inRange(type, annotation).ifPresent(constraints::add);
      } else if (isForeign(annotation) && !annotation.name().equals(NOT_NULL)) {
        foreign(type, annotation).ifPresent(constraints::add);
      }
    }
    if (!Satisfiability.isPossible(type, constraints)) {
      site.report(
          Rule.CONSTRAINT_UNSATISFIABLE,
          "expected constraints that some value of component %%s keeps, found %s".formatted(written(annotations)),
          "widen one of them",
          annotations.stream()
              .filter(each -> isForeign(each) || each.name().equals(InRange.class.getName()))
              .reduce((_, last) -> last)
              .map(DeclaredAnnotation::place)
              .orElse(site.place()));
    }
    return constraints;
  }

  /// Reports all constraints on a type that takes none but `@NotNull`.
  void refuseAll(ComponentType type) {
    for (DeclaredAnnotation annotation : type.annotations()) {
      if (annotation.name().equals(Finite.class.getName())) {
        reportFinite(type.simpleText(), annotation);
      } else if (annotation.name().equals(InRange.class.getName())) {
        reportRange(type.simpleText(), annotation);
      } else if (isForeign(annotation) && !annotation.name().equals(NOT_NULL)) {
        reportMisplaced(type.simpleText(), annotation, "remove it");
      }
    }
  }

  // Sheaf's own annotations for arrays are held by others.
  private static boolean isForeign(DeclaredAnnotation annotation) {
    return !annotation.name().startsWith(Finite.class.getPackageName() + ".");
  }

  private Optional<Constraint> finite(FieldType type, DeclaredAnnotation annotation) {
    boolean floating =
        switch (type) {
          case ArrayType(Optional<DType> dtype, _, _, _) ->
              dtype.map(DType::kind).filter(kind -> kind.compareTo(DType.Kind.FLOAT) < 0).isEmpty();
          case ScalarType(Scalar scalar, _) -> scalar.dtype().kind() == DType.Kind.FLOAT;
          default -> false;
        };
    if (floating) {
      return Optional.of(new Constraint.NoNanOrInfinity());
    }
    reportFinite(Words.of(type), annotation);
    return Optional.empty();
  }

  private void reportFinite(String found, DeclaredAnnotation annotation) {
    site.report(
        Rule.FINITE_MISPLACED,
        "expected @Finite on floating-point or complex numbers in component %%s, found it on %s".formatted(found),
        "remove it",
        annotation.place());
  }

  private Optional<Constraint> inRange(FieldType type, DeclaredAnnotation annotation) {
    boolean ordered =
        switch (type) {
          case ArrayType(Optional<DType> dtype, _, _, _) -> dtype.filter(ConstraintCheck::isOrdered).isPresent();
          case ScalarType(Scalar scalar, _) -> isOrdered(scalar.dtype());
          default -> false;
        };
    if (!ordered) {
      reportRange(Words.of(type), annotation);
      return Optional.empty();
    }
    String min = annotation.text("min");
    String max = annotation.text("max");
    if (min.isBlank() && max.isBlank()) {
      site.report(
          Rule.RANGE_MALFORMED,
          "expected a bound under @InRange of component %s, found none",
          "write for example @InRange(min = \"0\", max = \"1\")",
          annotation.place());
      return Optional.empty();
    }
    Optional<Optional<BigDecimal>> low = bound(annotation, "min", Rule.RANGE_MALFORMED);
    Optional<Optional<BigDecimal>> high = bound(annotation, "max", Rule.RANGE_MALFORMED);
    return low.isEmpty() || high.isEmpty()
        ? Optional.empty()
        : Optional.of(new Constraint.Range(low.get(), true, high.get(), true));
  }

  private void reportRange(String found, DeclaredAnnotation annotation) {
    site.report(
        Rule.RANGE_MISPLACED,
        "expected @InRange on numbers with an order in component %%s, found it on %s".formatted(found),
        "remove it",
        annotation.place());
  }

  private static boolean isOrdered(DType dtype) {
    return dtype.kind() != DType.Kind.BOOL && dtype.kind() != DType.Kind.COMPLEX;
  }

  /// The bound, if there is one; empty when it is malformed, which has been reported.
  private Optional<Optional<BigDecimal>> bound(DeclaredAnnotation annotation, String element, Rule rule) {
    String text = annotation.text(element).strip();
    if (text.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    try {
      return Optional.of(Optional.of(new BigDecimal(text)));
    } catch (NumberFormatException _) {
      site.report(
          rule,
          "expected a decimal number as the bound of component %%s, found \"%s\"".formatted(text),
          "write for example \"0.5\"",
          annotation.placeOf(element));
      return Optional.empty();
    }
  }

  private Optional<Constraint> foreign(FieldType type, DeclaredAnnotation annotation) {
    if (!annotation.list("groups").isEmpty()) {
      site.report(
          Rule.CONSTRAINT_UNKNOWN,
          "expected a constraint without groups in component %%s, found @%s with some"
              .formatted(annotation.simpleName()),
          "remove the groups: data is always checked",
          annotation.placeOf("groups"));
      return Optional.empty();
    }
    Optional<JakartaConstraint> known = JakartaConstraint.of(annotation);
    if (known.isEmpty()) {
      site.report(
          Rule.CONSTRAINT_UNKNOWN,
          "expected a constraint that looks at the value alone in component %%s, found @%s"
              .formatted(annotation.simpleName()),
          "remove it, and check the value in the record's constructor",
          annotation.place());
      return Optional.empty();
    }
    if (!known.get().holdsFor(type)) {
      reportMisplaced(Words.of(type), annotation, advice(type, annotation));
      return Optional.empty();
    }
    try {
      return Optional.of(known.get().constraint(annotation));
    } catch (IllegalArgumentException e) {
      site.report(
          Rule.CONSTRAINT_MALFORMED,
          "expected values under @%s of component %%s that can be checked, found %s"
              .formatted(annotation.simpleName(), e.getMessage()),
          "correct the value",
          annotation.placeOf(CHECKED.stream().filter(annotation.values()::containsKey).findFirst().orElse("")));
      return Optional.empty();
    }
  }

  private void reportMisplaced(String found, DeclaredAnnotation annotation, String advice) {
    site.report(
        Rule.CONSTRAINT_MISPLACED,
        "expected @%s on %s in component %%s, found it on %s"
            .formatted(
                annotation.simpleName(),
                JakartaConstraint.of(annotation).map(JakartaConstraint::subjects).orElse("a value"),
                found),
        advice,
        annotation.place());
  }

  private static String advice(FieldType type, DeclaredAnnotation annotation) {
    return switch (type) {
      case ArrayType _ when annotation.simpleName().equals("Size") || annotation.simpleName().equals("NotEmpty") ->
          "say the shape with @Dims";
      case ArrayType _ -> "say the range of the elements with @InRange";
      case OptionalType _ -> "write it inside, as in Optional<@%s ...>".formatted(annotation.simpleName());
      case SequenceType _ -> "write it on the elements, as in LazySequence<@%s ...>".formatted(annotation.simpleName());
      case TextType _, BytesType _, ListType _, MapType _ -> "remove it, or use @Size for the length";
      default -> "remove it";
    };
  }

  private static String written(List<DeclaredAnnotation> annotations) {
    return Words.list(
        annotations.stream()
            .filter(each -> isForeign(each) || each.name().equals(InRange.class.getName()))
            .map(Words::of)
            .toList());
  }
}
