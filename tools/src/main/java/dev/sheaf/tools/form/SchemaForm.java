package dev.sheaf.tools.form;

import dev.sheaf.parquet.ParquetSchema;
import dev.sheaf.schema.RecordSchema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A form that a record's schema is written in for others. The same schema gives the same text.
public enum SchemaForm {
  /// What the data looks like in JSON, for editors and programs in other languages: draft 2020-12.
  JSON_SCHEMA("json-schema") {
    @Override
    Text write(RecordSchema schema) {
      return new Text(schema.toJsonSchema(), List.of());
    }
  },

  /// Tables for people, to be put into a README: one for the record, and one for each record inside it.
  MARKDOWN("markdown") {
    @Override
    Text write(RecordSchema schema) {
      return new Text(new MarkdownForm().of(schema), List.of());
    }
  },

  /// A schema of Apache Arrow, as a program in Python that makes it with `pyarrow`: always of a row.
  ARROW("arrow") {
    @Override
    Text write(RecordSchema schema) {
      return new Text(ArrowForm.of(schema.row()), List.of());
    }
  },

  /// The schema that a Parquet file of the rows has, in Parquet's own words: always of a row.
  PARQUET("parquet") {
    @Override
    Text write(RecordSchema schema) {
      RecordSchema row = schema.row();
      return new Text(ParquetSchema.of(row), Unsaid.of(row));
    }
  },

  /// Sheaf's own form, which nothing is missing in: what the compiler writes for tools.
  DESCRIPTOR("descriptor") {
    @Override
    Text write(RecordSchema schema) {
      return new Text(schema.toJson(), List.of());
    }
  };

  private final String wireName;

  SchemaForm(String wireName) {
    this.wireName = wireName;
  }

  /// A schema in another form.
  ///
  /// @param text as it goes into a file; ends with a line's end
  /// @param unsaid what the form has no words for, a line each; empty where it says all, or says itself what it lacks
  public record Text(String text, List<String> unsaid) {
    public Text {
      unsaid = List.copyOf(unsaid);
    }
  }

  /// The form of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static SchemaForm named(String name) {
    return Arrays.stream(values())
        .filter(form -> form.wireName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of the forms %s, found \"%s\""
                        .formatted(
                            Arrays.stream(values()).map(SchemaForm::toString).collect(Collectors.joining(", ")),
                            name)));
  }

  /// Writes a schema in this form.
  ///
  /// @throws IllegalArgumentException if it has a field that this form cannot hold; the message names the field
  public Text of(RecordSchema schema) {
    return write(schema);
  }

  abstract Text write(RecordSchema schema);

  /// The name in arguments, such as `json-schema`.
  @Override
  public String toString() {
    return wireName;
  }
}
