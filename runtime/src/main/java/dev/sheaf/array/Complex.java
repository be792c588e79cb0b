package dev.sheaf.array;

/// A complex number, as one value.
///
/// @param real the real part
/// @param imaginary the imaginary part
public record Complex(double real, double imaginary) {
  /// Both parts, as Python writes them: `1.0+2.0j`.
  @Override
  public String toString() {
    boolean signed = Double.doubleToRawLongBits(imaginary) < 0 && !Double.isNaN(imaginary);
    return real + (signed ? "" : "+") + imaginary + "j";
  }
}
