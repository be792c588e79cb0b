package dev.sheaf.schema;

import java.util.Optional;

/// The type of an array's elements: NumPy's fourteen plain types, and bfloat16.
///
/// In memory elements have the byte order of the machine, in files little-endian unless a format says otherwise;
/// complex numbers are the real part followed by the imaginary part.
public enum DType {
  BOOL("bool", 1, Kind.BOOL),
  UINT8("uint8", 1, Kind.UNSIGNED),
  UINT16("uint16", 2, Kind.UNSIGNED),
  UINT32("uint32", 4, Kind.UNSIGNED),
  UINT64("uint64", 8, Kind.UNSIGNED),
  INT8("int8", 1, Kind.SIGNED),
  INT16("int16", 2, Kind.SIGNED),
  INT32("int32", 4, Kind.SIGNED),
  INT64("int64", 8, Kind.SIGNED),
  FLOAT16("float16", 2, Kind.FLOAT),
  BFLOAT16("bfloat16", 2, Kind.FLOAT),
  FLOAT32("float32", 4, Kind.FLOAT),
  FLOAT64("float64", 8, Kind.FLOAT),
  COMPLEX64("complex64", 8, Kind.COMPLEX),
  COMPLEX128("complex128", 16, Kind.COMPLEX);

  /// The families of element types, in the order in which one converts to the next without changing what a value means.
  public enum Kind {
    BOOL,
    UNSIGNED,
    SIGNED,
    FLOAT,
    COMPLEX
  }

  private final String wireName;
  private final int byteSize;
  private final Kind kind;

  DType(String wireName, int byteSize, Kind kind) {
    this.wireName = wireName;
    this.byteSize = byteSize;
    this.kind = kind;
  }

  /// The name as NumPy and JSON payloads spell it, such as `float32`.
  public String wireName() {
    return wireName;
  }

  /// The size of one element in bytes.
  public int byteSize() {
    return byteSize;
  }

  /// The family that this type belongs to.
  public Kind kind() {
    return kind;
  }

  /// Whether values of this type may be declared as `target`: the same family or a later one, as NumPy's
  /// `same_kind` casting, and signed integers as unsigned ones. Narrowing inside a family is allowed here; whether each
  /// value fits is checked on the data.
  public boolean convertsTo(DType target) {
    return kind.compareTo(target.kind) <= 0 || (kind == Kind.SIGNED && target.kind == Kind.UNSIGNED);
  }

  /// Whether each value of another type is a value of this one too, exactly: int32 is held by int64 and by float64, not
  /// by float32. A boolean is held by booleans only.
  public boolean holds(DType other) {
    if (this == other) {
      return true;
    }
    return switch (kind) {
      case BOOL -> false;
      case UNSIGNED -> other.kind == Kind.UNSIGNED && other.byteSize < byteSize;
      case SIGNED -> (other.kind == Kind.UNSIGNED || other.kind == Kind.SIGNED) && other.byteSize < byteSize;
      case FLOAT, COMPLEX ->
          other.kind != Kind.BOOL
              && (kind == Kind.COMPLEX || other.kind != Kind.COMPLEX)
              && other.significand() <= significand()
              && other.exponents() <= exponents();
    };
  }

  /// Up to how many bits all whole numbers are exact.
  private int significand() {
    return switch (this) {
      case BOOL -> 1;
      case UINT8, UINT16, UINT32, UINT64 -> 8 * byteSize;
      case INT8, INT16, INT32, INT64 -> 8 * byteSize - 1;
      case BFLOAT16 -> 8;
      case FLOAT16 -> 11;
      case FLOAT32, COMPLEX64 -> 24;
      case FLOAT64, COMPLEX128 -> 53;
    };
  }

  /// The smallest power of two that no finite value reaches.
  private int exponents() {
    return switch (this) {
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> significand();
      case FLOAT16 -> 16;
      case BFLOAT16, FLOAT32, COMPLEX64 -> 128;
      case FLOAT64, COMPLEX128 -> 1024;
    };
  }

  /// The simple name of the array class that holds this type, such as `Float32Array`.
  public String arrayTypeName() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64 -> "UInt" + wireName.substring(4) + "Array";
      case BFLOAT16 -> "BFloat16Array";
      default -> Character.toUpperCase(wireName.charAt(0)) + wireName.substring(1) + "Array";
    };
  }

  /// The type with this wire name; empty when there is none. Names are case-sensitive, as in NumPy.
  public static Optional<DType> fromWireName(String name) {
    for (DType type : values()) {
      if (type.wireName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// The wire name.
  @Override
  public String toString() {
    return wireName;
  }
}
