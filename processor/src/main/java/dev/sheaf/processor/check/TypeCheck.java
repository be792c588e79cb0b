package dev.sheaf.processor.check;

import dev.sheaf.processor.check.SupportedTypes.Container;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.DeclaredRecord.Access;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Declaration.Body;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.SequenceType;
import java.util.List;
import java.util.Optional;

/// Holds the rules against the type of one component, from the outside inwards.
final class TypeCheck {
  private final Site site;
  private final AnnotationCheck annotations;

  TypeCheck(Site site) {
    this.site = site;
    this.annotations = new AnnotationCheck(site);
  }

  /// What a value of the type is; empty when something is wrong with it, which has been reported then.
  Optional<DescribedType> type(ComponentType type) {
    return type(type, false);
  }

  /// @param dimsAreElsewhere whether a `@Dims` for this type stands in a wrong place, which has been reported
  private Optional<DescribedType> type(ComponentType type, boolean dimsAreElsewhere) {
    return switch (type.form()) {
      case VARIABLE -> {
        reportUnknown(type);
        yield Optional.empty();
      }
      case WILDCARD, RAW -> {
        reportRaw(type);
        yield Optional.empty();
      }
      case CLASS, PRIMITIVE, ARRAY -> known(type, dimsAreElsewhere);
    };
  }

  private Optional<DescribedType> known(ComponentType type, boolean dimsAreElsewhere) {
    if (SupportedTypes.isArray(type)) {
      return annotations.array(type, dimsAreElsewhere).map(array -> new DescribedType.Value(type, array));
    }
    Optional<FieldType> single = SupportedTypes.single(type);
    if (single.isPresent()) {
      return Optional.of(new DescribedType.Value(type, annotations.constrained(single.get(), type)));
    }
    Optional<Container> container = Container.of(type);
    if (container.isPresent()) {
      return container(container.get(), type);
    }
    return type.declaration().map(declaration -> declared(type, declaration)).orElseGet(() -> unsupported(type));
  }

  private Optional<DescribedType> declared(ComponentType type, Declaration declaration) {
    if (declaration.body() instanceof Body.Other) {
      return unsupported(type);
    }
    if (!site.reaches(declaration)) {
      reportUnreachable(type, declaration);
      return Optional.empty();
    }
    StructureCheck structures = new StructureCheck(site);
    annotations.refuseAll(type);
    return switch (declaration.body()) {
      case Body.Components components ->
          structures.structure(type, declaration, components).map(DescribedType.class::cast);
      case Body.Constants constants -> structures.constant(type, declaration, constants).map(DescribedType.class::cast);
      case Body.Permitted _ -> new UnionCheck(site).choice(type, declaration).map(DescribedType.class::cast);
      case Body.Circle(List<String> names) -> {
        site.report(
            Rule.RECORD_RECURSIVE,
            "expected a type that does not contain itself in component %%s, found %s"
                .formatted(String.join(" -> ", names)),
            "break the circle, for example with a list of all and positions in it");
        yield Optional.empty();
      }
      case Body.Other _ -> Optional.empty();
    };
  }

  private Optional<DescribedType> container(Container container, ComponentType type) {
    ComponentType element = type.arguments().getLast();
    boolean misplaced = annotations.misplacedOnContainer(type, element);
    if (container == Container.MAP && !isText(type.arguments().getFirst())) {
      ComponentType key = type.arguments().getFirst();
      site.report(
          Rule.MAP_KEY,
          "expected String as the key of the Map in component %%s, found %s%s"
              .formatted(key.simpleText(), key.annotations().isEmpty() ? "" : " with annotations"),
          "write Map<String, %s>".formatted(element.simpleText()));
      return Optional.empty();
    }
    if (container == Container.SEQUENCE && element.form() == Form.WILDCARD) {
      site.report(
          Rule.SEQUENCE_WILDCARD,
          "expected one type as the element of component %%s, found the wildcard %s".formatted(element.name()),
          "write for example " + container.example());
      return Optional.empty();
    }
    if (container == Container.OPTIONAL && Container.of(element).filter(Container.OPTIONAL::equals).isPresent()) {
      site.report(
          Rule.OPTIONAL_NESTED,
          "expected a value inside the Optional of component %s, found another Optional",
          "write one Optional");
      return Optional.empty();
    }
    Optional<DescribedType> inner = type(element, misplaced);
    return inner.map(
        known -> new DescribedType.Container(type, containing(container, known.schema(), type), known));
  }

  private FieldType containing(Container container, FieldType element, ComponentType type) {
    FieldType plain =
        switch (container) {
          case SEQUENCE -> new SequenceType(element);
          case OPTIONAL -> new OptionalType(element);
          case LIST -> new ListType(element, List.of());
          case MAP -> new MapType(element, List.of());
        };
    return annotations.constrained(plain, type);
  }

  private static boolean isText(ComponentType key) {
    return key.name().equals(String.class.getName()) && key.annotations().isEmpty();
  }

  private Optional<DescribedType> unsupported(ComponentType type) {
    boolean isInterface =
        type.declaration().filter(declared -> declared.body().equals(new Body.Other("interface"))).isPresent();
    Optional<String> instead = Suggestions.insteadOf(type);
    if (isInterface && instead.isEmpty() && !type.name().startsWith("java.")) {
      site.report(
          Rule.INTERFACE_NOT_SEALED,
          "expected a sealed interface of records in component %%s, found interface %s, which anybody may implement"
              .formatted(type.simpleText()),
          "declare it sealed, and what implements it as records");
    } else {
      site.report(
          Rule.TYPE_UNSUPPORTED,
          "expected a type that data can say in component %%s, found %s".formatted(found(type)),
          instead.map("write %s instead"::formatted).orElse("declare it as a record, or leave the component out"));
    }
    return Optional.empty();
  }

  private static String found(ComponentType type) {
    return type.declaration()
        .map(declared -> declared.body() instanceof Body.Other(String word) ? word + " " : "")
        .orElse("")
        + type.simpleText();
  }

  private void reportRaw(ComponentType type) {
    boolean sequence = SupportedTypes.isSequence(type);
    String example = Container.of(type).map(Container::example).orElse(type.simpleName() + "<...>");
    if (type.form() == Form.RAW) {
      site.report(
          sequence ? Rule.SEQUENCE_RAW : Rule.TYPE_RAW,
          "expected %1$s with its type arguments in component %%s, found %1$s alone".formatted(type.simpleName()),
          "write for example " + example);
    } else {
      site.report(
          Rule.TYPE_WILDCARD,
          "expected one type as the type argument in component %%s, found the wildcard %s".formatted(type.name()),
          "write the type itself");
    }
  }

  private void reportUnknown(ComponentType variable) {
    site.report(
        Rule.TYPE_ARGUMENT_UNKNOWN,
        "expected a type that is known in component %%s, found the type parameter %s".formatted(variable.name()),
        "give the type where the record or the interface is named");
  }

  private void reportUnreachable(ComponentType type, Declaration declaration) {
    boolean isPrivate = declaration.access() == Access.PRIVATE;
    site.report(
        Rule.TYPE_UNREACHABLE,
        "expected a type that package %s can use in component %%s, found %s, which is %s"
            .formatted(
                site.home().isEmpty() ? "(unnamed)" : site.home(),
                type.simpleText(),
                isPrivate ? "private" : "visible in package " + declaration.name().packageName() + " only"),
        isPrivate ? "remove 'private'" : "declare it public");
  }
}
