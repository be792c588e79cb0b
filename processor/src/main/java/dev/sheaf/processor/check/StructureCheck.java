package dev.sheaf.processor.check;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Declaration.Body;
import dev.sheaf.processor.model.Declaration.Constant;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.RecordSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the rules against a record or an enum inside a record.
final class StructureCheck {
  private final Site site;

  StructureCheck(Site site) {
    this.site = site;
  }

  /// A record that stands for itself.
  Optional<DescribedType.Structure> structure(
      ComponentType type, Declaration declaration, Body.Components components) {
    reportMisplaced(declaration.discriminator(), declaration);
    return variant(type, declaration, components);
  }

  /// A record that is one of several: its tag says something even where it has no components.
  Optional<DescribedType.Structure> variant(
      ComponentType type, Declaration declaration, Body.Components components) {
    List<Site> sites = components.components().stream().map(each -> site.inside(declaration, each)).toList();
    List<DescribedField> fields = FieldsCheck.fields(components.components(), sites);
    if (fields.size() != components.components().size()) {
      return Optional.empty();
    }
    RecordSchema schema =
        new RecordSchema(
            declaration.name().binary(),
            declaration.description().strip(),
            false,
            fields.stream().map(DescribedField::schema).toList());
    return Optional.of(new DescribedType.Structure(type, new RecordType(schema), fields));
  }

  /// An enum.
  Optional<DescribedType.Constant> constant(ComponentType type, Declaration declaration, Body.Constants constants) {
    reportMisplaced(declaration.discriminator(), declaration);
    reportMisplaced(declaration.tag(), declaration);
    String name = declaration.name().nested();
    if (constants.constants().isEmpty()) {
      site.report(
          Rule.ENUM_EMPTY,
          "expected at least one constant in enum %s of component %%s, found none".formatted(name),
          "add one for each name in the data");
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Constant constant : constants.constants()) {
      String value = constant.fieldName().map(given -> given.text("value")).orElse(constant.name());
      if (values.putIfAbsent(value, constant.name()) != null) {
        site.report(
            Rule.ENUM_NAME_TAKEN,
            "expected a name in the data for constant %s of enum %s that no other has, found \"%s\", which %s has"
                .formatted(constant.name(), name, value, values.get(value)),
            "give one of them another @FieldName",
            constant.fieldName().map(given -> given.placeOf("value")).orElse(site.place()));
        return Optional.empty();
      }
    }
    return Optional.of(
        new DescribedType.Constant(
            type,
            new EnumType(declaration.name().binary(), List.copyOf(values.keySet())),
            List.copyOf(values.values())));
  }

  private void reportMisplaced(Optional<DeclaredAnnotation> annotation, Declaration declaration) {
    annotation.ifPresent(found ->
        site.report(
            Rule.DISCRIMINATOR_MISPLACED,
            "expected @%s on a %s in component %%s, found it on %s"
                .formatted(
                    found.simpleName(),
                    found.simpleName().equals("Discriminator") ? "sealed interface" : "record of a sealed interface",
                    declaration.name().nested()),
            "remove it",
            found.place()));
  }
}
