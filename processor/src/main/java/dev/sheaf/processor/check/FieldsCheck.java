package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.schema.FieldSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the rules against the components of one record.
final class FieldsCheck {
  private final Map<String, DeclaredComponent> names = new HashMap<>();

  private FieldsCheck() {}

  /// The fields that the components describe; only some where something is wrong, which has been reported then.
  ///
  /// @param sites where each component stands
  static List<DescribedField> fields(List<DeclaredComponent> components, List<Site> sites) {
    FieldsCheck check = new FieldsCheck();
    List<DescribedField> fields = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      check.field(components.get(i), sites.get(i)).ifPresent(fields::add);
    }
    return fields;
  }

  private Optional<DescribedField> field(DeclaredComponent component, Site site) {
    Optional<String> name = name(component, site);
    Optional<DescribedType> type = new TypeCheck(site).type(component.type());
    if (name.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    FieldSchema required =
        new FieldSchema(
            name.get(), component.name(), component.description().strip(), type.get().schema(), Optional.empty());
    if (component.defaultValue().isEmpty()) {
      return Optional.of(new DescribedField(required, type.get()));
    }
    return new DefaultCheck(site)
        .withDefault(required, component.defaultValue().get())
        .map(schema -> new DescribedField(schema, type.get()));
  }

  private Optional<String> name(DeclaredComponent component, Site site) {
    String name = component.fieldName().map(given -> given.text("value")).orElse(component.name());
    if (name.isBlank()) {
      site.report(
          Rule.FIELD_NAME_BLANK,
          "expected a name under @FieldName of component %s, found none",
          "write the name that the data has, or leave @FieldName out",
          component.fieldName().orElseThrow().placeOf("value"));
      return Optional.empty();
    }
    DeclaredComponent other = names.putIfAbsent(name, component);
    if (other != null) {
      site.report(
          Rule.FIELD_NAME_TAKEN,
          "expected a name in the data for component %%s that no other has, found \"%s\", which component %s has"
              .formatted(name, other.name()),
          "give one of them another @FieldName",
          component.fieldName().map(given -> given.placeOf("value")).orElse(component.place()));
      return Optional.empty();
    }
    return Optional.of(name);
  }
}
