package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.refusal;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintTest {
  private static final Constraint FINITE = new Constraint.NoNanOrInfinity();

  /// @param min a number, or nothing
  private static Constraint.Range range(String min, String max, boolean included) {
    return new Constraint.Range(
        Optional.of(min).filter(text -> !text.isEmpty()).map(BigDecimal::new),
        included,
        Optional.of(max).filter(text -> !text.isEmpty()).map(BigDecimal::new),
        included);
  }

  private static Constraint.Range range(String min, String max) {
    return range(min, max, true);
  }

  private static void holds(FieldType type, String json) {
    only(type, json);
  }

  private static DecodeException breaks(FieldType type, String json) {
    return refusal(Rule.CONSTRAINT, type, json);
  }

  @Test
  void namesTheRuleTheValueTheElementAndThePlace() {
    assertEquals(
        "payload, byte 5, field v: expected a number from 0 up to 1 in each element, found 1.5 at element 4 [constraint]",
        breaks(array(DType.FLOAT32, "?, 3", range("0", "1")), "[[0,1,0.5],[0.25,1.5,2]]").getMessage());
    assertEquals(
        "payload, byte 5, field v: expected finite numbers, found NaN at element 1 [constraint]",
        breaks(array(DType.FLOAT64, "?", FINITE), "[1,NaN]").getMessage());
    assertEquals(
        "payload, byte 8, field v[1]: expected a number above 0, found 0 [constraint]",
        breaks(list(scalar(Scalar.INT, range("0", "", false))), "[1,0]").getMessage());
    assertEquals(
        "payload, byte 5, field v: expected 2 to 3 characters, found \"x\" [constraint]",
        breaks(text(new Constraint.Size(2, 3)), "\"x\"").getMessage());
    assertEquals(
        "payload, byte 5, field v: expected at least 1 elements, found 0 [constraint]",
        breaks(list(text(), new Constraint.Size(1, Integer.MAX_VALUE)), "[]").getMessage());
  }

  @Test
  void comparesIntegersExactlyAtTheEndsOfTheirRange() {
    FieldType most = scalar(Scalar.LONG, range("-9223372036854775807", "9223372036854775806"));
    holds(most, "-9223372036854775807");
    holds(most, "9223372036854775806");
    breaks(most, "-9223372036854775808");
    breaks(most, "9223372036854775807");
    FieldType wide = scalar(Scalar.LONG, range("-1e30", "1e30"));
    holds(wide, "-9223372036854775808");
    breaks(scalar(Scalar.LONG, range("1e30", "")), "9223372036854775807");
    breaks(scalar(Scalar.LONG, range("", "-1e30")), "-9223372036854775808");
    FieldType fraction = scalar(Scalar.INT, range("0.5", "2.5"));
    breaks(fraction, "0");
    holds(fraction, "1");
    holds(fraction, "2");
    breaks(fraction, "3");
    FieldType open = scalar(Scalar.INT, range("0", "2", false));
    breaks(open, "0");
    holds(open, "1");
    breaks(open, "2");
    holds(scalar(Scalar.INT, range("0.5", "1.5", false)), "1");
  }

  @Test
  void roundsBoundsAsItRoundsData() {
    for (Scalar scalar : new Scalar[] {Scalar.FLOAT, Scalar.DOUBLE}) {
      FieldType tenth = scalar(scalar, range("0.1", "0.3"));
      holds(tenth, "0.1");
      holds(tenth, "0.3");
      breaks(tenth, "0.09999");
      breaks(tenth, "0.30001");
      breaks(scalar(scalar, range("0.1", "", false)), "0.1");
      breaks(scalar(scalar, range("", "0.3", false)), "0.3");
    }
    holds(scalar(Scalar.FLOAT, range("", "1e39")), "3.4028235e38");
    breaks(scalar(Scalar.FLOAT, range("", "1e39")), "Infinity");
    breaks(scalar(Scalar.FLOAT, range("-1e39", "")), "-Infinity");
    holds(scalar(Scalar.FLOAT, range("-1e39", "")), "Infinity");
  }

  /// Numbers a little above the middle of two neighbours: nearer to the upper one, but not after a stop at `float`, which
  /// lands in the middle itself.
  @ParameterizedTest
  @CsvSource({
    "FLOAT16, 1.000488281250909494701772928237915, 003c, 013c, 023c",
    "BFLOAT16, 1.003906250000909494701772928237915, 803f, 813f, 823f"
  })
  void roundsABoundOnceAndNotThroughFloat(DType dtype, String bound, String below, String nearest, String above) {
    Constraint.Range most = range("", bound);
    assertEquals(2, ArrayConstraint.firstOutside(values(dtype, below + nearest + above), dtype, most));
    assertEquals(1, ArrayConstraint.firstOutside(values(dtype, below + nearest), dtype, range("", bound, false)));
    assertEquals(0, ArrayConstraint.firstOutside(values(dtype, below), dtype, range(bound, "")));
    assertEquals(-1, ArrayConstraint.firstOutside(values(dtype, nearest + above), dtype, range(bound, "")));
    holds(array(dtype, "?", most), "[" + bound + "]");
    holds(array(dtype, "?", range(bound, "")), "[" + bound + "]");
  }

  @ParameterizedTest
  @CsvSource({
    // 0.1 and its neighbours on both sides; the largest finite number; the smallest above zero.
    "FLOAT16, 0.1, 652e, 662e, 672e", "BFLOAT16, 0.1, cc3d, cd3d, ce3d", "FLOAT32, 0.1, cccccc3d, cdcccc3d, cecccc3d",
    "FLOAT16, 65504, fe7b, ff7b, 007c", "BFLOAT16, 3.3895314e38, 7e7f, 7f7f, 807f",
    "FLOAT32, 3.4028235e38, feff7f7f, ffff7f7f, 0000807f",
    "FLOAT16, 6e-8, 0000, 0100, 0200", "BFLOAT16, 9.2e-41, 0000, 0100, 0200",
    "FLOAT32, 1.4e-45, 00000000, 01000000, 02000000"
  })
  void comparesEachElementOfASmallFloatWithTheBoundInItsOwnType(
      DType dtype, String bound, String below, String nearest, String above) {
    String all = below + nearest + above;
    assertEquals(2, ArrayConstraint.firstOutside(values(dtype, all), dtype, range("", bound)));
    assertEquals(1, ArrayConstraint.firstOutside(values(dtype, all), dtype, range("", bound, false)));
    assertEquals(0, ArrayConstraint.firstOutside(values(dtype, all), dtype, range(bound, "")));
    assertEquals(-1, ArrayConstraint.firstOutside(values(dtype, nearest + above), dtype, range(bound, "")));
    assertEquals(0, ArrayConstraint.firstOutside(values(dtype, nearest + above), dtype, range(bound, "", false)));
    assertEquals(-1, ArrayConstraint.firstOutside(values(dtype, above), dtype, range(bound, "", false)));
  }

  @Test
  void putsNanIntoNoRange() {
    breaks(scalar(Scalar.DOUBLE, range("", "1")), "NaN");
    breaks(scalar(Scalar.DOUBLE, range("0", "")), "NaN");
    breaks(scalar(Scalar.DOUBLE, FINITE), "NaN");
    breaks(scalar(Scalar.FLOAT, FINITE), "-Infinity");
    holds(scalar(Scalar.DOUBLE, FINITE), "1e308");
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 0, 0, 0000, 01",
    "INT8, -128, 126, 807e, 7f",
    "UINT8, 1, 254, 01fe, ff",
    "INT16, -32768, 32766, 0080fe7f, ff7f",
    "UINT16, 1, 65534, 0100feff, ffff",
    "INT32, -2147483648, 2147483646, 00000080feffff7f, ffffff7f",
    "UINT32, 1, 4294967294, 01000000feffffff, ffffffff",
    "INT64, -9223372036854775808, 9223372036854775806, 0000000000000080feffffffffffff7f, ffffffffffffff7f",
    "UINT64, 1, 18446744073709551614, 0100000000000000feffffffffffffff, ffffffffffffffff",
    "UINT64, 1, 18446744073709551614, 0100000000000000feffffffffffffff, 0000000000000000",
    "FLOAT16, -65504, 1, fffb003c, 013c",
    "BFLOAT16, -2, 1, 00c0803f, 813f",
    "FLOAT32, -1, 1, 000080bf0000803f, 0100803f",
    "FLOAT64, -1, 1, 000000000000f0bf000000000000f03f, 010000000000f03f"
  })
  void holdsEachDtypeToItsExactBounds(DType dtype, String min, String max, String inside, String outside) {
    Constraint.Range range = range(min, max);
    assertEquals(-1, ArrayConstraint.firstOutside(values(dtype, inside), dtype, range));
    int count = inside.length() / 2 / dtype.byteSize();
    assertEquals(count, ArrayConstraint.firstOutside(values(dtype, inside + outside), dtype, range));
    assertEquals(0, ArrayConstraint.firstOutside(values(dtype, inside), dtype, range(min, max, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, fffb, 007c", "FLOAT16, fffb, 01fe", "BFLOAT16, 7f7f, 80ff", "FLOAT32, ffff7f7f, 0000c07f",
    "FLOAT64, ffffffffffffef7f, 000000000000f0ff", "COMPLEX64, 0000803f00000000, 000000000000807f",
    "COMPLEX128, 00000000000000000000000000000000, 000000000000f07f0000000000000000"
  })
  void findsWhatIsNotFiniteInEachDtype(DType dtype, String finite, String not) {
    assertEquals(-1, ArrayConstraint.firstNotFinite(values(dtype, finite), dtype));
    assertEquals(1, ArrayConstraint.firstNotFinite(values(dtype, finite + not), dtype));
  }

  /// The elements whose bytes, little-endian, are these.
  private static MemorySegment values(DType dtype, String hex) {
    MemorySegment values = MemorySegment.ofArray(HexFormat.of().parseHex(hex));
    WireBytes.toNativeOrder(values, dtype);
    return values;
  }

  @Test
  void countsCodePointsBytesElementsAndEntries() {
    Constraint two = new Constraint.Size(2, 2);
    holds(text(two), "\"😀\\ud83d\\ude00\"");
    breaks(text(two), "\"abc\"");
    holds(Records.bytes(two), "\"AAA=\"");
    breaks(Records.bytes(two), "\"AAAA\"");
    holds(list(scalar(Scalar.INT), two), "[1,2]");
    breaks(list(scalar(Scalar.INT), two), "[1]");
    holds(map(scalar(Scalar.INT), two), "{\"a\":1,\"b\":2}");
    breaks(map(scalar(Scalar.INT), two), "{}");
  }

  @Test
  void countsTheDigitsOfANumberAsItIsWritten() {
    Constraint digits = new Constraint.Digits(3, 2);
    holds(scalar(Scalar.DOUBLE, digits), "999.99");
    holds(scalar(Scalar.FLOAT, digits), "0.1");
    holds(scalar(Scalar.INT, digits), "-999");
    breaks(scalar(Scalar.DOUBLE, digits), "1000");
    breaks(scalar(Scalar.DOUBLE, digits), "0.125");
    breaks(scalar(Scalar.DOUBLE, digits), "NaN");
    breaks(scalar(Scalar.INT, digits), "1000");
  }

  @Test
  void holdsTextsAndBooleansToTheirForm() {
    holds(text(new Constraint.NotBlank()), "\" x\"");
    breaks(text(new Constraint.NotBlank()), "\" \\t\"");
    Constraint matches = new Constraint.Matches("[a-z]+", Pattern.CASE_INSENSITIVE);
    holds(text(matches), "\"aB\"");
    breaks(text(matches), "\"aB1\"");
    holds(scalar(Scalar.BOOLEAN, new Constraint.Exactly(true)), "true");
    breaks(scalar(Scalar.BOOLEAN, new Constraint.Exactly(true)), "false");
    assertEquals(matches, new Constraint.Matches("[a-z]+", Pattern.CASE_INSENSITIVE));
    assertThrows(PatternSyntaxException.class, () -> new Constraint.Matches("(", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "first.last+tag@sub.example.org", "!#$%&'*/=?^_`{|}~-@x-y.z", "a@1.2"})
  void takesAnEmailAddress(String address) {
    holds(text(new Constraint.Email()), "\"" + address + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "é@b", "a@é"})
  void refusesWhatIsNoEmailAddress(String text) {
    breaks(text(new Constraint.Email()), "\"" + text + "\"");
  }

  @Test
  void holdsALabelOfADomainTo63Characters() {
    holds(text(new Constraint.Email()), "\"a@" + "b".repeat(63) + "\"");
    breaks(text(new Constraint.Email()), "\"a@" + "b".repeat(64) + "\"");
  }

  @Test
  @Timeout(30)
  void looksThroughALongTextOnceAndWithoutMuchStack() {
    FieldType email = text(new Constraint.Email());
    holds(email, "\"a@" + "b.".repeat(2_000_000) + "c\"");
    breaks(email, "\"a@" + "b.".repeat(2_000_000) + "\"");
    breaks(email, "\"" + "a@".repeat(2_000_000) + "\"");
    FieldType groups = text(new Constraint.Matches("(a|b)*", 0));
    holds(groups, "\"abba\"");
    assertEquals(
        "4000000 characters", refusal(Rule.LIMIT, groups, "\"" + "ab".repeat(2_000_000) + "\"").found());
  }
}
