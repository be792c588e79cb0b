package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The numbers of NumPy and CPython, as `values.py` wrote them down beside the recorded `values.txt`.
class RecordedValuesTest {
  private record Question(String name, List<String> arguments, List<String> answers) {
    static Question parse(String line) {
      int bar = line.indexOf('|');
      List<String> words = List.of(line.substring(0, bar).strip().split(" "));
      String answers = line.substring(bar + 1).strip();
      return new Question(
          words.getFirst(),
          words.subList(1, words.size()),
          answers.isEmpty() ? List.of() : List.of(answers.split(" ")));
    }

    String text(int argument) {
      return arguments.get(argument);
    }

    BigInteger number(int argument) {
      return new BigInteger(text(argument));
    }

    long whole(int argument) {
      return number(argument).longValueExact();
    }

    int count(int argument) {
      return Math.toIntExact(whole(argument));
    }

    double[] weights(int argument) {
      return Stream.of(text(argument).split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    List<BigInteger> numbers(int argument) {
      return text(argument).equals("-")
          ? List.of()
          : Stream.of(text(argument).split(",")).map(BigInteger::new).toList();
    }

    /// The generator that the first two arguments name.
    NumpyRandom generator() {
      return switch (text(0)) {
        case "pcg64" -> Pcg64.of(number(1));
        case "philox" -> Philox.of(SeedSequence.of(List.of(number(1))));
        default -> throw new AssertionError("unknown generator " + text(0));
      };
    }

    List<String> draw(LongSupplier next) {
      return LongStream.generate(next).limit(answers.size()).mapToObj(Long::toString).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() throws IOException {
    List<Question> questions;
    try (InputStream values = RecordedValuesTest.class.getResourceAsStream("values.txt")) {
      questions = new String(values.readAllBytes(), StandardCharsets.UTF_8).lines().map(Question::parse).toList();
    }
    assertTrue(questions.size() > 900, () -> "found " + questions.size());
    return questions.stream()
        .map(
            question ->
                DynamicTest.dynamicTest(
                    question.name() + question.arguments(), () -> assertEquals(question.answers(), answers(question))));
  }

  private static List<String> answers(Question question) {
    return switch (question.name()) {
      case "words" -> unsigned(SeedSequence.of(question.numbers(0)).words(11));
      case "longs" -> unsigned(SeedSequence.of(question.numbers(0)).longs(5));
      case "raw" -> unsigned(LongStream.generate(question.generator()::nextLong).limit(9).toArray());
      case "doubles" -> hexadecimal(question.generator().doubles(8).toArray());
      case "floats" -> floats(question.generator());
      case "integers" -> integers(question);
      case "mixed" -> mixed(question.generator());
      case "permutation" -> decimal(question.generator().permutation(question.count(2)));
      case "any" -> decimal(Choice.any(question.generator(), question.whole(2), question.count(3)));
      case "distinct" -> decimal(Choice.distinct(question.generator(), question.whole(2), question.count(3)));
      case "weighted" -> decimal(Choice.weighted(question.generator(), question.weights(2), question.count(3)));
      case "weightedDistinct" ->
          decimal(Choice.weightedDistinct(question.generator(), question.weights(2), question.count(3)));
      case "counter" -> counter(question.numbers(0));
      case "sampler" -> sampler(question.count(0));
      case "sum" -> hexadecimal(Weights.sum(uniform(question.count(0))));
      default -> ofPython(question);
    };
  }

  private static List<String> ofPython(Question question) {
    PythonRandom random = PythonRandom.of(question.number(0));
    return switch (question.name()) {
      case "pythonDoubles" -> hexadecimal(IntStream.range(0, 5).mapToDouble(_ -> random.nextDouble()).toArray());
      case "pythonBits" ->
          IntStream.range(0, 5).mapToObj(_ -> random.nextBits(question.count(1)).toString()).toList();
      case "pythonBelow" -> below(question.number(1), question);
      case "pythonState" -> {
        var _ = random.nextDouble();
        int[] state = random.state();
        yield unsigned(state[0], state[1], state[2], state[624]);
      }
      default -> throw new AssertionError("unknown question " + question.name());
    };
  }

  /// Asks for wide numbers, and where the bound is a `long` for those too, which must agree.
  private static List<String> below(BigInteger bound, Question question) {
    PythonRandom wide = PythonRandom.of(question.number(0));
    List<String> drawn = IntStream.range(0, 8).mapToObj(_ -> wide.nextBelow(bound).toString()).toList();
    if (bound.bitLength() < Long.SIZE) {
      PythonRandom narrow = PythonRandom.of(question.number(0));
      assertEquals(drawn, question.draw(() -> narrow.nextLong(bound.longValueExact())));
    }
    return drawn;
  }

  private static List<String> integers(Question question) {
    NumpyRandom random = question.generator();
    long low = question.whole(2);
    long high = question.whole(3);
    List<String> drawn = question.draw(() -> random.nextLong(low, high));
    if (low == 0) {
      NumpyRandom fromZero = question.generator();
      assertEquals(drawn, question.draw(() -> fromZero.nextLong(high)));
      if (high <= Integer.MAX_VALUE) {
        NumpyRandom narrow = question.generator();
        assertEquals(drawn, question.draw(() -> narrow.nextInt((int) high)));
      }
    }
    if (low == (int) low && high == (int) high) {
      NumpyRandom narrow = question.generator();
      assertEquals(drawn, question.draw(() -> narrow.nextInt((int) low, (int) high)));
    }
    return drawn;
  }

  private static List<String> mixed(NumpyRandom random) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      drawn.add("" + random.nextInt(10));
      drawn.add(form(random.nextDouble()));
      drawn.add("" + random.nextLong(1L << 40));
      drawn.add("" + random.nextInt(1));
      drawn.add("" + random.nextLong(7));
      drawn.add("" + random.nextLong(1L << 32));
    }
    return drawn;
  }

  private static List<String> floats(NumpyRandom random) {
    return hexadecimal(IntStream.range(0, 7).mapToDouble(_ -> random.nextFloat()).toArray());
  }

  private static List<String> counter(List<BigInteger> counter) {
    Philox random = Philox.ofKey(11, -3);
    random.moveTo(
        counter.get(0).longValue(), counter.get(1).longValue(), counter.get(2).longValue(), counter.get(3).longValue());
    return unsigned(LongStream.generate(random::nextLong).limit(9).toArray());
  }

  private static double[] uniform(int size) {
    return Pcg64.of(size).doubles(size).toArray();
  }

  private static List<String> sampler(int size) {
    return decimal(RandomSampler.weighted(size, uniform(size), 40, Share.ALL).draw(5));
  }

  private static List<String> unsigned(int... words) {
    return Arrays.stream(words).mapToObj(Integer::toUnsignedString).toList();
  }

  private static List<String> unsigned(long... words) {
    return Arrays.stream(words).mapToObj(Long::toUnsignedString).toList();
  }

  private static List<String> decimal(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).toList();
  }

  /// As Python writes floating-point numbers: all thirteen digits.
  private static List<String> hexadecimal(double... numbers) {
    return Arrays.stream(numbers).mapToObj(RecordedValuesTest::form).toList();
  }

  private static String form(double number) {
    long bits = Double.doubleToRawLongBits(number);
    if (number == 0) {
      return "0x0.0p+0";
    }
    int exponent = Math.getExponent(number);
    return "0x1.%013xp%s%d".formatted(bits & (1L << 52) - 1, exponent < 0 ? "" : "+", exponent);
  }
}
