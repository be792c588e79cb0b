package dev.sheaf.random;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A choice between a few things by weights that are taken as the exact fractions that they are: SPDL's weighted merge,
/// draw for draw.
///
/// Immutable and thread-safe; the generator is the caller's.
public final class ExactWeights {
  /// The widest sum that is drawn from at once; a wider one is gone through weight by weight.
  private static final int MAX_BITS = 256;

  /// In the proportions of what was given, without a common divisor.
  private final List<BigInteger> weights;

  private final BigInteger total;

  /// The same weights where their sum is a `long`, as it is for all that are not worlds apart; empty otherwise.
  private final long[] narrow;

  private ExactWeights(List<BigInteger> weights) {
    this.weights = List.copyOf(weights);
    this.total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    this.narrow =
        total.bitLength() < Long.SIZE ? weights.stream().mapToLong(BigInteger::longValueExact).toArray() : new long[0];
  }

  /// Weights as what they are, to the last bit; only their proportions count.
  ///
  /// @param weights 1 or more, each finite and above 0
  /// @throws IllegalArgumentException if a weight is not, or there are none
  public static ExactWeights of(double... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("expected 1 weight or more, found none");
    }
    int lowest = Integer.MAX_VALUE;
    for (double weight : weights) {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected finite weights above 0, found " + weight);
      }
      lowest = Math.min(lowest, exponent(weight));
    }
    List<BigInteger> numbers = new ArrayList<>();
    BigInteger divisor = BigInteger.ZERO;
    for (double weight : weights) {
      BigInteger number = BigInteger.valueOf(significand(weight)).shiftLeft(exponent(weight) - lowest);
      numbers.add(number);
      divisor = divisor.gcd(number);
    }
    BigInteger common = divisor;
    return new ExactWeights(numbers.stream().map(number -> number.divide(common)).toList());
  }

  /// A weight is `significand * 2^exponent`.
  private static int exponent(double weight) {
    return Math.getExponent(Math.max(weight, Double.MIN_NORMAL)) - 52;
  }

  private static long significand(double weight) {
    long bits = Double.doubleToRawLongBits(weight);
    long fraction = bits & (1L << 52) - 1;
    return weight < Double.MIN_NORMAL ? fraction : fraction | 1L << 52;
  }

  /// How many there are.
  public int size() {
    return weights.size();
  }

  /// The index of one of them, with the probability of its weight among all.
  public int draw(PythonRandom random) {
    if (narrow.length > 0) {
      return drawNarrow(random);
    }
    return total.bitLength() <= MAX_BITS ? drawAtOnce(random) : drawOneByOne(random);
  }

  private int drawNarrow(PythonRandom random) {
    long left = random.nextLong(total.longValue());
    int index = 0;
    while (left >= narrow[index]) {
      left -= narrow[index++];
    }
    return index;
  }

  private int drawAtOnce(PythonRandom random) {
    BigInteger left = random.nextBelow(total);
    int index = 0;
    while (left.compareTo(weights.get(index)) >= 0) {
      left = left.subtract(weights.get(index++));
    }
    return index;
  }

  private int drawOneByOne(PythonRandom random) {
    BigInteger rest = total;
    for (int i = 0; i < weights.size() - 1; i++) {
      if (happens(weights.get(i), rest, random)) {
        return i;
      }
      rest = rest.subtract(weights.get(i));
    }
    return weights.size() - 1;
  }

  /// Compares a random binary fraction with `chances / of`, digit by digit, until they differ.
  private static boolean happens(BigInteger chances, BigInteger of, PythonRandom random) {
    BigInteger rest = chances;
    while (true) {
      rest = rest.shiftLeft(1);
      boolean digit = rest.compareTo(of) >= 0;
      if (digit) {
        rest = rest.subtract(of);
      }
      if (random.nextBit() != digit) {
        return digit;
      }
    }
  }

  /// The others, when one of them has ended.
  ///
  /// @throws IndexOutOfBoundsException if there is no such index
  /// @throws IllegalStateException if it is the only one
  public ExactWeights without(int index) {
    if (size() == 1) {
      throw new IllegalStateException("expected another weight beside the one that is taken away, found none");
    }
    List<BigInteger> others = new ArrayList<>(weights);
    others.remove(index);
    return new ExactWeights(others);
  }
}
