package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Complex128Array;
import dev.sheaf.array.Float16Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Elements made to fit: what the reference makes of them, which its conformance cases tell in full.
final class CastElementsTest {
  private static final DecodeOptions CASTS = DecodeOptions.DEFAULT.withCasts();

  private static String encoded(DType dtype, String elements) {
    int count = elements.split(",").length;
    return "{\"shape\":[%d],\"dtype\":\"%s\",\"data\":{\"buffer\":[%s],\"encoding\":\"json\"}}"
        .formatted(count, dtype.wireName(), elements);
  }

  private static Object cast(DType dtype, String elements) {
    return only(array(dtype, "?"), encoded(dtype, elements), CASTS);
  }

  private static void refused(Rule rule, DType dtype, String elements) {
    refusal(rule, array(dtype, "?"), encoded(dtype, elements), CASTS);
  }

  @Test
  void integersBesideAFractionGoThroughDoubles() {
    assertEquals(Int64Array.of(Shape.of(2), 9007199254740993L, 7), cast(DType.INT64, "9007199254740993,7"));
    assertEquals(Int64Array.of(Shape.of(2), 9007199254740992L, 7), cast(DType.INT64, "9007199254740993,7.0"));
    assertEquals(Int64Array.of(Shape.of(2), 1, 1), cast(DType.INT64, "true,1.0"));
  }

  @Test
  void integersOnBothSidesOf63BitsGoThroughDoublesAndTheEndsWrap() {
    assertEquals(UInt64Array.of(Shape.of(2), -1, -2), cast(DType.UINT64, "18446744073709551615,18446744073709551614"));
    assertEquals(UInt64Array.of(Shape.of(2), 0, 81), cast(DType.UINT64, "18446744073709551615,81"));
    assertEquals(Int64Array.of(Shape.of(2), 16, Long.MIN_VALUE), cast(DType.INT64, "16,9223372036854775808"));
    assertEquals(Int64Array.of(Shape.of(1), Long.MIN_VALUE), cast(DType.INT64, "-9223372036854775809.0"));
    refused(Rule.RANGE, DType.INT64, "9223372036854775808");
    refused(Rule.RANGE, DType.INT64, "9223372036854777856.0");
    refused(Rule.RANGE, DType.UINT64, "-1.0");
  }

  @ParameterizedTest
  @CsvSource({"INT8, 128", "INT8, -129.0", "UINT8, 256", "UINT8, -1", "UINT16, 65536.0", "INT32, 2147483648"})
  void integersBeyondASmallerTypeStayRefused(DType dtype, String element) {
    refused(Rule.RANGE, dtype, element);
  }

  @Test
  void whatIsNotWholeStaysRefused() {
    refused(Rule.INTEGER, DType.INT16, "1,0.5");
    refused(Rule.INTEGER, DType.INT16, "1e400");
    refused(Rule.INTEGER, DType.INT16, "NaN");
    refused(Rule.VALUE, DType.INT16, "null");
    refused(Rule.VALUE, DType.INT16, "\"1\"");
    assertEquals(Int16Array.of(Shape.of(2), (short) 1000, (short) -3), cast(DType.INT16, "1e3,-3"));
  }

  @Test
  void numbersBeyondAllDoublesBecomeInfiniteAndOthersStayRefused() {
    float infinity = Float.POSITIVE_INFINITY;
    assertEquals(Float64Array.of(Shape.of(2), 2, Double.NEGATIVE_INFINITY), cast(DType.FLOAT64, "2,-1e400"));
    assertEquals(Float32Array.of(Shape.of(3), 2, infinity, 3), cast(DType.FLOAT32, "2,1e400,3"));
    assertEquals(Float16Array.of(Shape.of(1), infinity), cast(DType.FLOAT16, "\"1e400\""));
    assertEquals(
        Complex128Array.of(Shape.of(1), 0, Double.NEGATIVE_INFINITY), cast(DType.COMPLEX128, "\"0-1e400j\""));
    assertEquals(Float32Array.of(Shape.of(1), infinity), only(array(DType.FLOAT32, "?"), "[1e400]", CASTS));
    refused(Rule.RANGE, DType.FLOAT32, "1e39");
    refused(Rule.RANGE, DType.FLOAT32, "\"1e39\"");
    refused(Rule.RANGE, DType.FLOAT16, "65520");
    refused(Rule.RANGE, DType.FLOAT64, "1" + "0".repeat(400));
  }

  @Test
  void nearlyEveryElementIsTrue() {
    assertEquals(
        BoolArray.of(Shape.of(6), true, true, true, true, false, false),
        cast(DType.BOOL, "2,0.5,-1,NaN,-0.0,false"));
    assertEquals(BoolArray.of(Shape.of(2), true, true), cast(DType.BOOL, "1e400,18446744073709551616"));
    assertEquals(BoolArray.of(Shape.of(3), false, true, false), cast(DType.BOOL, "null,\"no\",{}"));
    assertEquals(BoolArray.of(Shape.of(2), true, false), cast(DType.BOOL, "{\"a\":[1]},\"\""));
    refused(Rule.JSON, DType.BOOL, "{\"a\":}");
  }

  @Test
  void amongTextsOnlyAnEmptyOneIsFalse() {
    assertEquals(BoolArray.of(Shape.of(4), true, true, false, false), cast(DType.BOOL, "false,\"0\",\"\",\"\\u0000\""));
    assertEquals(BoolArray.of(Shape.of(3), false, true, false), cast(DType.BOOL, "false,\"\\u0000\",null"));
  }

  @Test
  void castsAgainToTheDeclaredDtype() {
    FieldType wide = array(DType.INT64, "?");
    assertEquals(Int64Array.of(Shape.of(3), 0, 1, 1), only(wide, encoded(DType.BOOL, "0,1,2"), CASTS));
    FieldType rounding = array(DType.FLOAT32, "?");
    assertEquals(
        Float32Array.of(Shape.of(1), -0x1p63f), only(rounding, encoded(DType.INT64, "9.223372036854775808e18"), CASTS));
    refusal(Rule.RANGE, array(DType.INT8, "?"), encoded(DType.INT64, "300"), CASTS);
  }

  @Test
  void aListWithoutADeclaredDtypeIsWhatNumPyMakesOfIt() {
    FieldType any = new ArrayType(Optional.empty(), ShapePattern.parse("?"), false, List.of());
    NdArray mixed = (NdArray) only(any, "[81,18446744073709551615]", CASTS);
    assertEquals(Float64Array.of(Shape.of(2), 81, 0x1p64), mixed);
    assertEquals(Float64Array.of(Shape.of(1), Double.POSITIVE_INFINITY), only(any, "[1e400]", CASTS));
    assertEquals(UInt64Array.of(Shape.of(2), 1, -1), only(any, "[true,18446744073709551615]", CASTS));
    assertEquals(Int64Array.of(Shape.of(1), Long.MIN_VALUE), only(any, "[-9223372036854775808]", CASTS));
  }

  @Test
  void changesNothingThatFits() {
    for (DType dtype : List.of(DType.BOOL, DType.UINT8, DType.INT64, DType.UINT64, DType.FLOAT16, DType.COMPLEX64)) {
      String json = encoded(dtype, "0,1,true,1.0");
      assertEquals(only(array(dtype, "?"), json), only(array(dtype, "?"), json, CASTS));
    }
  }
}
