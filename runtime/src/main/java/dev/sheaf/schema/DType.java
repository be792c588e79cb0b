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
