package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.bytes;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.record;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.BFloat16Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What reading would refuse is not written.
final class ConstraintWritingTest {
  private static final Constraint FINITE = new Constraint.NoNanOrInfinity();
  private static final Constraint TWO = new Constraint.Size(2, 2);
  private static final Constraint UP_TO_ONE = upTo("1");

  @TempDir Path folder;

  private static Constraint upTo(String max) {
    return new Constraint.Range(Optional.empty(), false, Optional.of(new BigDecimal(max)), true);
  }

  private static String written(FieldType type, Object value, EncodeOptions options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordCodec<Object[]> codec = SchemaCodec.of(Records.of(field("v", type)));
    Payload.write(out, new Object[] {value}, codec, options);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static EncodeException refused(FieldType type, Object value) {
    EncodeException refusal =
        assertThrows(EncodeException.class, () -> written(type, value, EncodeOptions.DEFAULT));
    assertEquals(Rule.CONSTRAINT, refusal.rule());
    return refusal;
  }

  private static void holds(FieldType type, Object value) {
    assertTrue(written(type, value, EncodeOptions.DEFAULT).startsWith("{\"inputs\":{\"v\":"));
  }

  @Test
  void namesThePlaceTheElementTheRuleAndTheValueAsReadingDoes() {
    FieldType type = array(DType.FLOAT32, "?, 2", UP_TO_ONE);
    EncodeException refusal = refused(type, Float32Array.of(Shape.of(2, 2), 0, 1, 1.5f, 2));
    assertEquals(
        "stream, field v, element 2: expected a number up to 1 in each element, found 1.5 [constraint]",
        refusal.getMessage());
    assertEquals(2, refusal.element());
    DecodeException read = Records.refusal(DecodeException.Rule.CONSTRAINT, type, "[[0,1],[1.5,2]]");
    assertEquals(refusal.expected(), read.expected());
    assertEquals(refusal.found() + " at element 2", read.found());
  }

  @Test
  void refusesElementsWhateverTheEncoding() {
    FieldType type = array(DType.FLOAT32, "?", FINITE);
    Float32Array values = Float32Array.of(Shape.of(2), 1, Float.NaN);
    for (EncodeOptions options :
        List.of(
            EncodeOptions.DEFAULT,
            EncodeOptions.DEFAULT.writingNonFiniteAsNull(),
            EncodeOptions.DEFAULT.withEncoding(Encoding.BASE64))) {
      EncodeException refusal = assertThrows(EncodeException.class, () -> written(type, values, options));
      assertEquals(Rule.CONSTRAINT, refusal.rule());
      assertEquals("finite numbers", refusal.expected());
      assertEquals(1, refusal.element());
    }
  }

  @Test
  void holdsElementsToTheirBoundsAndTheirCount() {
    holds(array(DType.INT32, "?", UP_TO_ONE), Int32Array.of(Shape.of(2), -2147483648, 1));
    refused(array(DType.INT32, "?", UP_TO_ONE), Int32Array.of(Shape.of(2), 1, 2));
    holds(array(DType.BFLOAT16, "?", upTo("0.1")), BFloat16Array.of(Shape.of(1), BFloat16Array.nearest(0.1)));
    refused(array(DType.INT32, "?", TWO), Int32Array.of(Shape.of(1), 1));
    holds(array(DType.INT32, "?", TWO), Int32Array.of(Shape.of(2), 1, 1));
  }

  @Test
  void holdsNumbersAndBooleansToTheirBounds() {
    holds(scalar(Scalar.LONG, UP_TO_ONE), 1L);
    refused(scalar(Scalar.LONG, UP_TO_ONE), 2L);
    holds(scalar(Scalar.FLOAT, upTo("0.1")), 0.1f);
    refused(scalar(Scalar.FLOAT, upTo("0.1")), Math.nextUp(0.1f));
    holds(scalar(Scalar.DOUBLE, upTo("0.1")), 0.1);
    refused(scalar(Scalar.DOUBLE, upTo("0.1")), Math.nextUp(0.1));
    refused(scalar(Scalar.DOUBLE, FINITE), Double.NaN);
    refused(scalar(Scalar.INT, new Constraint.Digits(2, 0)), 100);
    refused(scalar(Scalar.DOUBLE, new Constraint.Digits(1, 1)), 0.25);
    refused(scalar(Scalar.BOOLEAN, new Constraint.Exactly(true)), false);
    holds(scalar(Scalar.BOOLEAN, new Constraint.Exactly(true)), true);
  }

  @Test
  void holdsTextsBytesListsAndMapsToTheirForm() {
    refused(text(TWO), "abc");
    refused(text(new Constraint.NotBlank()), " ");
    refused(text(new Constraint.Matches("[a-z]+", 0)), "A");
    refused(text(new Constraint.Email()), "nobody");
    refused(bytes(TWO), new byte[3]);
    refused(list(scalar(Scalar.INT), TWO), List.of(1));
    refused(map(scalar(Scalar.INT), TWO), Map.of());
    holds(text(TWO, new Constraint.NotBlank()), "ab");
    holds(list(scalar(Scalar.INT), TWO), List.of(1, 2));
  }

  @Test
  void saysWhereInAListARecordOrAnOptionalItIs() {
    FieldType small = scalar(Scalar.INT, UP_TO_ONE);
    assertEquals("v[1]", refused(list(small), List.of(1, 2)).fieldPath());
    assertEquals("v.n", refused(record(field("n", small)), new Object[] {2}).fieldPath());
    refused(new OptionalType(small), Optional.of(2));
  }

  @Test
  void quotesOnlyTheBeginningOfALongText() {
    String found = refused(text(TWO), "\u001b" + "x".repeat(1_000_000)).found();
    assertTrue(found.startsWith("\"\\u001bxxx") && found.length() < 1100, found.length() + " characters");
    assertEquals(
        "4000000 characters", refused(text(new Constraint.Matches("(a|b)*", 0)), "ab".repeat(2_000_000)).found());
  }

  @Test
  void leavesNoFileBehind() {
    Path file = folder.resolve("v.json");
    RecordCodec<Object[]> codec = SchemaCodec.of(Records.of(field("v", scalar(Scalar.INT, UP_TO_ONE))));
    assertThrows(
        EncodeException.class, () -> Payload.save(file, new Object[] {2}, codec, EncodeOptions.DEFAULT));
    assertFalse(Files.exists(file));
    Payload.save(file, new Object[] {1}, codec, EncodeOptions.DEFAULT);
    assertEquals(1, Payload.load(file, codec, DecodeOptions.DEFAULT)[0]);
    assertEquals(1, only(scalar(Scalar.INT, UP_TO_ONE), "1"));
  }
}
