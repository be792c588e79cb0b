package dev.sheaf.schema;

/// Java's types of single values that are booleans or numbers.
public enum Scalar {
  BOOLEAN("boolean", DType.BOOL),
  BYTE("byte", DType.INT8),
  SHORT("short", DType.INT16),
  INT("int", DType.INT32),
  LONG("long", DType.INT64),
  FLOAT("float", DType.FLOAT32),
  DOUBLE("double", DType.FLOAT64);

  private final String javaName;
  private final DType dtype;

  Scalar(String javaName, DType dtype) {
    this.javaName = javaName;
    this.dtype = dtype;
  }

  /// Java's name of the primitive type, such as `int`.
  public String javaName() {
    return javaName;
  }

  /// The type of an array's elements that holds the same values.
  public DType dtype() {
    return dtype;
  }
}
