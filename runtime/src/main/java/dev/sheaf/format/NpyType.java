package dev.sheaf.format;

import dev.sheaf.schema.DType;
import java.nio.ByteOrder;
import java.util.Optional;

/// NumPy's short names of element types: an order (`<` little-endian, `>` big-endian, `|` none), a kind, a size in
/// bytes.
final class NpyType {
  private static final char NATIVE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? '<' : '>';

  private NpyType() {}

  /// The name of a type in this machine's byte order.
  ///
  /// @throws IllegalArgumentException for bfloat16, which NumPy does not know
  static String descr(DType dtype) {
    char kind =
        switch (dtype) {
          case BOOL -> 'b';
          case UINT8, UINT16, UINT32, UINT64 -> 'u';
          case INT8, INT16, INT32, INT64 -> 'i';
          case FLOAT16, FLOAT32, FLOAT64 -> 'f';
          case COMPLEX64, COMPLEX128 -> 'c';
          case BFLOAT16 ->
              throw new IllegalArgumentException(
                  "expected a type that NumPy has, found bfloat16; convert it to float32, which has all its numbers");
        };
    return "" + (dtype.byteSize() == 1 ? '|' : NATIVE) + kind + dtype.byteSize();
  }

  /// The type of this name; empty if it is no plain number, or in another byte order.
  static Optional<DType> of(String descr) {
    for (DType dtype : DType.values()) {
      if (dtype != DType.BFLOAT16 && names(descr, descr(dtype))) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  /// Bytes have no order, so that any is right.
  private static boolean names(String descr, String written) {
    boolean ofBytes = written.charAt(0) == '|';
    return descr.equals(written)
        || (ofBytes && descr.matches("[<>=]..") && descr.endsWith(written.substring(1)));
  }
}
