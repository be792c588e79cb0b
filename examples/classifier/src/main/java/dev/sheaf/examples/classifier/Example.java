package dev.sheaf.examples.classifier;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;
import dev.sheaf.schema.Shape;

/// A digit as the model takes it.
///
/// @param pixels in a row, with a mean near 0 and a deviation near 1
/// @param label which it is
@SchemaRecord
record Example(@Dims("784") Float32Array pixels, int label) {
  private static final int PIXELS = 28 * 28;
  private static final float MEAN = 28;
  private static final float DEVIATION = 72;

  /// Normalises the pixels. Pure, so that any thread may call it and a resumed run gives the same.
  static Example of(Digit digit) {
    float[] pixels = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = (digit.image().getFlat(i) - MEAN) / DEVIATION;
    }
    return new Example(Float32Array.of(Shape.of(PIXELS), pixels), digit.label());
  }
}
