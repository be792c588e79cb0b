package dev.sheaf.schema;

import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.SequenceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a record is made of: the one description that the compiler, the build tools and the running program share.
///
/// The processor writes it as JSON to [#descriptorPath(String)]; build tools read that file and never load the user's
/// class.
///
/// @param name the binary name of the record's class
/// @param description for people; empty when the author gave none
/// @param bare whether the data is the value of the only field itself, without an object around it
/// @param fields the fields, in the order of the record's components; names are unique
public record RecordSchema(String name, String description, boolean bare, List<FieldSchema> fields) {
  public RecordSchema {
    fields = List.copyOf(fields);
    if (bare && fields.size() != 1) {
      throw new IllegalArgumentException("expected one field in the bare record " + name + ", found " + fields.size());
    }
    if (fields.stream().map(FieldSchema::name).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("expected unique field names in " + name + ", found " + fields);
    }
  }

  /// The schema of one row of the dataset that this record describes.
  ///
  /// A record with lazy sequences describes a whole dataset: a row holds one element of each. With one sequence the
  /// row is that element itself, and where the elements are records without sequences, each of them is a row. A record
  /// without sequences is its own row.
  public RecordSchema row() {
    List<FieldSchema> columns = new ArrayList<>();
    for (FieldSchema field : fields) {
      if (field.type() instanceof SequenceType(FieldType element)) {
        columns.add(
            new FieldSchema(field.name(), field.component(), field.description(), element, Optional.empty()));
      }
    }
    if (columns.isEmpty()) {
      return this;
    }
    if (columns.size() == 1
        && columns.getFirst().type() instanceof RecordType(RecordSchema record)
        && record.row().equals(record)) {
      return record;
    }
    return new RecordSchema(name + "Row", description, columns.size() == 1, columns);
  }

  /// Where the descriptor of a record lies on the class path.
  public static String descriptorPath(String binaryName) {
    return "META-INF/sheaf/" + binaryName + ".schema";
  }

  /// The descriptor's text: JSON, two spaces of indent, `\n` at each line's end. The same schema gives the same text.
  public String toJson() {
    return SchemaJson.write(this);
  }

  /// Reads a descriptor's text.
  ///
  /// @throws IllegalArgumentException if the text is no descriptor, or one of a newer version
  public static RecordSchema fromJson(String json) {
    return SchemaJson.read(json);
  }

  /// What the record's data looks like, as a JSON Schema of draft 2020-12: two spaces of indent, `\n` at each line's
  /// end. The same schema gives the same text.
  ///
  /// It takes all that a codec takes, in each of its spellings, and refuses what a codec refuses wherever JSON Schema
  /// can say it. Arrays have the form that tesseract-core gives them. It is about the record alone, without the
  /// `{"inputs": ...}` that may stand around it in a payload.
  public String toJsonSchema() {
    return JsonSchema.of(this);
  }

  /// SHA-256 over all that decides how data is read (descriptions do not), in hexadecimal.
  public String fingerprint() {
    try {
      byte[] text = SchemaJson.writeWithoutDescriptions(this).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
