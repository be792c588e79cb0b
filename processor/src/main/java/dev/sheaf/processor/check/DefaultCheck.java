package dev.sheaf.processor.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.DataException;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the default of a component as the decoder will read it.
final class DefaultCheck {
  // No file is read for a default: there is no such folder.
  private static final Path NO_FOLDER = Path.of("no-files-for-a-default");

  private final Site site;

  DefaultCheck(Site site) {
    this.site = site;
  }

  /// The field with its default; empty when it is none, which has been reported.
  Optional<FieldSchema> withDefault(FieldSchema field, DeclaredAnnotation annotation) {
    if (field.type() instanceof OptionalType || field.type() instanceof SequenceType) {
      site.report(
          Rule.DEFAULT_MISPLACED,
          "expected @Default on a value that the data must have otherwise in component %%s, found it on %s"
              .formatted(Words.of(field.type())),
          field.type() instanceof OptionalType ? "remove it, or the Optional" : "remove it",
          annotation.place());
      return Optional.empty();
    }
    String json = json(field.type(), annotation.text("value"));
    Optional<String> fault = fault(field, json);
    fault.ifPresent(found ->
        site.report(
            Rule.DEFAULT_INVALID,
            "expected a value of component %s under @Default, found one that cannot be read: " + found,
            isText(field.type())
                ? "write the text itself, as data would have it between quotes"
                : "write JSON, as data would have it",
            annotation.placeOf("value")));
    return fault.isPresent()
        ? Optional.empty()
        : Optional.of(
            new FieldSchema(
                field.name(), field.component(), field.description(), field.type(), Optional.of(json)));
  }

  private static String json(FieldType type, String text) {
    return isText(type) ? quoted(text) : text.strip();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static boolean isText(FieldType type) {
    return type instanceof TextType || type instanceof EnumType || type instanceof TimeType;
  }

  /// What the decoder says against the default; empty when it reads it.
  private static Optional<String> fault(FieldSchema field, String json) {
    RecordSchema schema = new RecordSchema("Default", "", false, List.of(field));
    byte[] payload = "{\"inputs\": {%s: %s}}".formatted(quoted(field.name()), json).getBytes(UTF_8);
    try {
      Payload.parse(payload, NO_FOLDER, SchemaCodec.of(schema), DecodeOptions.DEFAULT);
      return Optional.empty();
    } catch (DataException e) {
      return Optional.of("expected %s, found %s".formatted(e.expected(), e.found()));
    } catch (SheafException e) {
      return Optional.of(e.toString());
    }
  }
}
