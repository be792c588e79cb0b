package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Draws by weight: independent ones, orders, and exact ones between a few.
class WeightedTest {
  private static final int MANY = 300_000;

  @Test
  void indicesComeAsOftenAsTheirWeightsSay() {
    double[] weights = {0, 1, 3, 5, 10, 0, 0.25};
    WeightedDraw draw = WeightedDraw.of(weights, 5);
    assertShares(weights, LongStream.range(0, MANY).map(i -> draw.at(2, i)).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 65, 1000})
  void anyNumberOfRandomWeightsIsKept(int size) {
    long seed = new Random().nextLong(1L << 40);
    Random random = new Random(seed);
    double[] weights = random.doubles(size).map(x -> x < 0.2 ? 0 : x * x).toArray();
    weights[0] = 1;
    WeightedDraw draw = WeightedDraw.of(weights, seed);
    assertEquals(size, draw.size());
    assertShares(weights, LongStream.range(0, MANY).map(i -> draw.at(0, i)).toArray());
  }

  @Test
  void weightsFarApartAndNearTheLimitsOfDoubleAreTaken() {
    double[] huge = {Double.MAX_VALUE / 4, Double.MAX_VALUE / 2, 0};
    assertShares(huge, LongStream.range(0, MANY).map(i -> WeightedDraw.of(huge, 1).at(0, i)).toArray());
    double[] tiny = {Double.MIN_VALUE, 3 * Double.MIN_VALUE};
    assertShares(tiny, LongStream.range(0, MANY).map(i -> WeightedDraw.of(tiny, 1).at(0, i)).toArray());
    double[] apart = {1e-300, 1, 1e300};
    assertTrue(LongStream.range(0, 1000).allMatch(i -> WeightedDraw.of(apart, 1).at(0, i) == 2));
  }

  private static void assertShares(double[] weights, long[] drawn) {
    long[] counts = new long[weights.length];
    Arrays.stream(drawn).forEach(index -> counts[(int) index]++);
    double sum = Weights.sum(weights);
    for (int i = 0; i < weights.length; i++) {
      double expected = weights[i] / sum * drawn.length;
      int index = i;
      assertEquals(expected, (double) counts[i], 6 * Math.sqrt(expected), () -> "index " + index);
    }
  }

  @Test
  void aPositionIsTheSameHoweverItIsReached() {
    WeightedDraw draw = WeightedDraw.of(new double[] {1, 2, 3, 4, 5, 6}, 9);
    long[] positions = LongStream.range(-50, 50).toArray();
    long[] expected = LongStream.range(-50, 50).map(i -> draw.at(7, i)).toArray();
    expected[99] = 49;
    draw.apply(7, positions, 99);
    assertArrayEquals(expected, positions);
    WeightedDraw again = WeightedDraw.of(new double[] {1, 2, 3, 4, 5, 6}, 9);
    assertArrayEquals(
        LongStream.range(0, 100).map(i -> draw.at(1, i)).toArray(),
        LongStream.range(0, 100).parallel().map(i -> again.at(1, i)).toArray());
  }

  @Test
  void seedAndEpochGiveOtherDraws() {
    double[] weights = IntStream.range(1, 100).asDoubleStream().toArray();
    WeightedDraw draw = WeightedDraw.of(weights, 9);
    WeightedDraw other = WeightedDraw.of(weights, 10);
    assertFalse(LongStream.range(0, 20).allMatch(i -> draw.at(0, i) == draw.at(1, i)));
    assertFalse(LongStream.range(0, 20).allMatch(i -> draw.at(0, i) == other.at(0, i)));
  }

  @Test
  void anOrderHasEveryIndexOfSomeWeightOnce() {
    double[] weights = {0, 1, 3, 0, 5, 10, 0.25, 0};
    WeightedOrder order = WeightedOrder.of(weights, 3, 0);
    assertEquals(5, order.size());
    assertArrayEquals(
        new long[] {1, 2, 4, 5, 6}, LongStream.range(0, 5).map(order::at).sorted().toArray());
    long[] positions = {4, 0, 3};
    order.apply(positions, 2);
    assertArrayEquals(new long[] {order.at(4), order.at(0), 3}, positions);
  }

  /// The first comes by its weight, and the second by its weight among the others.
  @Test
  void ordersAreDrawnWithoutPuttingBack() {
    double[] weights = {1, 2, 5};
    int[][] counts = new int[3][3];
    for (int epoch = 0; epoch < 80_000; epoch++) {
      WeightedOrder order = WeightedOrder.of(weights, 17, epoch);
      counts[(int) order.at(0)][(int) order.at(1)]++;
    }
    for (int first = 0; first < 3; first++) {
      for (int second = 0; second < 3; second++) {
        double expected =
            first == second ? 0 : 80_000 * weights[first] / 8 * weights[second] / (8 - weights[first]);
        assertEquals(expected, counts[first][second], 6 * Math.sqrt(expected));
      }
    }
  }

  @Test
  void anOrderOfManyIsSorted() {
    double[] weights = new double[10_001];
    Arrays.fill(weights, 2.5);
    WeightedOrder order = WeightedOrder.of(weights, 4, 1);
    assertEquals(10_001, LongStream.range(0, 10_001).map(order::at).distinct().count());
    assertNotEquals(order.at(0), WeightedOrder.of(weights, 4, 2).at(0));
    assertThrows(IndexOutOfBoundsException.class, () -> order.at(10_001));
    assertThrows(IndexOutOfBoundsException.class, () -> order.at(-1));
  }

  @Test
  void exactWeightsAreTakenAsTheFractionsTheyAre() {
    assertDraws(ExactWeights.of(0.5, 0.25, 0.75), ExactWeights.of(2, 1, 3));
    assertDraws(ExactWeights.of(Double.MIN_VALUE, 3 * Double.MIN_VALUE), ExactWeights.of(1, 3));
    assertDraws(ExactWeights.of(1, 2, 3).without(1), ExactWeights.of(1, 3));
    double[] weights = {0.1, 0.7, 0.3};
    PythonRandom random = PythonRandom.of(4);
    ExactWeights exact = ExactWeights.of(weights);
    assertShares(weights, LongStream.range(0, MANY).map(_ -> exact.draw(random)).toArray());
  }

  private static void assertDraws(ExactWeights one, ExactWeights other) {
    PythonRandom first = PythonRandom.of(8);
    PythonRandom second = PythonRandom.of(8);
    assertTrue(IntStream.range(0, 1000).allMatch(_ -> one.draw(first) == other.draw(second)));
  }

  /// From SPDL 0.8.0: `MergeIterator` of three sources with the weights 1, 2, 3 and the seed 19, source by source.
  @Test
  void picksSourcesAsSpdlsWeightedMergeDoes() {
    PythonRandom random = PythonRandom.of(19);
    ExactWeights weights = ExactWeights.of(1, 2, 3);
    List<String> names = new ArrayList<>(List.of("a", "b", "c"));
    Map<String, Integer> left = new HashMap<>(Map.of("a", 3, "b", 1, "c", 3));
    List<String> picked = new ArrayList<>();
    while (names.size() > 1) {
      int index = weights.draw(random);
      String name = names.get(index);
      if (left.merge(name, -1, Integer::sum) >= 0) {
        picked.add(name);
      } else {
        names.remove(index);
        weights = weights.without(index);
      }
    }
    assertEquals(List.of("c", "a", "c", "a", "c", "b"), picked);
    assertEquals(List.of("a"), names);
  }

  /// Sums of up to 63, of up to 256 and of more bits are drawn from in three ways.
  @Test
  void sumsOfAnyWidthAreDrawnFrom() {
    for (double tiny : new double[] {0x1p-30, 0x1p-100, 0x1p-1000}) {
      double[] weights = {1, tiny, 2, 1};
      ExactWeights exact = ExactWeights.of(weights);
      PythonRandom random = PythonRandom.of(6);
      assertShares(weights, LongStream.range(0, MANY).map(_ -> exact.draw(random)).toArray());
    }
  }

  @Test
  void namesTheWeightThatIsOutOfRange() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message = "expected finite weights of 0 or more, found %s at position 1".formatted(bad);
      double[] weights = {1, bad, 1};
      assertRefused(message, () -> WeightedDraw.of(weights, 0));
      assertRefused(message, () -> WeightedOrder.of(weights, 0, 0));
      assertRefused(message, () -> Choice.weighted(Pcg64.of(0), weights, 1));
      assertRefused("expected finite weights above 0, found " + bad, () -> ExactWeights.of(weights));
    }
    assertRefused("expected weights with a finite sum above 0, found 0.0", () -> WeightedDraw.of(new double[0], 0));
    assertRefused("expected weights with a finite sum above 0, found 0.0", () -> WeightedDraw.of(new double[3], 0));
    assertRefused(
        "expected weights with a finite sum above 0, found Infinity",
        () -> WeightedOrder.of(new double[] {1e308, 1e308}, 0, 0));
    assertRefused("expected finite weights above 0, found 0.0", () -> ExactWeights.of(1, 0));
    assertRefused("expected 1 weight or more, found none", () -> ExactWeights.of());
    var last = assertThrows(IllegalStateException.class, () -> ExactWeights.of(1).without(0));
    assertEquals("expected another weight beside the one that is taken away, found none", last.getMessage());
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
