package dev.sheaf.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Complex numbers in texts, as Python's `complex` takes them: `1+2j`, `(3-4J)`, `-inf`, `nanj`, `j`.
///
/// @param real the real part; infinite also where it is beyond all doubles
/// @param imaginary the imaginary part, likewise
/// @param overflows whether a part that is spelled with digits is infinite all the same
record PythonComplex(double real, double imaginary, boolean overflows) {
  private static final Pattern REAL = Pattern.compile("[+-]?NUMBER".replace("NUMBER", PythonFloat.NUMBER));
  private static final Pattern IMAGINARY =
      Pattern.compile("([+-]?(?:NUMBER)?)[jJ]".replace("NUMBER", PythonFloat.NUMBER));
  private static final Pattern BOTH =
      Pattern.compile("([+-]?NUMBER)([+-](?:NUMBER)?)[jJ]".replace("NUMBER", PythonFloat.NUMBER));

  /// @throws NumberFormatException if the text is none
  static PythonComplex parse(String text) {
    String inner = PythonFloat.strip(text);
    if (inner.startsWith("(") && inner.endsWith(")")) {
      inner = PythonFloat.strip(inner.substring(1, inner.length() - 1));
    }
    String plain = PythonFloat.toAsciiDigits(inner);
    if (REAL.matcher(plain).matches()) {
      return of(plain, "0");
    }
    Matcher imaginary = IMAGINARY.matcher(plain);
    if (imaginary.matches()) {
      return of("0", imaginary.group(1));
    }
    Matcher both = BOTH.matcher(plain);
    if (both.matches()) {
      return of(both.group(1), both.group(2));
    }
    throw new NumberFormatException(text);
  }

  private static PythonComplex of(String real, String imaginary) {
    // A sign alone, or nothing, stands for one: `j` is `1j`.
    boolean one = imaginary.isEmpty() || imaginary.equals("+") || imaginary.equals("-");
    String factor = one ? imaginary + "1" : imaginary;
    double realPart = PythonFloat.parse(real);
    double imaginaryPart = PythonFloat.parse(factor);
    return new PythonComplex(realPart, imaginaryPart, overflows(realPart, real) || overflows(imaginaryPart, factor));
  }

  private static boolean overflows(double value, String text) {
    return Double.isInfinite(value) && PythonFloat.hasDigits(text);
  }
}
