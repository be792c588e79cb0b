package dev.sheaf.random;

import java.math.BigInteger;

/// Numbers of any width as 32-bit words.
final class Words {
  private Words() {}

  /// The words of the absolute value, the low one first; 0 has one.
  static int[] ofMagnitude(BigInteger number) {
    BigInteger magnitude = number.abs();
    int[] words = new int[Math.max(1, (magnitude.bitLength() + 31) / 32)];
    for (int i = 0; i < words.length; i++) {
      words[i] = magnitude.shiftRight(32 * i).intValue();
    }
    return words;
  }
}
