package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Selectors of fields.
class FieldTest {
  private record Inner(String text) {}

  private record Outer(Inner inner) {}

  private static final FieldSchema VERTICES =
      new FieldSchema("vertices", "", new ArrayType(DType.FLOAT32, ShapePattern.any(), true));

  private final Field<Outer, Inner> inner =
      new Field<>(
          new FieldSchema("inner", "", new RecordType(new RecordSchema("Inner", "", false, List.of(VERTICES)))),
          Outer::inner);

  @Test
  void aFieldOfARecordInTheRecordIsReachedOnThePathToIt() {
    Field<Outer, String> vertices = inner.inner(0, Inner::text);
    assertEquals("inner.vertices", vertices.path());
    assertEquals("vertices", vertices.name());
    assertTrue(vertices.differentiable());
    assertEquals("found", vertices.apply(new Outer(new Inner("found"))));
  }

  @Test
  void aFieldThatHoldsNoRecordHasNoFieldsInside() {
    Field<Outer, String> vertices = inner.inner(0, Inner::text);
    assertThrows(IllegalStateException.class, () -> vertices.inner(0, String::length));
  }

  @Test
  void aRecordHasNoFieldBehindItsLast() {
    assertThrows(IndexOutOfBoundsException.class, () -> inner.inner(1, Inner::text));
  }

  @Test
  void aFieldWithItsReplacementIsReplacedInACopy() {
    FieldSchema schema = inner.schema();
    Field<Outer, Inner> replaceable = new Field<>(schema, Outer::inner, (_, value) -> new Outer(value));
    Field<Outer, String> vertices = replaceable.inner(0, Inner::text, (_, value) -> new Inner(value));
    Outer outer = new Outer(new Inner("before"));
    assertEquals(new Outer(new Inner("after")), replaceable.with(outer, new Inner("after")));
    assertEquals(new Outer(new Inner("after")), vertices.with(outer, "after"));
    assertEquals(new Outer(new Inner("before")), outer);
  }

  @Test
  void aFieldInsideOneThatCanOnlyBeReadCanOnlyBeRead() {
    Field<Outer, String> vertices = inner.inner(0, Inner::text, (_, value) -> new Inner(value));
    Outer outer = new Outer(new Inner("found"));
    assertEquals("found", vertices.apply(outer));
    IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> vertices.with(outer, "after"));
    assertEquals(
        "expected a field that can be replaced, found inner.vertices, which was made of its accessor alone",
        refusal.getMessage());
  }
}
