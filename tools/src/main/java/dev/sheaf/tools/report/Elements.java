package dev.sheaf.tools.report;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Complex128Array;
import dev.sheaf.array.Complex64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.ValueLayout;

/// The elements of a sample as numbers to draw: truth values as 0 and 1, complex numbers by their absolute values.
final class Elements {
  private Elements() {}

  static double[] of(NdArray array) {
    double[] elements = new double[Math.toIntExact(array.size())];
    switch (array) {
      case BoolArray truths -> {
        for (int i = 0; i < elements.length; i++) {
          elements[i] = truths.getFlat(i) ? 1 : 0;
        }
      }
      case Complex64Array complex -> {
        for (int i = 0; i < elements.length; i++) {
          elements[i] = Math.hypot(complex.realFlat(i), complex.imaginaryFlat(i));
        }
      }
      case Complex128Array complex -> {
        for (int i = 0; i < elements.length; i++) {
          elements[i] = Math.hypot(complex.realFlat(i), complex.imaginaryFlat(i));
        }
      }
      default -> {
        NdArray wide = array.reshape(Shape.of(array.size())).convertRounding(DType.FLOAT64);
        for (int i = 0; i < elements.length; i++) {
          elements[i] = wide.segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, (long) Double.BYTES * i);
        }
      }
    }
    return elements;
  }
}
