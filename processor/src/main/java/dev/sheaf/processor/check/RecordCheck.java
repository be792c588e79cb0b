package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.DeclaredRecord;
import dev.sheaf.processor.model.DeclaredRecord.Access;
import dev.sheaf.processor.model.DeclaredRecord.Kind;
import dev.sheaf.processor.model.Declaration.Body;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedRecord;
import dev.sheaf.processor.model.GeneratedNames;
import dev.sheaf.processor.model.Place;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Holds the rules against one record and reports everything that is wrong with it. For one record.
public final class RecordCheck {
  // The methods of a generated batch that have no parameters, beside one for each component.
  private static final Set<String> BATCH_METHODS = Set.of("size", "byteSize", "collator");
  // The classes that a generated batch calls, beside its codec: a component of that name would hide them.
  private static final Set<String> BATCH_CLASSES = Set.of("ColumnAccessor", "List");

  private final DeclaredRecord declared;
  private final List<Finding> findings = new ArrayList<>();

  private RecordCheck(DeclaredRecord declared) {
    this.declared = declared;
  }

  /// What `declared` describes, or what is wrong with it.
  public static Verdict check(DeclaredRecord declared) {
    return new RecordCheck(declared).verdict();
  }

  /// What is said when a type with the qualified name `generatedName` is there already.
  public static Finding nameTaken(DeclaredRecord declared, String generatedName) {
    return new Finding(
        Rule.GENERATED_NAME_TAKEN,
        "expected no other type %s, which is written for record %s, found one"
            .formatted(generatedName, declared.name().nested()),
        "rename one of the two",
        declared.place());
  }

  private Verdict verdict() {
    if (declared.kind() != Kind.RECORD) {
      report(
          Rule.NOT_A_RECORD,
          "expected a record under @SchemaRecord, found %s %s"
              .formatted(declared.kind().word(), declared.name().nested()),
          "declare it as a record, with one component for each field of the data");
      return new Verdict.Faulty(findings);
    }
    if (declared.tooLarge()) {
      report(
          Rule.RECORD_TOO_LARGE,
          "expected at most 10,000 types and fields in record %s and the records in it, found more"
              .formatted(declared.name().nested()),
          "use a Map or a List of records where records repeat each other");
      return new Verdict.Faulty(findings);
    }
    checkDeclaration();
    List<Finding> inside = new ArrayList<>();
    DescribedRecord described = describe(checkComponents(inside::add));
    checkGeneratedNames(described);
    // What a type parameter would be is not known where the record is generic, which is reported.
    inside.stream()
        .filter(finding -> !declared.generic() || finding.rule() != Rule.TYPE_ARGUMENT_UNKNOWN)
        .forEach(findings::add);
    return findings.isEmpty() ? checkRow(described) : new Verdict.Faulty(findings);
  }

  private void checkDeclaration() {
    String name = declared.name().nested();
    if (declared.generic()) {
      report(
          Rule.RECORD_GENERIC,
          "expected a record without type parameters, found generic record " + name,
          "write the types into its components");
    }
    if (declared.access() == Access.PRIVATE) {
      report(
          Rule.RECORD_UNREACHABLE,
          "expected a record that its package can use, found %s, which is private or inside a private type"
              .formatted(name),
          "remove 'private'");
    }
  }

  private List<DescribedField> checkComponents(Consumer<Finding> inside) {
    List<Site> sites =
        declared.components().stream()
            .map(each -> new Site(each.name(), each.place(), declared.name().packageName(), inside))
            .toList();
    return FieldsCheck.fields(declared.components(), sites);
  }

  private void checkGeneratedNames(DescribedRecord described) {
    boolean withRow = described.hasRow() && described.elementRow().isEmpty();
    for (String name : declared.name().generated().all(described.hasRow(), withRow)) {
      if (declared.takenNames().contains(name)) {
        findings.add(nameTaken(declared, declared.name().inPackage(name)));
      }
    }
  }

  // The fields of a row become the components of a batch.
  private Verdict checkRow(DescribedRecord described) {
    GeneratedNames generated = declared.name().generated();
    String codec = described.hasRow() ? generated.rowCodec() : generated.codec();
    for (DescribedField column : described.columns()) {
      String name = column.component();
      if (BATCH_METHODS.contains(name)) {
        reportReserved(described, name, "method of every batch");
      } else if (BATCH_CLASSES.contains(name) || name.equals(codec) || name.equals(generated.batch())) {
        reportReserved(described, name, "class that the batch calls");
      }
    }
    return findings.isEmpty() ? new Verdict.Sound(described) : new Verdict.Faulty(findings);
  }

  private void reportReserved(DescribedRecord described, String name, String use) {
    findings.add(
        new Finding(
            Rule.COMPONENT_NAME_RESERVED,
            "expected a component name other than %s, which is a %s, found component %s".formatted(name, use, name),
            "rename the component; @FieldName keeps the name in the data",
            place(described, name)));
  }

  private Place place(DescribedRecord described, String component) {
    return described
        .elementRow()
        .flatMap(row -> row.java().declaration())
        .map(row -> row.body() instanceof Body.Components(var components) ? components : declared.components())
        .orElse(declared.components())
        .stream()
        .filter(each -> each.name().equals(component))
        .findFirst()
        .map(DeclaredComponent::place)
        .orElse(declared.place());
  }

  private DescribedRecord describe(List<DescribedField> fields) {
    return new DescribedRecord(
        declared.name(),
        declared.access() == Access.PUBLIC,
        declared.warnings(),
        declared.shadowing(),
        new RecordSchema(
            declared.name().binary(),
            declared.description(),
            false,
            fields.stream().map(DescribedField::schema).toList()),
        fields);
  }

  private void report(Rule rule, String message, String advice) {
    findings.add(new Finding(rule, message, advice, declared.place()));
  }
}
