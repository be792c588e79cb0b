package dev.sheaf.tools.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Complex64Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.RandomAccessSource;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import dev.sheaf.tools.profile.FieldProfile.Sample;
import dev.sheaf.tools.profile.LengthProfile.Padding;
import dev.sheaf.tools.profile.NumberProfile.Finite;
import dev.sheaf.tools.profile.ShapeProfile.Extent;
import dev.sheaf.tools.profile.ValueProfile.ValueCount;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetProfilerTest {
  private static final ProfileOptions TWO_THREADS = ProfileOptions.DEFAULT.withThreads(2);

  private static RecordSchema record(FieldType... types) {
    List<FieldSchema> fields = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      fields.add(new FieldSchema("f" + i, "", types[i]));
    }
    return new RecordSchema("com.acme.Row", "", false, fields);
  }

  private static FieldType scalar(Scalar scalar) {
    return new ScalarType(scalar, List.of());
  }

  private static FieldType text() {
    return new TextType(List.of());
  }

  private static ArrayType array(DType dtype, String shape) {
    return new ArrayType(dtype, ShapePattern.parse(shape), false);
  }

  private static DatasetProfile profile(RecordSchema schema, List<Object[]> rows) {
    return DatasetProfiler.profile(Dataset.of(rows, schema), TWO_THREADS);
  }

  /// The profile of the only field.
  private static FieldProfile profileOf(FieldType type, Stream<?> values) {
    List<Object[]> rows = values.map(value -> new Object[] {value}).toList();
    return profile(record(type), rows).field("f0");
  }

  private static NumberProfile numbers(FieldProfile field) {
    return field.numbers().orElseThrow();
  }

  private static Finite finite(FieldProfile field) {
    return numbers(field).finite().orElseThrow();
  }

  /// What NumPy 2 says: the buffers of `testdata/tesseract/sample_*.json` put together as float64, and `min()`,
  /// `max()`, `mean()`, `std()` of that.
  @Test
  void findsInTheSamplesWhatNumPyFinds() {
    RecordSchema mesh = record(array(DType.FLOAT32, "?, 3"));
    RecordSchema bare = new RecordSchema("com.acme.Mesh", "", true, mesh.fields());
    String pattern = Path.of(System.getProperty("sheaf.testdata"), "tesseract", "sample_*.json").toString();
    try (Dataset<Object[]> rows = Datasets.open(pattern, SchemaCodec.of(bare), DatasetOptions.DEFAULT)) {
      FieldProfile points = DatasetProfiler.profile(rows, TWO_THREADS).field("f0");

      assertEquals(10, points.count());
      assertEquals(93, numbers(points).count());
      assertEquals(0.0027385002f, finite(points).min());
      assertEquals(0.9972099f, finite(points).max());
      assertEquals(0.5289607597940591, finite(points).mean(), 2e-16);
      assertEquals(0.29633153366957077, finite(points).deviation(), 2e-16);
      ShapeProfile shapes = points.shapes().orElseThrow();
      assertEquals(List.of(new Extent(3, 4), new Extent(3, 3)), shapes.axes());
      assertEquals(
          List.of(new ValueCount("(3, 3)", false, 9), new ValueCount("(4, 3)", false, 1)), shapes.shapes().top());
    }
  }

  @Test
  void isTheSameForAnyNumberOfThreadsAndAnyOrderOfRows() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RecordSchema schema = record(array(DType.FLOAT64, "?"), scalar(Scalar.FLOAT), scalar(Scalar.LONG), text());
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      double[] reals =
          random.doubles(random.nextInt(5)).map(x -> (x - 0.5) * Math.pow(10, random.nextInt(600) - 300)).toArray();
      float real = Float.intBitsToFloat(random.nextInt());
      rows.add(
          new Object[] {
            Float64Array.of(Shape.of(reals.length), reals), real, random.nextLong(), "text " + random.nextInt(50_000)
          });
    }
    ProfileOptions options = ProfileOptions.DEFAULT.withSamples(0);
    DatasetProfile expected = DatasetProfiler.profile(Dataset.of(rows, schema), options.withThreads(1));
    for (int threads : new int[] {1, 2, 7}) {
      DatasetProfile found = DatasetProfiler.profile(Dataset.of(rows.reversed(), schema), options.withThreads(threads));
      assertEquals(expected, found, () -> "seed %d, %d threads".formatted(seed, threads));
    }
  }

  @Test
  void losesNothingWhereNumbersAreLargeAndTheirSpreadIsSmall() {
    Finite finite = finite(profileOf(scalar(Scalar.DOUBLE), Stream.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)));

    assertEquals(1e9 + 10, finite.mean());
    // The squared distances are 36, 9, 9 and 36.
    assertEquals(Math.sqrt(22.5), finite.deviation());
  }

  @Test
  void addsTheLargestAndTheSmallestNumbersWithoutOverflow() {
    double huge = Double.MAX_VALUE;
    Finite finite = finite(profileOf(scalar(Scalar.DOUBLE), Stream.of(huge, huge, -huge, -huge, Double.MIN_VALUE)));

    assertEquals(0, finite.mean());
    assertEquals(huge * Math.sqrt(0.8), finite.deviation(), huge * 1e-15);
    assertEquals(5, finite.histogram().total());
  }

  @Test
  void countsWhatIsNotFiniteApart() {
    float[] elements = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -0f, 0f, 2f};
    FieldProfile field = profileOf(array(DType.FLOAT32, "?"), Stream.of(Float32Array.of(Shape.of(7), elements)));
    NumberProfile numbers = numbers(field);

    assertEquals(List.of(7L, 2L, 1L, 1L, 2L), List.of(
        numbers.count(), numbers.nan(), numbers.positiveInfinity(), numbers.negativeInfinity(), numbers.zeros()));
    assertTrue(numbers.hasNonFinite());
    assertEquals(-0f, finite(field).min());
    assertEquals(2f, finite(field).max());
    assertEquals(2.0 / 3, finite(field).mean());
  }

  @Test
  void saysNothingOfNumbersThatAreNotThere() {
    FieldProfile none = profileOf(array(DType.FLOAT32, "?"), Stream.of(Float32Array.of(Shape.of(0))));
    assertEquals(0, numbers(none).count());
    assertEquals(Optional.empty(), numbers(none).finite());
    assertEquals(Optional.empty(), profileOf(scalar(Scalar.INT), Stream.of()).numbers());
  }

  @Test
  void keepsWholeNumbersExact() {
    Finite longs = finite(profileOf(scalar(Scalar.LONG), Stream.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)));
    assertEquals(Long.MIN_VALUE, longs.min());
    assertEquals(Long.MAX_VALUE, longs.max());
    assertEquals((double) Long.MAX_VALUE / 3, longs.mean(), 1e4);

    UInt64Array bits = UInt64Array.of(Shape.of(3), -1, 0, 5);
    Finite unsigned = finite(profileOf(array(DType.UINT64, "3"), Stream.of(bits)));
    assertEquals(0L, unsigned.min().longValue());
    assertEquals(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), unsigned.max());
    assertEquals(0x1p64 / 3, unsigned.mean(), 1e4);
  }

  @Test
  void countsEachOfAFewWholeNumbersByItself() {
    Histogram histogram = finite(profileOf(scalar(Scalar.INT), Stream.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5))).histogram();

    assertEquals(new Histogram(1, 1, List.of(2L, 1L, 2L, 1L, 3L, 1L, 0L, 0L, 1L)), histogram);
    assertEquals(new Histogram(0, 4, List.of(5L, 5L, 1L)), histogram.atMost(3));
  }

  @Test
  void makesBinsThatAreNoNarrowerThanTheyMustBe() {
    List<Double> values = IntStream.rangeClosed(-3000, 3000).mapToObj(i -> i / 8.0).toList();
    Histogram histogram = finite(profileOf(scalar(Scalar.DOUBLE), values.stream())).histogram();

    assertEquals(0.5, histogram.width());
    assertEquals(-375, histogram.start());
    assertEquals(6001, histogram.total());
    assertEquals(4, histogram.counts().get(1));
    assertEquals(6001, histogram.atMost(7).total());
  }

  @Test
  void countsNumbersOfAnySizeByTheirPowersOfTwo() {
    Magnitudes magnitudes =
        finite(profileOf(scalar(Scalar.DOUBLE), Stream.of(0.0, 1.0, 1.5, 2.0, 1e300, -3.0, 1e-320))).magnitudes();

    assertEquals(
        List.of(
            new Magnitudes.Octave(true, 1, 1),
            new Magnitudes.Octave(false, -1022, 1),
            new Magnitudes.Octave(false, 0, 2),
            new Magnitudes.Octave(false, 1, 1),
            new Magnitudes.Octave(false, 996, 1)),
        magnitudes.octaves());
  }

  @Test
  void looksAtBytesAsNumbersAndAtComplexNumbersByTheirSize() {
    UInt8Array bytes = UInt8Array.ofBits(Shape.of(4), (byte) 0, (byte) 255, (byte) 255, (byte) 2);
    FieldProfile grey = profileOf(array(DType.UINT8, "4"), Stream.of(bytes, bytes));
    assertEquals(255L, finite(grey).max());
    assertEquals(128, finite(grey).mean());
    assertEquals(2, numbers(grey).zeros());

    Complex64Array complex = Complex64Array.of(Shape.of(2), 3, 4, 0, -1);
    assertEquals(5.0, finite(profileOf(array(DType.COMPLEX64, "2"), Stream.of(complex))).max());
  }

  @Test
  void countsTruthValues() {
    BoolArray mask = BoolArray.of(Shape.of(3), true, false, true);
    FieldProfile field = profileOf(array(DType.BOOL, "3"), Stream.of(mask));
    assertEquals(
        List.of(new ValueCount("true", false, 2), new ValueCount("false", false, 1)),
        field.values().orElseThrow().top());
    assertEquals(Optional.empty(), field.numbers());
  }

  @Test
  void looksIntoRecordsListsMapsUnionsAndOptionalValues() {
    RecordSchema circle =
        new RecordSchema("Circle", "", false, List.of(new FieldSchema("radius", "", scalar(Scalar.DOUBLE))));
    RecordSchema square =
        new RecordSchema("Square", "", false, List.of(new FieldSchema("side", "", scalar(Scalar.DOUBLE))));
    FieldType shape =
        new UnionType(
            "Shape",
            "kind",
            List.of(new UnionType.Variant("circle", circle), new UnionType.Variant("square", square)));
    RecordSchema schema =
        record(
            new RecordType(circle),
            new ListType(shape, List.of()),
            new MapType(scalar(Scalar.INT), List.of()),
            new OptionalType(new EnumType("Unit", List.of("mm", "in", "m"))),
            new TimeType(Time.INSTANT));
    SchemaCodec.Variant round = new SchemaCodec.Variant("circle", List.of(2.0));
    DatasetProfile profile =
        profile(
            schema,
            List.of(
                new Object[] {
                  new Object[] {1.0}, List.of(round, round), Map.of("a", 1, "b", 2), Optional.of("in"), Instant.EPOCH
                },
                new Object[] {
                  new Object[] {3.0}, List.of(), Map.of(), Optional.empty(), Instant.EPOCH.plusSeconds(1)
                }));

    assertEquals(
        List.of("f0", "f0.radius", "f1", "f1[]", "f1[]<circle>.radius", "f1[]<square>.side", "f2", "f2{}", "f3", "f4"),
        profile.fields().stream().map(FieldProfile::path).toList());
    assertEquals(2.0, finite(profile.field("f0.radius")).mean());
    assertEquals(2, profile.field("f1[]<circle>.radius").count());
    assertEquals(0, profile.field("f1[]<square>.side").count());
    assertEquals(
        List.of(new ValueCount("circle", false, 2), new ValueCount("square", false, 0)),
        profile.field("f1[]").values().orElseThrow().top());
    assertEquals(2, profile.field("f1").lengths().orElseThrow().max());
    assertEquals(2, profile.field("f2{}").count());
    assertEquals(1, profile.field("f3").absent());
    assertEquals(1, profile.field("f3").count());
    assertEquals(3, profile.field("f3").values().orElseThrow().top().size());
    assertEquals(
        Optional.of(new FieldProfile.TimeProfile("1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z")),
        profile.field("f4").times());
    assertThrows(IllegalArgumentException.class, () -> profile.field("f5"));
  }

  /// Eight rows of length 1 and one of length 9, in batches of 8: in 8 of 9 shuffles the long one is in a given batch,
  /// so a batch is `8/9 * 9 + 1/9 * 1` = 73/9 long on average, and all batches together have room for 73 elements; 17
  /// are there.
  @Test
  void knowsWhatPaddingCosts() {
    Stream<NdArray> arrays =
        IntStream.range(0, 9).mapToObj(i -> i == 4 ? 9 : 1).map(n -> Float32Array.of(Shape.of(n), new float[n]));
    LengthProfile lengths = profileOf(array(DType.FLOAT32, "?"), arrays).lengths().orElseThrow();
    Padding padding = lengths.padding().getFirst();

    assertEquals(8, padding.batch());
    assertEquals(1 - 17.0 / 73, padding.shuffled(), 1e-12);
    assertEquals(0, padding.bucketed(), 1e-12);
    assertEquals(1 - 17.0 / 81, lengths.paddedToLongest(), 1e-12);
    assertEquals(List.of(1L, 9L), lengths.bounds());
    assertEquals(17.0 / 9, lengths.mean(), 1e-15);
    assertTrue(lengths.varies());
  }

  @Test
  void hasNoLengthsWhereTheFirstAxisIsFixed() {
    FieldProfile fixed = profileOf(array(DType.FLOAT32, "2, ?"), Stream.of(Float32Array.of(Shape.of(2, 1), 1, 2)));
    assertEquals(Optional.empty(), fixed.lengths());
  }

  @Test
  void tellsArraysOfDifferentRanksApart() {
    ShapeProfile shapes =
        profileOf(
                array(DType.FLOAT32, "..."),
                Stream.of(Float32Array.of(Shape.of(), 1), Float32Array.of(Shape.of(1, 2), 1, 2)))
            .shapes()
            .orElseThrow();
    assertEquals(0, shapes.minRank());
    assertEquals(2, shapes.maxRank());
    assertEquals(List.of(), shapes.axes());
  }

  @Test
  void countsTextsExactlyWhileTheyAreFew() {
    ValueProfile values = profileOf(text(), Stream.of("b", "a", "b", "x".repeat(121))).values().orElseThrow();
    assertEquals(
        new ValueProfile(
            4,
            3,
            true,
            List.of(
                new ValueCount("b", false, 2),
                new ValueCount("a", false, 1),
                new ValueCount("x".repeat(120), true, 1))),
        values);
  }

  @Test
  void estimatesHowManyTextsThereAreWhereTheyAreMany() {
    Stream<String> texts = IntStream.range(0, 40_000).mapToObj(i -> "user-" + i % 20_000);
    ValueProfile values = profileOf(text(), texts).values().orElseThrow();

    assertFalse(values.exact());
    assertEquals(40_000, values.count());
    assertEquals(20_000.0, (double) values.distinct(), 1_000);
    assertEquals(2, values.top().getFirst().count());
  }

  @Test
  void takesSamplesEvenly() {
    List<Object[]> rows = LongStream.range(0, 10).mapToObj(i -> new Object[] {i}).toList();
    DatasetProfile profile =
        DatasetProfiler.profile(Dataset.of(rows, record(scalar(Scalar.LONG))), TWO_THREADS.withSamples(4));
    assertEquals(
        List.of(new Sample(0, 0L), new Sample(2, 2L), new Sample(5, 5L), new Sample(7, 7L)),
        profile.field("f0").samples());
  }

  @Test
  void leavesOutSamplesThatAreTooLarge() {
    NdArray large = UInt8Array.ofBits(Shape.of(5 << 20), new byte[5 << 20]);
    FieldProfile field = profileOf(array(DType.UINT8, "?"), Stream.of(large));
    assertEquals(List.of(), field.samples());
    assertEquals(1, field.samplesLeftOut());
    assertEquals(5 << 20, numbers(field).zeros());
  }

  @Test
  void goesOnBehindARowThatCannotBeRead() {
    RandomAccessSource<Object[]> torn =
        new RandomAccessSource<>() {
          @Override
          public long size() {
            return 300;
          }

          @Override
          public Object[] get(long position) {
            if (position % 2 == 1) {
              throw new CorruptDataException("rows", position, "a row", "none");
            }
            return new Object[] {position};
          }

          @Override
          public String fingerprint() {
            return "";
          }
        };
    DatasetProfile profile =
        DatasetProfiler.profile(Dataset.of(torn, record(scalar(Scalar.LONG))), TWO_THREADS);

    assertEquals(300, profile.rows());
    assertEquals(150, profile.unreadableRows());
    assertEquals(100, profile.faults().size());
    assertEquals(
        LongStream.range(0, 100).map(i -> 2 * i + 1).boxed().toList(),
        profile.faults().stream().map(DatasetProfile.UnreadableRow::row).toList());
    assertEquals(150, numbers(profile.field("f0")).count());
  }

  @Test
  void looksAtARowOfNothing() {
    DatasetProfile profile = profile(record(text()), Arrays.asList());
    assertEquals(0, profile.rows());
    assertEquals(0, profile.field("f0").count());
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> ProfileOptions.DEFAULT.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> ProfileOptions.DEFAULT.withSamples(65));
  }
}
