package dev.sheaf.format.npy;

import dev.sheaf.schema.DType;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// NumPy's short names of element types: an order (`<` little-endian, `>` big-endian, `=` and `|` that of the machine),
/// a kind, a size in bytes.
///
/// @param dtype the type
/// @param order the byte order that the name says
record NpyType(DType dtype, ByteOrder order) {
  private static final char NATIVE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
  private static final Pattern NAME = Pattern.compile("([<>=|]?)([biufc][0-9]{1,2})");

  /// The name of a type in this machine's byte order.
  ///
  /// @throws IllegalArgumentException for bfloat16, which NumPy does not know
  static String descr(DType dtype) {
    return (dtype.byteSize() == 1 ? '|' : NATIVE) + kindAndSize(dtype);
  }

  private static String kindAndSize(DType dtype) {
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
    return "" + kind + dtype.byteSize();
  }

  /// The type of this name; empty if it is no plain number.
  static Optional<NpyType> of(String descr) {
    Matcher name = NAME.matcher(descr);
    if (!name.matches()) {
      return Optional.empty();
    }
    for (DType dtype : DType.values()) {
      if (dtype != DType.BFLOAT16 && kindAndSize(dtype).equals(name.group(2))) {
        return Optional.of(new NpyType(dtype, order(name.group(1))));
      }
    }
    return Optional.empty();
  }

  private static ByteOrder order(String mark) {
    return switch (mark) {
      case "<" -> ByteOrder.LITTLE_ENDIAN;
      case ">" -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }
}
