package dev.sheaf.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.FieldType.UnionType.Variant;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Selectors in text form that are held against a record's schema.
class SelectorSchemaTest {
  private static final FieldType ARRAY = new ArrayType(DType.FLOAT32, ShapePattern.any(), false);
  private static final FieldType TEXT = new TextType(List.of());
  private static final RecordSchema MESH = record("Mesh", field("vertices", ARRAY), field("faces", ARRAY));
  private static final RecordSchema SCENE =
      record(
          "Scene",
          field("title", TEXT),
          field("mesh", new OptionalType(new RecordType(MESH))),
          field("others", new ListType(new RecordType(MESH), List.of())),
          field("steps", new SequenceType(new ListType(ARRAY, List.of()))),
          field("audio", new MapType(new RecordType(record("Audio", field("rate", TEXT))), List.of())),
          field(
              "shape",
              new UnionType(
                  "Shape",
                  "kind",
                  List.of(
                      new Variant("ball", record("Ball", field("radius", TEXT), field("at", TEXT))),
                      new Variant("box", record("Box", field("size", ARRAY), field("at", new RecordType(MESH))))))));

  private static RecordSchema record(String name, FieldSchema... fields) {
    return new RecordSchema(name, "", false, List.of(fields));
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title", "mesh", "mesh.vertices,mesh.faces", "others[*].faces", "others[3]", "steps[*][0]", "audio.en.rate",
        "audio.any", "shape.radius", "shape.size", "shape.at.faces"
      })
  void takesWhatTheRecordHas(String text) {
    assertEquals(Selector.parse(text), Selector.parse(text, SCENE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          titel           | path titel: expected a field of record Scene, found titel; did you mean title?
          Mesh.vertices   | path Mesh.vertices: expected a field of record Scene, found Mesh; did you mean mesh?
          mesh.vertex     | path mesh.vertex: expected a field of record Mesh, found vertex
          mesh.vertixes   | path mesh.vertixes: expected a field of record Mesh, found vertixes; did you mean vertices?
          others[*].face  | path others[*].face: expected a field of record Mesh, found face; did you mean faces?
          others.faces    | path others.faces: expected an index or [*], found faces
          mesh[0]         | path mesh[0]: expected a field of record Mesh, found [0]
          [*].title       | path [*].title: expected a field of record Scene, found [*]
          audio[0]        | path audio[0]: expected a key of the map, found [0]
          audio.en.rat    | path audio.en.rat: expected a field of record Audio, found rat; did you mean rate?
          title.length    | path title.length: expected the end of the path, as there is text, found length
          mesh.faces[0]   | path mesh.faces[0]: expected the end of the path, as there is float32, found [0]
          shape.radios    | path shape.radios: expected a field of union Shape, found radios; did you mean radius?
          title,shape.at.x| path shape.at.x: expected the end of the path, as there is text, found x
          """)
  void namesWhatTheRecordDoesNotHaveAndWhatIsNearToIt(String text, String message) {
    SelectorSchemaException refusal =
        assertThrows(SelectorSchemaException.class, () -> Selector.parse(text, SCENE));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void tellsPathStepAndNearNames() {
    SelectorSchemaException refusal =
        assertThrows(SelectorSchemaException.class, () -> Selector.parse("others[1].verticse", SCENE));
    assertEquals("others[1].verticse", refusal.path());
    assertEquals("verticse", refusal.step());
    assertEquals(List.of("vertices"), refusal.near());
  }

  @Test
  void aTextThatIsNoSelectorIsRefusedAsSuch() {
    assertThrows(SelectorSyntaxException.class, () -> Selector.parse("mesh..faces", SCENE));
    assertThrows(SelectorOverlapException.class, () -> Selector.parse("mesh,mesh.faces", SCENE));
  }
}
