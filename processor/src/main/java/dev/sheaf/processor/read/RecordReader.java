package dev.sheaf.processor.read;

import dev.sheaf.processor.model.DeclaredName;
import dev.sheaf.processor.model.DeclaredRecord;
import dev.sheaf.processor.model.DeclaredRecord.Kind;
import dev.sheaf.processor.model.GeneratedNames;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/// Reads an annotated type, and all types that it is made of, as the compiler knows them into plain values.
public final class RecordReader {
  private final Elements elements;
  private final SourceTypes sources;

  /// A reader for one run of the compiler, which says what `elements` there are.
  public RecordReader(Elements elements) {
    this.elements = elements;
    this.sources = new SourceTypes(elements);
  }

  /// What is declared; empty while the compiler does not know all types and values in it. What it does not know may be
  /// written by another processor in a later round; if not, the compiler reports it, and nothing else needs to be said.
  public Optional<DeclaredRecord> read(TypeElement type) {
    DeclarationReader reader = new DeclarationReader(elements, sources);
    DeclaredName name = reader.nameOf(type);
    Scope scope = Scope.of(type);
    DeclaredRecord declared =
        new DeclaredRecord(
            kindOf(type),
            name,
            DeclarationReader.accessOf(type),
            !type.getTypeParameters().isEmpty(),
            reader.descriptionOf(type),
            reader.components(type, scope),
            reader.warnings(),
            takenNames(name),
            shadowing(name),
            reader.isTooLarge(),
            SourcePlace.of(type));
    return reader.isComplete() ? Optional.of(declared) : Optional.empty();
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

  private Set<String> shadowing(DeclaredName name) {
    return GeneratedNames.OF_JAVA_LANG.stream()
        .filter(simple -> elements.getTypeElement(name.inPackage(simple)) != null)
        .collect(Collectors.toSet());
  }

  private Set<String> takenNames(DeclaredName name) {
    return name.generated().all(true, true).stream()
        .filter(generated -> sources.declare(name.inPackage(generated)))
        .collect(Collectors.toSet());
  }
}
