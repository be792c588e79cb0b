package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
  private static final ArrayType POINTS = new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true);
  private static final RecordSchema MESH =
      new RecordSchema(
          "com.acme.Mesh",
          "",
          false,
          List.of(new FieldSchema("data", "Data to be processed.", new SequenceType(POINTS))));

  @Test
  void isWrittenAsReadableJson() {
    assertEquals(
        """
        {
          "format" : "sheaf-schema",
          "version" : 1,
          "name" : "com.acme.Mesh",
          "fields" : [
            {
              "name" : "data",
              "description" : "Data to be processed.",
              "type" : {
                "kind" : "sequence",
                "element" : {
                  "kind" : "array",
                  "dtype" : "float32",
                  "shape" : "?, 3",
                  "differentiable" : true
                }
              }
            }
          ]
        }
        """,
        MESH.toJson());
  }

  @Test
  void comesBackFromItsJson() {
    assertEquals(MESH, RecordSchema.fromJson(MESH.toJson()));
    assertEquals(MESH.row(), RecordSchema.fromJson(MESH.row().toJson()));
  }

  @Test
  void hasTheElementsOfItsSequencesAsRow() {
    RecordSchema row = MESH.row();
    assertEquals("com.acme.MeshRow", row.name());
    assertEquals(List.of(new FieldSchema("data", "Data to be processed.", POINTS)), row.fields());
    assertEquals(true, row.bare(), "one sequence: a file holds the element itself");
  }

  @Test
  void isItsOwnRowWithoutSequences() {
    var schema = new RecordSchema("Point", "", false, List.of(new FieldSchema("xyz", "", POINTS)));
    assertSame(schema, schema.row());
  }

  @Test
  void hasAFingerprintThatDescriptionsDoNotChange() {
    var described = new RecordSchema(MESH.name(), "For people.", MESH.bare(), MESH.fields());
    assertEquals(MESH.fingerprint(), described.fingerprint());

    var flat = new ArrayType(DType.FLOAT32, ShapePattern.parse("?"), true);
    var other =
        new RecordSchema(MESH.name(), "", false, List.of(new FieldSchema("data", "", new SequenceType(flat))));
    assertNotEquals(MESH.fingerprint(), other.fingerprint());
  }

  @Test
  void refusesAFieldNameThatIsThereTwice() {
    var field = new FieldSchema("a", "", POINTS);
    assertThrows(IllegalArgumentException.class, () -> new RecordSchema("R", "", false, List.of(field, field)));
  }

  @Test
  void refusesTextThatIsNoDescriptor() {
    assertEquals(
        "expected a schema descriptor (\"format\": \"sheaf-schema\"), found another format",
        assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson("{\"format\": \"x\"}")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson(""));
    assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson("{"));
    assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson("[]"));
    assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson(MESH.toJson() + "{}"));
  }

  @Test
  void refusesADescriptorOfANewerVersion() {
    String newer = MESH.toJson().replace("\"version\" : 1", "\"version\" : 2");
    assertEquals(
        "expected a schema descriptor of version 1, found version 2; compile the record and read it with the same "
            + "release of Sheaf",
        assertThrows(IllegalArgumentException.class, () -> RecordSchema.fromJson(newer)).getMessage());
  }
}
