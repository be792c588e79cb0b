package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.State;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeLimits;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.source.LineOptions;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of `docs/reference` that list something say what there is, all of it and nothing else.
class ReferencePagesTest {
  private static final List<JavaClass> CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sheaf").stream()
              .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
              .filter(type -> !type.getPackageName().startsWith("dev.sheaf.it"))
              .toList();

  /// What every event has.
  private static final List<String> OF_EVERY_EVENT = List.of("startTime", "duration", "eventThread", "stackTrace");

  private static String page(String name) {
    return Checkout.text("docs/reference/" + name + ".md");
  }

  /// The first cells of the tables in a text, of those rows that begin with code.
  private static List<String> rows(String text) {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void theAnnotationsStandThereWithTheirTargetsAndAttributes() {
    List<String> declared =
        CLASSES.stream()
            .filter(type -> type.isAnnotation() && type.getPackageName().equals("dev.sheaf.schema"))
            .map(type -> row(type.reflect()))
            .sorted()
            .toList();
    List<String> rows =
        Pattern.compile("(?m)^(\\| `@\\w+` \\|[^|]*\\|[^|]*\\|)").matcher(before(page("annotations"), "## ")).results()
            .map(match -> match.group(1)).sorted().toList();

    assertEquals(declared, rows);
  }

  private static String row(Class<?> annotation) {
    String targets =
        Arrays.stream(annotation.getAnnotation(Target.class).value()).map(ReferencePagesTest::words)
            .collect(Collectors.joining(", "));
    String attributes =
        Arrays.stream(annotation.getDeclaredMethods()).map(Method::getName).sorted().map("`%s`"::formatted)
            .collect(Collectors.joining(", "));
    String taken = attributes.isEmpty() ? " " : " " + attributes + " ";
    return "| `@%s` | %s |%s|".formatted(annotation.getSimpleName(), targets, taken);
  }

  private static String words(ElementType target) {
    return target.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String before(String text, String end) {
    return text.substring(0, text.indexOf(end, 1));
  }

  @Test
  void theAnnotationsNameOnlyFindingsThatThereAre() {
    String findings = page("findings");
    List<String> unknown =
        Pattern.compile("SHEAF-\\d+").matcher(page("annotations")).results().map(MatchResult::group)
            .filter(number -> !findings.contains("| `" + number + " ")).toList();

    assertEquals(List.of(), unknown);
  }

  @Test
  void everyPublicExceptionStandsThereOnce() {
    List<String> names =
        CLASSES.stream()
            .filter(type -> type.isAssignableTo(Throwable.class))
            .map(type -> type.getSimpleName().equals("MalformedTextException") ? type.getName() : type.getSimpleName())
            .sorted()
            .toList();

    assertEquals(names, rows(page("errors")).stream().filter(row -> row.endsWith("Exception")).sorted().toList());
  }

  @Test
  void everyRuleOfARecordStandsThere() {
    List<String> rules = Arrays.stream(DecodeException.Rule.values()).map(DecodeException.Rule::key).toList();

    assertEquals(rules, rows(page("errors")).stream().filter(row -> !row.endsWith("Exception")).toList());
  }

  @Test
  void theLimitsStandThereWithTheirDefaults() throws ReflectiveOperationException {
    List<String> limits = new ArrayList<>();
    for (Record defaults : List.of(DecodeLimits.DEFAULT, FormatOptions.DEFAULT, LineOptions.DEFAULT)) {
      for (RecordComponent component : defaults.getClass().getRecordComponents()) {
        if (component.getName().startsWith("max")) {
          long value = ((Number) component.getAccessor().invoke(defaults)).longValue();
          limits.add("| `%s` | %,d |".formatted(component.getName(), value));
        }
      }
    }
    List<String> rows =
        Pattern.compile("(?m)^\\| `max\\w+` \\| [\\d,]+ \\|").matcher(page("limits")).results().map(MatchResult::group).toList();

    assertEquals(limits, rows);
  }

  @Test
  void theEventsStandThereWithTheirFields() {
    List<String> events =
        CLASSES.stream()
            .filter(type -> type.getPackageName().equals("dev.sheaf.jfr") && type.isAssignableTo(Event.class))
            .map(type -> EventType.getEventType(type.reflect().asSubclass(Event.class)))
            .map(event -> "| `%s` | %s |".formatted(event.getName(), fields(event)))
            .sorted()
            .toList();
    List<String> rows =
        Pattern.compile("(?m)^(\\| `dev\\.sheaf\\.\\w+` \\|[^|]*\\|)").matcher(page("pipeline-stats")).results()
            .map(match -> match.group(1)).toList();

    assertEquals(events, rows);
  }

  private static String fields(EventType event) {
    return event.getFields().stream()
        .map(field -> field.getName())
        .filter(name -> !OF_EVERY_EVENT.contains(name))
        .sorted()
        .map("`%s`"::formatted)
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource({
    "An index, dev.sheaf.dataset.IndexDescription, 1",
    "A validation, dev.sheaf.dataset.ValidationDescription, 1",
    "A packed dataset, dev.sheaf.dataset.PackedDescription, 1",
    "A packed dataset, dev.sheaf.dataset.PackingDescription, 2"
  })
  void everyNameInADescriptionStandsThere(String heading, String description, int table) throws ReflectiveOperationException {
    List<String> names = names("", Class.forName(description)).toList();

    assertEquals(names, rows(table(section(page("files"), heading), table)));
  }

  /// The names that Jackson gives to the components of a record, and of the records in it.
  private static Stream<String> names(String prefix, Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .flatMap(
            component -> {
              String name = prefix + component.getName();
              boolean isList = component.getType() == List.class;
              Class<?> type = isList ? element(component.getGenericType()) : component.getType();
              boolean isTable = type.getSimpleName().equals("TableRef");
              return type.isRecord() && !isTable ? names(name + (isList ? "[]." : "."), type) : Stream.of(name);
            });
  }

  private static Class<?> element(Type list) {
    return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  @Test
  void everyNameInACheckpointStandsThere() throws IOException {
    State state = State.over(State.of("read", 1), "filter", 2);
    String json = new Checkpoint("schema", "dataset", "plan", 0, 0, Optional.of(state)).toJson();
    JsonNode root = new ObjectMapper().readTree(json);
    TreeSet<String> names = new TreeSet<>();
    root.fieldNames().forEachRemaining(names::add);
    root.get("state").fieldNames().forEachRemaining(name -> names.add("state." + name));
    names.removeAll(List.of("format", "version"));

    assertEquals(names, new TreeSet<>(rows(section(page("files"), "A checkpoint"))));
    assertTrue(section(page("files"), "A checkpoint").contains("Version " + Checkpoint.VERSION + ";"));
  }

  @Test
  void everyNameInADescriptorStandsThere() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    FieldSchema text = new FieldSchema("text", "words", "What it says.", new TextType(List.of()), Optional.of(""));
    JsonNode root = new ObjectMapper().readTree(new RecordSchema("com.acme.Note", "A note.", true, List.of(text)).toJson());
    root.fieldNames().forEachRemaining(names::add);
    root.get("fields").forEach(field -> field.fieldNames().forEachRemaining(name -> names.add("fields[]." + name)));
    names.removeAll(List.of("format", "version", "fields"));

    assertEquals(names, new TreeSet<>(rows(section(page("files"), "A descriptor"))));
  }

  private static String section(String text, String heading) {
    return Arrays.stream(text.split("(?m)^## ", -1)).filter(part -> part.startsWith(heading + "\n")).findFirst().orElseThrow();
  }

  private static String table(String section, int number) {
    return section.split("(?m)^\\|---.*$", -1)[number];
  }
}
