package dev.sheaf.codec;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Converts elements from the dtype on the wire to the declared one, both in native byte order.
///
/// Exact where the target can hold the value, else rounded to the nearest, half to even.
final class ElementCast {
  private ElementCast() {}

  /// The same elements as `declared`; the same segment where nothing changes.
  ///
  /// @param offset where the elements stand, for errors
  /// @throws DecodeException if a finite number would become infinite, or an integer another one
  static MemorySegment cast(MemorySegment values, DType wire, DType declared, JsonReader in, long offset) {
    if (wire == declared) {
      return values;
    }
    try {
      Shape flat = Shape.of(values.byteSize() / wire.byteSize());
      return NdArray.wrap(wire, values, flat).convertRounding(declared).segment();
    } catch (ConversionException e) {
      throw in.error(
          Rule.RANGE, offset, "numbers that fit " + declared, "%s at element %d".formatted(e.value(), e.position()));
    }
  }

  /// Makes every byte that stands for true a 1, in place: in memory a boolean has two forms only.
  static void normalize(MemorySegment booleans) {
    for (long i = 0; i < booleans.byteSize(); i++) {
      booleans.set(ValueLayout.JAVA_BYTE, i, (byte) (booleans.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1));
    }
  }
}
