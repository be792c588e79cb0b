package dev.sheaf.codec;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;

/// Random decimals as JSON spells them, many of them hard to round: for comparisons with another parser.
final class Decimals {
  private final Random random;

  Decimals(Random random) {
    this.random = random;
  }

  /// The next one; all kinds take turns.
  String next(long index) {
    return switch ((int) (index % 16)) {
      case 0, 1 -> Double.toString(random.nextFloat(-1, 1));
      case 2 -> Double.toString(random.nextDouble(-1000, 1000));
      case 3 -> Float.toString(finiteFloat(random.nextInt()));
      case 4 -> Double.toString(finite(random.nextLong()));
      case 5, 6 -> digits();
      case 7 -> withExponent(digits());
      case 8 -> between(new BigDecimal(small()), new BigDecimal(Math.nextUp(1.0) - 1));
      case 9 -> halfwayOfDoubles(small());
      case 10 -> halfwayOfDoubles(random.nextInt(64) == 0 ? finite(random.nextLong()) : small());
      case 11 -> halfwayOfFloats(finiteFloat((random.nextInt() & 0x3FFFFFFF) | 0x30000000));
      case 12 -> halfwayOfFloats(random.nextInt(64) == 0 ? finiteFloat(random.nextInt()) : random.nextFloat());
      case 13 -> nearAnEdge();
      case 14 -> withTail(digits());
      default -> Long.toString(random.nextLong() >> random.nextInt(64));
    };
  }

  private double small() {
    return random.nextDouble(-100, 100);
  }

  private static double finite(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isFinite(value) ? value : 1;
  }

  private static float finiteFloat(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isFinite(value) ? value : 1;
  }

  /// Up to 30 digits with a point anywhere, or with none.
  private String digits() {
    int whole = 1 + (random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(2));
    int fraction = random.nextInt(20);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(random.nextInt(10));
    if (text.charAt(text.length() - 1) != '0') {
      append(text, whole - 1);
    }
    return fraction == 0 ? text.toString() : append(text.append('.'), fraction).toString();
  }

  private StringBuilder append(StringBuilder text, int count) {
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text;
  }

  /// An exponent in any spelling: of either case, with any sign, with zeros before it.
  private String withExponent(String number) {
    int power = random.nextInt(4) == 0 ? random.nextInt(-345, 311) : random.nextInt(-30, 31);
    String sign = power < 0 ? "-" : random.nextBoolean() ? "+" : "";
    return number + (random.nextBoolean() ? "e" : "E") + sign + "0".repeat(random.nextInt(4)) + Math.abs(power);
  }

  /// A number and a fraction of a step beside it, written out.
  private String between(BigDecimal number, BigDecimal step) {
    return number.add(step.multiply(BigDecimal.valueOf(random.nextInt(1000), 3))).toPlainString();
  }

  private String halfwayOfDoubles(double low) {
    double high = Math.nextUp(low);
    return Double.isInfinite(high) ? "1" : halfway(new BigDecimal(low), new BigDecimal(high));
  }

  private String halfwayOfFloats(float low) {
    float high = Math.nextUp(low);
    return Float.isInfinite(high) ? "1" : halfway(new BigDecimal(low), new BigDecimal(high));
  }

  /// Exactly between two numbers, or a little beside that.
  private String halfway(BigDecimal low, BigDecimal high) {
    BigDecimal tie = low.add(high).divide(BigDecimal.TWO);
    BigDecimal spelled =
        switch (random.nextInt(4)) {
          case 0 -> tie.add(tie.ulp().movePointLeft(random.nextInt(30)));
          case 1 -> tie.subtract(tie.ulp().movePointLeft(random.nextInt(30)));
          default -> tie;
        };
    return random.nextBoolean() ? spelled.toString() : withZeros(spelled);
  }

  /// Zeros behind the point change nothing.
  private String withZeros(BigDecimal number) {
    return number.setScale(Math.max(number.scale(), 0) + random.nextInt(20)).toString();
  }

  /// Around zero, the smallest and the largest numbers of both dtypes.
  private String nearAnEdge() {
    double edge =
        switch (random.nextInt(6)) {
          case 0 -> Double.MIN_VALUE * random.nextInt(4);
          case 1 -> Double.MIN_NORMAL;
          case 2 -> Double.MAX_VALUE;
          case 3 -> Float.MIN_VALUE * (double) random.nextFloat(4);
          case 4 -> Float.MIN_NORMAL;
          default -> 0x1.ffffffp127;
        };
    for (int steps = random.nextInt(4); steps > 0 && edge < Double.MAX_VALUE; steps--) {
      edge = random.nextBoolean() ? Math.nextUp(edge) : Math.nextDown(edge);
    }
    String sign = random.nextBoolean() ? "-" : "";
    return switch (random.nextInt(3)) {
      case 0 -> sign + Math.abs(edge);
      case 1 -> String.format(Locale.ROOT, "%s%.17e", sign, Math.abs(edge));
      default -> halfwayOfDoubles(edge);
    };
  }

  /// A long run of zeros or nines, and one digit that decides behind it.
  private String withTail(String number) {
    String plain = number.contains(".") ? number : number + ".0";
    int length = random.nextInt(60);
    return plain + (random.nextBoolean() ? "0" : "9").repeat(length) + random.nextInt(10);
  }
}
