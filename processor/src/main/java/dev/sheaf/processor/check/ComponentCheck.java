package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.DeclaredDims;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.Place;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.ShapePattern;
import java.util.Optional;
import java.util.function.Consumer;

/// Holds the rules against the type of one component. For one component.
final class ComponentCheck {
  private final DeclaredComponent component;
  private final Consumer<Finding> findings;

  ComponentCheck(DeclaredComponent component, Consumer<Finding> findings) {
    this.component = component;
    this.findings = findings;
  }

  /// What the component holds; empty when something is wrong with its type, which has been reported then.
  Optional<FieldType> fieldType() {
    return SupportedTypes.isSequence(component.type())
        ? sequenceType(component.type())
        : arrayType(component.type(), false).map(FieldType.class::cast);
  }

  private Optional<FieldType> sequenceType(ComponentType sequence) {
    if (sequence.form() == Form.RAW) {
      report(
          Rule.SEQUENCE_RAW,
          "expected LazySequence with the type of its elements in component %s, found LazySequence alone",
          "write for example LazySequence<@Dims(\"?, 3\") Float32Array>",
          component.place());
      return Optional.empty();
    }
    ComponentType element = sequence.arguments().getFirst();
    boolean misplaced = reportMisplaced(sequence, element.simpleText());
    if (element.form() == Form.WILDCARD) {
      report(
          Rule.SEQUENCE_WILDCARD,
          "expected one array type as the element of component %s, found the wildcard " + element.name(),
          "write for example LazySequence<@Dims(\"?, 3\") Float32Array>",
          component.place());
      return Optional.empty();
    }
    if (SupportedTypes.isSequence(element)) {
      report(
          Rule.SEQUENCE_NESTED,
          "expected an array as the element of component %s, found another LazySequence",
          "put the inner arrays end to end, or give each inner sequence a component of its own",
          component.place());
      return Optional.empty();
    }
    return arrayType(element, misplaced).map(SequenceType::new);
  }

  private Optional<ArrayType> arrayType(ComponentType type, boolean dimsAreElsewhere) {
    Optional<DType> dtype = SupportedTypes.dtype(type);
    if (dtype.isEmpty()) {
      reportUnsupported(type);
      return Optional.empty();
    }
    if (type.dims().isEmpty()) {
      if (!dimsAreElsewhere) {
        report(
            Rule.DIMS_MISSING,
            "expected @Dims on the %s of component %%s, found none".formatted(type.simpleText()),
            "write its shape before the type, for example @Dims(\"?, 3\") %s, or @Dims(\"...\") for any shape"
                .formatted(type.simpleText()),
            component.place());
      }
      return Optional.empty();
    }
    return shape(type.dims().get()).map(shape -> new ArrayType(dtype.get(), shape, type.differentiable().isPresent()));
  }

  private Optional<ShapePattern> shape(DeclaredDims dims) {
    try {
      return Optional.of(ShapePattern.parse(dims.text()));
    } catch (IllegalArgumentException e) {
      findings.accept(
          new Finding(
              Rule.DIMS_MALFORMED,
              "component %s, %s".formatted(component.name(), e.getMessage()),
              "separate axes with commas, as in @Dims(\"?, 3\")",
              dims.textPlace()));
      return Optional.empty();
    }
  }

  private void reportUnsupported(ComponentType type) {
    if (type.form() == Form.VARIABLE) {
      return; // The record is generic, and that is reported.
    }
    report(
        Rule.TYPE_UNSUPPORTED,
        ("expected an array class such as Float32Array, or LazySequence of one, in component %%s, found %s, which this "
                + "version does not support")
            .formatted(component.type().simpleText()),
        SupportedTypes.replacement(component.type())
            .map("write %s instead"::formatted)
            .orElse("use one of these types, or leave the component out"),
        component.place());
  }

  /// Reports annotations for arrays that stand on a sequence; tells whether `@Dims` is among them.
  private boolean reportMisplaced(ComponentType sequence, String element) {
    sequence.differentiable().ifPresent(place ->
        report(
            Rule.DIFFERENTIABLE_MISPLACED,
            "expected @Differentiable on the element of component %s, found it on the LazySequence",
            "write LazySequence<@Differentiable %s>".formatted(element),
            place));
    sequence.dims().ifPresent(dims ->
        report(
            Rule.DIMS_MISPLACED,
            "expected @Dims on the element of component %s, found it on the LazySequence",
            "write LazySequence<@Dims(\"%s\") %s>".formatted(dims.text(), element),
            dims.place()));
    return sequence.dims().isPresent();
  }

  private void report(Rule rule, String message, String advice, Place place) {
    findings.accept(new Finding(rule, message.formatted(component.name()), advice, place));
  }
}
