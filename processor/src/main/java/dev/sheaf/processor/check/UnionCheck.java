package dev.sheaf.processor.check;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Declaration.Body;
import dev.sheaf.processor.model.DeclaredRecord.Access;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.processor.model.Place;
import dev.sheaf.schema.Discriminator;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.FieldType.UnionType.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the rules against a sealed interface and the records that it permits. For one interface.
final class UnionCheck {
  private final Site site;
  private boolean sound = true;

  UnionCheck(Site site) {
    this.site = site;
  }

  /// One of several records.
  Optional<DescribedType.Choice> choice(ComponentType type, Declaration declaration) {
    String discriminator = discriminator(declaration);
    Map<String, ComponentType> records = new LinkedHashMap<>();
    flatten(declaration, records);
    Map<String, String> tags = new HashMap<>();
    List<Variant> variants = new ArrayList<>();
    List<Structure> structures = new ArrayList<>();
    for (ComponentType member : records.values()) {
      Declaration record = member.declaration().orElseThrow();
      String tag = tag(record, tags);
      Optional<Structure> structure = structure(member, record);
      sound &= structure.isPresent();
      structure.ifPresent(known -> {
        reportTaken(discriminator, known, record);
        structures.add(known);
        variants.add(new Variant(tag, known.schema().record()));
      });
    }
    return sound
        ? Optional.of(
            new DescribedType.Choice(
                type, new UnionType(declaration.name().binary(), discriminator, variants), structures))
        : Optional.empty();
  }

  private String discriminator(Declaration declaration) {
    declaration.tag().ifPresent(found -> report(
        Rule.DISCRIMINATOR_MISPLACED,
        "expected @DiscriminatorValue on a record of a sealed interface in component %%s, found it on %s"
            .formatted(declaration.name().nested()),
        "remove it",
        found.place()));
    String name = declaration.discriminator().map(found -> found.text("value")).orElse(Discriminator.DEFAULT);
    if (name.isBlank()) {
      report(
          Rule.FIELD_NAME_BLANK,
          "expected a name under @Discriminator in component %s, found none",
          "write the name of the field that tells the records apart, or leave @Discriminator out",
          declaration.discriminator().orElseThrow().placeOf("value"));
    }
    return name;
  }

  /// The records behind an interface, those of inner sealed interfaces at their places, each once.
  private void flatten(Declaration declaration, Map<String, ComponentType> records) {
    if (!(declaration.body() instanceof Body.Permitted(List<ComponentType> permitted))) {
      return;
    }
    for (ComponentType member : permitted) {
      Declaration declared = member.declaration().orElseThrow();
      switch (declared.body()) {
        case Body.Components _ -> records.putIfAbsent(member.name(), member);
        case Body.Permitted _ -> flatten(declared, records);
        case Body.Circle(List<String> names) ->
            report(
                Rule.RECORD_RECURSIVE,
                "expected a type that does not contain itself in component %%s, found %s"
                    .formatted(String.join(" -> ", names)),
                "break the circle, for example with a list of all and positions in it",
                site.place());
        case Body.Constants _ -> reportNoRecord(declaration, "enum " + declared.name().nested());
        case Body.Other(String word) -> reportNoRecord(declaration, word + " " + declared.name().nested());
      }
    }
  }

  private void reportNoRecord(Declaration declaration, String found) {
    report(
        Rule.VARIANT_NOT_A_RECORD,
        "expected records only behind sealed interface %s of component %%s, found %s"
            .formatted(declaration.name().nested(), found),
        "declare it as a record",
        site.place());
  }

  private Optional<Structure> structure(ComponentType member, Declaration record) {
    if (!site.reaches(record)) {
      report(
          Rule.TYPE_UNREACHABLE,
          "expected records that package %s can use in component %%s, found %s"
              .formatted(site.home().isEmpty() ? "(unnamed)" : site.home(), record.name().nested()),
          record.access() == Access.PRIVATE ? "remove 'private'" : "declare it public",
          site.place());
      return Optional.empty();
    }
    Optional<ComponentType> unknown =
        member.arguments().stream().filter(argument -> argument.form() == Form.VARIABLE).findFirst();
    if (unknown.isPresent()) {
      report(
          Rule.TYPE_ARGUMENT_UNKNOWN,
          "expected a type for the type parameter %s of record %s in component %%s, found none"
              .formatted(unknown.get().name(), record.name().nested()),
          "let it be a type parameter of the sealed interface, and give it there",
          site.place());
      return Optional.empty();
    }
    return new StructureCheck(site).variant(member, record, (Body.Components) record.body());
  }

  private String tag(Declaration record, Map<String, String> tags) {
    String name = record.name().nested();
    String tag = record.tag().map(found -> found.text("value")).orElse(record.name().simple());
    String other = tags.putIfAbsent(tag, name);
    Place place = record.tag().map(found -> found.placeOf("value")).orElse(site.place());
    if (other != null) {
      report(
          Rule.VARIANT_TAG_TAKEN,
          "expected a discriminator value for record %s in component %%s that no other has, found \"%s\", which %s has"
              .formatted(name, tag, other),
          "give one of them another @DiscriminatorValue",
          place);
    }
    return tag;
  }

  private void reportTaken(String discriminator, Structure structure, Declaration record) {
    structure.fields().stream()
        .filter(field -> field.schema().name().equals(discriminator))
        .findFirst()
        .ifPresent(field ->
            report(
                Rule.DISCRIMINATOR_TAKEN,
                "expected no field \"%s\" in record %s of component %%s, where it is the discriminator, found one"
                    .formatted(discriminator, record.name().nested()),
                "give it another @FieldName, or the interface another @Discriminator",
                site.place()));
  }

  private void report(Rule rule, String message, String advice, Place place) {
    sound = false;
    site.report(rule, message, advice, place);
  }
}
