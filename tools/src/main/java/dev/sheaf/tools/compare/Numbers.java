package dev.sheaf.tools.compare;

import dev.sheaf.schema.DType;

/// Which numbers of one dtype are read as those numbers where another is declared.
final class Numbers {
  private Numbers() {}

  /// Whether each value of `from` is one of `to`, and is read as such. Others do not know bfloat16, so that it is read
  /// only where it is declared.
  static boolean hold(DType to, DType from) {
    return to == from || (from != DType.BFLOAT16 && to != DType.BFLOAT16 && to.holds(from));
  }
}
