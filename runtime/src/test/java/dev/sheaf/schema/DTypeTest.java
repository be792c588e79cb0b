package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsWireName(DType type) {
    assertEquals(Optional.of(type), DType.fromWireName(type.wireName()));
  }

  @Test
  void isNotFoundByAnyOtherSpelling() {
    assertEquals(Optional.empty(), DType.fromWireName("FLOAT32"));
    assertEquals(Optional.empty(), DType.fromWireName("<f4"));
    assertEquals(Optional.empty(), DType.fromWireName(""));
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, BoolArray", "UINT8, UInt8Array", "INT64, Int64Array", "FLOAT32, Float32Array",
    "BFLOAT16, BFloat16Array", "COMPLEX128, Complex128Array"
  })
  void namesItsArrayClass(DType type, String name) {
    assertEquals(name, type.arrayTypeName());
  }

  @Test
  void convertsSignedIntegersToUnsignedOnesAndBack() {
    assertTrue(DType.INT8.convertsTo(DType.UINT64));
    assertTrue(DType.UINT64.convertsTo(DType.INT8));
  }

  @Test
  void convertsInsideItsKindAndUpwards() {
    assertTrue(DType.FLOAT64.convertsTo(DType.FLOAT16));
    assertTrue(DType.BOOL.convertsTo(DType.UINT8));
    assertTrue(DType.UINT64.convertsTo(DType.INT8));
    assertTrue(DType.INT64.convertsTo(DType.FLOAT32));
    assertTrue(DType.FLOAT32.convertsTo(DType.COMPLEX64));
    assertFalse(DType.FLOAT32.convertsTo(DType.INT64));
    assertFalse(DType.INT8.convertsTo(DType.BOOL));
    assertFalse(DType.UINT8.convertsTo(DType.BOOL));
    assertFalse(DType.COMPLEX64.convertsTo(DType.FLOAT64));
  }
}
