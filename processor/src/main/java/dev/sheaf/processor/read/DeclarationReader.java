package dev.sheaf.processor.read;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.DeclaredName;
import dev.sheaf.processor.model.DeclaredRecord.Access;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Declaration.Body;
import dev.sheaf.processor.model.Declaration.Constant;
import dev.sheaf.processor.model.Place;
import dev.sheaf.schema.Default;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Discriminator;
import dev.sheaf.schema.DiscriminatorValue;
import dev.sheaf.schema.FieldName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/// Reads what types declare, and notes on the way what a compiler would warn of and what it does not know yet. For one
/// record.
final class DeclarationReader {
  /// Records are read as a tree: one that is used in many places is there many times.
  private static final int MOST_TYPES_AND_FIELDS = 10_000;

  private final Elements elements;
  private final SourceTypes sources;
  private final Set<String> warnings = new TreeSet<>();
  private boolean complete = true;
  private int size;

  DeclarationReader(Elements elements, SourceTypes sources) {
    this.elements = elements;
    this.sources = sources;
  }

  /// Whether everything that was read is known to the compiler.
  boolean isComplete() {
    return complete;
  }

  /// Whether there is more in the record than is read.
  boolean isTooLarge() {
    return size > MOST_TYPES_AND_FIELDS;
  }

  void incomplete() {
    complete = false;
  }

  /// What compilers warn of where the types that were read are used, in the words of `@SuppressWarnings`, sorted.
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// The components of the record that was opened last; none if it is no record.
  List<DeclaredComponent> components(TypeElement type, Scope scope) {
    size += type.getRecordComponents().size() + 1;
    if (isTooLarge()) {
      return List.of();
    }
    noteWarnings(type);
    noteUnknown(type);
    List<DeclaredComponent> components = new ArrayList<>();
    // Codecs call the canonical one; to be silent about another does no harm.
    ElementFilter.constructorsIn(type.getEnclosedElements()).forEach(this::noteWarning);
    for (RecordComponentElement component : type.getRecordComponents()) {
      noteUnknown(component);
      if (component.getAccessor() != null) {
        noteWarning(component.getAccessor());
      }
      components.add(
          new DeclaredComponent(
              component.getSimpleName().toString(),
              new TypeReader(this, component, scope).read(component.asType()),
              descriptionOf(component),
              annotation(component, FieldName.class, scope.outside()),
              annotation(component, Default.class, scope.outside()),
              scope.outside().orElseGet(() -> SourcePlace.of(component))));
    }
    return components;
  }

  /// What the type behind a name declares.
  ///
  /// @param arguments the type arguments that were given for it
  /// @param scope what is known where the name stands
  /// @param place where it stands
  Declaration read(TypeElement type, List<ComponentType> arguments, Scope scope, Place place) {
    noteWarnings(type);
    noteUnknown(type);
    Optional<Place> outside =
        sources.isFromSource(type) ? Optional.empty() : Optional.of(scope.outside().orElse(place));
    Map<String, ComponentType> known = new HashMap<>();
    for (int i = 0; i < Math.min(arguments.size(), type.getTypeParameters().size()); i++) {
      known.put(type.getTypeParameters().get(i).getSimpleName().toString(), arguments.get(i));
    }
    return new Declaration(
        nameOf(type),
        accessOf(type),
        descriptionOf(type),
        annotation(type, Discriminator.class, outside),
        annotation(type, DiscriminatorValue.class, outside),
        body(type, scope, scope.inside(type, known, outside)));
  }

  private Body body(TypeElement type, Scope around, Scope inside) {
    boolean isSealed = type.getKind() == ElementKind.INTERFACE && type.getModifiers().contains(Modifier.SEALED);
    if (type.getKind() == ElementKind.RECORD || isSealed) {
      List<String> circle = around.circle(type);
      if (!circle.isEmpty()) {
        return new Body.Circle(circle);
      }
    }
    return switch (type.getKind()) {
      case RECORD -> new Body.Components(components(type, inside));
      case ENUM -> new Body.Constants(constants(type, inside.outside()));
      case INTERFACE -> isSealed ? new Body.Permitted(permitted(type, inside)) : new Body.Other("interface");
      case ANNOTATION_TYPE -> new Body.Other("annotation interface");
      default -> new Body.Other("class");
    };
  }

  private List<Constant> constants(TypeElement type, Optional<Place> outside) {
    List<Constant> constants = new ArrayList<>();
    for (Element member : type.getEnclosedElements()) {
      if (member.getKind() == ElementKind.ENUM_CONSTANT) {
        noteUnknown(member);
        noteWarning(member);
        constants.add(
            new Constant(member.getSimpleName().toString(), annotation(member, FieldName.class, outside)));
      }
    }
    return constants;
  }

  private List<ComponentType> permitted(TypeElement type, Scope inside) {
    size += type.getPermittedSubclasses().size() + 1;
    if (isTooLarge()) {
      return List.of();
    }
    List<ComponentType> permitted = new ArrayList<>();
    for (TypeMirror member : type.getPermittedSubclasses()) {
      TypeElement element = (TypeElement) ((DeclaredType) member).asElement();
      Inference.arguments(element, type, inside.arguments())
          .ifPresent(arguments -> permitted.add(new TypeReader(this, type, inside).declared(element, arguments)));
    }
    return permitted;
  }

  private static Optional<DeclaredAnnotation> annotation(Element element, Class<?> annotation, Optional<Place> outside) {
    return Annotations.read(
        element.getAnnotationMirrors(),
        annotation,
        (mirror, value) -> outside.orElseGet(() -> SourcePlace.of(element, mirror, value)));
  }

  /// What the element's `@Description` says; empty if it has none.
  String descriptionOf(Element element) {
    return annotation(element, Description.class, Optional.empty()).map(found -> found.text("value")).orElse("");
  }

  private void noteUnknown(Element element) {
    complete &= Annotations.areComplete(element.getAnnotationMirrors());
  }

  private void noteWarnings(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      noteWarning(at);
    }
  }

  private void noteWarning(Element element) {
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    if (deprecated != null) {
      warnings.add(deprecated.forRemoval() ? "removal" : "deprecation");
    }
  }

  DeclaredName nameOf(TypeElement type) {
    List<String> names = new ArrayList<>();
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      names.addFirst(at.getSimpleName().toString());
    }
    return new DeclaredName(elements.getPackageOf(type).getQualifiedName().toString(), names);
  }

  static Access accessOf(TypeElement type) {
    Access access = Access.PUBLIC;
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      Set<Modifier> modifiers = at.getModifiers();
      if (modifiers.contains(Modifier.PRIVATE)) {
        return Access.PRIVATE;
      }
      if (!modifiers.contains(Modifier.PUBLIC)) {
        access = Access.PACKAGE;
      }
    }
    return access;
  }
}
