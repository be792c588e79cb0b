package dev.sheaf.processor.check;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Optional;

/// Holds the rules against the annotations on one part of a component's type.
final class AnnotationCheck {
  private final Site site;

  AnnotationCheck(Site site) {
    this.site = site;
  }

  /// An array with what its annotations say.
  ///
  /// @param dimsAreElsewhere whether its `@Dims` stands in a wrong place, which has been reported
  Optional<FieldType> array(ComponentType type, boolean dimsAreElsewhere) {
    Optional<DType> dtype = SupportedTypes.dtype(type);
    Optional<DeclaredAnnotation> dims = type.annotation(Dims.class);
    ArrayType plain =
        new ArrayType(
            dtype, ShapePattern.any(), type.annotation(Differentiable.class).isPresent(), List.of());
    List<Constraint> constraints = new ConstraintCheck(site).constraints(plain, type.annotations());
    if (dims.isEmpty()) {
      if (!dimsAreElsewhere) {
        site.report(
            Rule.DIMS_MISSING,
            "expected @Dims on the %s of component %%s, found none".formatted(type.simpleText()),
            "write its shape before the type, for example @Dims(\"?, 3\") %s, or @Dims(\"...\") for any shape"
                .formatted(type.simpleText()));
      }
      return Optional.empty();
    }
    reportSecond(type, dims.get());
    return shape(dims.get()).map(shape -> new ArrayType(dtype, shape, plain.differentiable(), constraints));
  }

  // Where a type parameter has dimensions and its argument, too.
  private void reportSecond(ComponentType type, DeclaredAnnotation first) {
    type.annotations().stream()
        .filter(each -> each.name().equals(first.name()) && !each.text("value").equals(first.text("value")))
        .findFirst()
        .ifPresent(second ->
            site.report(
                Rule.DIMS_MISPLACED,
                "expected one @Dims on the %s of component %%s, found %s and %s"
                    .formatted(type.simpleText(), Words.of(first), Words.of(second)),
                "remove one of them",
                second.place()));
  }

  private Optional<ShapePattern> shape(DeclaredAnnotation dims) {
    try {
      return Optional.of(ShapePattern.parse(dims.text("value")));
    } catch (IllegalArgumentException e) {
      site.report(
          Rule.DIMS_MALFORMED,
          "component %s, " + e.getMessage(),
          "separate axes with commas, as in @Dims(\"?, 3\")",
          dims.placeOf("value"));
      return Optional.empty();
    }
  }

  /// A type that is no array, with the constraints that its annotations say.
  FieldType constrained(FieldType type, ComponentType declared) {
    reportArrayAnnotations(declared);
    List<Constraint> constraints = new ConstraintCheck(site).constraints(type, declared.annotations());
    return switch (type) {
      case ScalarType(var scalar, _) -> new ScalarType(scalar, constraints);
      case TextType _ -> new TextType(constraints);
      case BytesType _ -> new BytesType(constraints);
      case ListType(var element, _) -> new ListType(element, constraints);
      case MapType(var value, _) -> new MapType(value, constraints);
      case ArrayType _, EnumType _, TimeType _, OptionalType _, RecordType _, UnionType _, SequenceType _ -> type;
    };
  }

  /// Reports all annotations on a type that takes none but `@NotNull`: an enum, a record, a sealed interface.
  void refuseAll(ComponentType declared) {
    reportArrayAnnotations(declared);
    new ConstraintCheck(site).refuseAll(declared);
  }

  private void reportArrayAnnotations(ComponentType declared) {
    if (SupportedTypes.Container.of(declared).isPresent()) {
      return; // Reported by misplacedOnContainer, which knows where they belong.
    }
    declared.annotation(Dims.class).ifPresent(dims ->
        site.report(
            Rule.DIMS_MISPLACED,
            "expected @Dims on an array in component %%s, found it on %s".formatted(declared.simpleText()),
            "remove it, or write an array class, such as @Dims(\"%s\") Float32Array".formatted(dims.text("value")),
            dims.place()));
    declared.annotation(Differentiable.class).ifPresent(differentiable ->
        site.report(
            Rule.DIFFERENTIABLE_MISPLACED,
            "expected @Differentiable on an array in component %%s, found it on %s".formatted(declared.simpleText()),
            "remove it, or write an array class, such as @Differentiable @Dims(\"\") Float32Array",
            differentiable.place()));
  }

  /// Reports annotations for arrays that stand on a type around another; tells whether `@Dims` is among them.
  boolean misplacedOnContainer(ComponentType container, ComponentType element) {
    Optional<DeclaredAnnotation> dims = container.annotation(Dims.class);
    String around = container.simpleName();
    container.annotation(Differentiable.class).ifPresent(found ->
        site.report(
            Rule.DIFFERENTIABLE_MISPLACED,
            "expected @Differentiable on the element of component %%s, found it on the %s".formatted(around),
            "write " + written(container, "@Differentiable " + element.simpleText()),
            found.place()));
    dims.ifPresent(found ->
        site.report(
            Rule.DIMS_MISPLACED,
            "expected @Dims on the element of component %%s, found it on the %s".formatted(around),
            "write " + written(container, "@Dims(\"%s\") %s".formatted(found.text("value"), element.simpleText())),
            found.place()));
    return dims.isPresent();
  }

  private static String written(ComponentType container, String element) {
    return container.arguments().size() == 2
        ? "%s<%s, %s>".formatted(container.simpleName(), container.arguments().getFirst().simpleText(), element)
        : "%s<%s>".formatted(container.simpleName(), element);
  }
}
