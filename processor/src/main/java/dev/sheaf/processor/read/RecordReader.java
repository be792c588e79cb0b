package dev.sheaf.processor.read;

import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.DeclaredRecord;
import dev.sheaf.processor.model.DeclaredRecord.Access;
import dev.sheaf.processor.model.DeclaredRecord.Kind;
import dev.sheaf.processor.model.RecordName;
import dev.sheaf.schema.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/// Reads an annotated type as the compiler knows it into plain values.
public final class RecordReader {
  private final Elements elements;
  private final SourceTypes sources;

  /// A reader for one run of the compiler, which says what `elements` there are.
  public RecordReader(Elements elements) {
    this.elements = elements;
    this.sources = new SourceTypes(elements);
  }

  /// What is declared; empty while the compiler does not know all types and values in it.
  public Optional<DeclaredRecord> read(TypeElement type) {
    return Resolution.isComplete(type) ? Optional.of(readComplete(type)) : Optional.empty();
  }

  private DeclaredRecord readComplete(TypeElement type) {
    RecordName name = nameOf(type);
    return new DeclaredRecord(
        kindOf(type),
        name,
        accessOf(type),
        warningsOf(type),
        !type.getTypeParameters().isEmpty(),
        descriptionOf(type),
        type.getRecordComponents().stream().map(RecordReader::readComponent).toList(),
        takenNames(name),
        SourcePlace.of(type));
  }

  private static DeclaredComponent readComponent(RecordComponentElement component) {
    return new DeclaredComponent(
        component.getSimpleName().toString(),
        TypeReader.read(component),
        descriptionOf(component),
        SourcePlace.of(component));
  }

  private RecordName nameOf(TypeElement type) {
    List<String> names = new ArrayList<>();
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      names.addFirst(at.getSimpleName().toString());
    }
    return new RecordName(elements.getPackageOf(type).getQualifiedName().toString(), names);
  }

  private static Kind kindOf(TypeElement type) {
    return switch (type.getKind()) {
      case RECORD -> Kind.RECORD;
      case INTERFACE -> Kind.INTERFACE;
      case ENUM -> Kind.ENUM;
      case ANNOTATION_TYPE -> Kind.ANNOTATION;
      default -> Kind.CLASS;
    };
  }

  private static Access accessOf(TypeElement type) {
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

  private static List<String> warningsOf(TypeElement type) {
    return Stream.iterate((Element) type, TypeElement.class::isInstance, Element::getEnclosingElement)
        .map(at -> at.getAnnotation(Deprecated.class))
        .filter(Objects::nonNull)
        .map(deprecated -> deprecated.forRemoval() ? "removal" : "deprecation")
        .sorted()
        .distinct()
        .toList();
  }

  private static String descriptionOf(Element element) {
    return Annotations.find(element.getAnnotationMirrors(), Description.class)
        .flatMap(Annotations::onlyValue)
        .map(Annotations::text)
        .orElse("");
  }

  private Set<String> takenNames(RecordName name) {
    return name.generated().all(true).stream()
        .filter(generated -> sources.declare(name.inPackage(generated)))
        .collect(Collectors.toSet());
  }
}
