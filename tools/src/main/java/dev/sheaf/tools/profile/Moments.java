package dev.sheaf.tools.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// Mean and standard deviation from exact sums, each rounded once.
final class Moments {
  private static final MathContext PRECISE = new MathContext(40);

  private Moments() {}

  static double mean(ExactSum sum, long count) {
    return power(ExactSum.LOWEST)
        .multiply(new BigDecimal(sum.scaled()))
        .divide(BigDecimal.valueOf(count), PRECISE)
        .doubleValue();
  }

  /// The root of the mean squared distance from the mean.
  static double deviation(ExactSum sum, ExactSum squares, long count) {
    // n * sum(x^2) - sum(x)^2, in units of 2^(2 * LOWEST); exact, so that nothing is lost where it is small.
    BigInteger total = sum.scaled();
    BigInteger spread =
        squares
            .scaled()
            .shiftLeft(-ExactSum.LOWEST)
            .multiply(BigInteger.valueOf(count))
            .subtract(total.multiply(total));
    return new BigDecimal(spread)
        .sqrt(PRECISE)
        .multiply(power(ExactSum.LOWEST))
        .divide(BigDecimal.valueOf(count), PRECISE)
        .doubleValue();
  }

  private static BigDecimal power(int exponent) {
    return BigDecimal.ONE.divide(new BigDecimal(BigInteger.TWO.pow(-exponent)), PRECISE);
  }
}
