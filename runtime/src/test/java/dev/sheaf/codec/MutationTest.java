package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.record;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static dev.sheaf.codec.Records.withDefault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Any one byte of a valid record changed, removed or inserted gives the same answer as a slow, simple reader.
///
/// `-Dsheaf.mutations=1000000` tries more than the default, `-Dsheaf.seed=42` the same again.
final class MutationTest {
  private record Sample(RecordSchema schema, String json) {}

  /// What came of reading: values, or none where the data was refused.
  private record Answer(Optional<List<Object>> values, String why) {
    boolean agreesWith(Answer other) {
      return values.equals(other.values);
    }
  }

  private static final Constraint AT_MOST_90 =
      new Constraint.Range(Optional.empty(), true, Optional.of(new BigDecimal(90)), true);

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              Records.of(
                  field("flag", scalar(Scalar.BOOLEAN)),
                  field("b", scalar(Scalar.BYTE)),
                  field("s", scalar(Scalar.SHORT)),
                  field("n", scalar(Scalar.INT, AT_MOST_90)),
                  field("id", scalar(Scalar.LONG)),
                  field("f", scalar(Scalar.FLOAT)),
                  field("d", scalar(Scalar.DOUBLE)),
                  field("e", scalar(Scalar.DOUBLE))),
              """
              {"flag": true, "b": -12, "s": "1_00", "n": 90, "id": 9223372036854775807,
               "f": 3.5e38, "d": "-1.5e3", "e": -Infinity}
              """.replace("3.5e38", "3.4e38")),
          new Sample(
              Records.of(
                  field("flag", scalar(Scalar.BOOLEAN)),
                  field("n", scalar(Scalar.INT)),
                  field("d", scalar(Scalar.DOUBLE)),
                  field("x", scalar(Scalar.DOUBLE))),
              "{\"d\":NaN,\"flag\":\"no\",\"n\":1.20e1,\"x\":1e308}"),
          new Sample(
              Records.of(
                  field("name", text()),
                  field("raw", Records.bytes()),
                  field("color", Records.color()),
                  field("when", new TimeType(Time.INSTANT)),
                  field("day", new TimeType(Time.LOCAL_DATE))),
              """
              {"name":"a\\u00e9é€😀\\ud83d\\ude00\\n\\"","raw":"AQIDBA==","color":"red",
              "when":"2026-11-21T14:30:00Z","day":"2026-11-21"}"""),
          new Sample(
              Records.of(
                  field("maybe", new OptionalType(scalar(Scalar.INT))),
                  withDefault("preset", list(scalar(Scalar.INT)), "[7]"),
                  field("lists", list(list(text()))),
                  field("named", map(new OptionalType(scalar(Scalar.DOUBLE))))),
              "{\"maybe\":null,\"preset\":[1,2],\"lists\":[[],[\"x\",\"\"]],\"named\":{\"a\":1.5,\"\":null,\"\\u0062\":2}}"),
          new Sample(
              Records.of(
                  field("shape", Records.shape()),
                  field("shapes", list(Records.shape())),
                  field("in", record(field("in", record(field("n", scalar(Scalar.INT)))), field("t", text())))),
              """
              {"shape":{"radius":2,"kind":"circle"},"shapes":[{"kind":"box","edge":3}, {"edge":4,"kind":"box"}],
              "in":{"in":{"n":1},"t":"x"}}"""),
          new Sample(
              Records.of(
                  field("points", array(DType.FLOAT64, "?, 2")),
                  field("weights", array(DType.FLOAT32, "3")),
                  field("items", new SequenceType(array(DType.FLOAT32, "?")))),
              "{\"points\":[[1,2.5],[true,NaN],[1e3,-0.0]],\"weights\":[0.5,1,2],\"items\":[[1],[2,3],[]]}"),
          new Sample(
              Records.of(
                  field("json", array(DType.FLOAT64, "2, 2")),
                  field("base64", array(DType.FLOAT32, "2"))),
              """
              {"json":{"object_type":"array","shape":[2,2],"dtype":"float64",
              "data":{"buffer":[[1,2.5],[null,"4_0"]],"encoding":"json"}},
              "base64":{"data":{"encoding":"base64","buffer":"AACAPwAAAMA=","compression":null},
              "dtype":"float32","shape":[2]}}"""));

  @Test
  void theSamplesThemselvesAreRead() throws ReferenceReader.Refused {
    for (Sample sample : SAMPLES) {
      byte[] json = sample.json().getBytes(StandardCharsets.UTF_8);
      assertEquals(ReferenceReader.read(json, sample.schema()), answer(json, sample.schema(), 64).values().orElseThrow());
    }
  }

  @Test
  @Timeout(600)
  void oneByteChangedGivesTheAnswerOfASlowSimpleReader() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    int count = Integer.getInteger("sheaf.mutations", 20_000);
    System.out.printf("MutationTest: %d mutations, seed %d%n", count, seed);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < count; i++) {
      Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
      byte[] json = mutated(sample.json().getBytes(StandardCharsets.UTF_8), random);
      Answer expected = expected(json, sample.schema());
      Answer found = answer(json, sample.schema(), List.of(1, 7, 64, 4096).get(random.nextInt(4)));
      assertTrue(
          expected.agreesWith(found),
          () ->
              "seed %d:%n%s%nexpected %s%nfound    %s"
                  .formatted(seed, new String(json, StandardCharsets.UTF_8), expected, found));
      read += found.values().isPresent() ? 1 : 0;
    }
    // Both answers come up, or the test shows nothing.
    assertTrue(read > count / 20 && read < count * 19 / 20, read + " of " + count + " were read");
  }

  private static byte[] mutated(byte[] json, Random random) {
    int at = random.nextInt(json.length);
    // Bytes that mean something in JSON are the likelier ones to mean something else.
    String marks = "\"\\{}[],:0123456789.-+eEntfuI_= aA";
    byte other = random.nextBoolean() ? (byte) marks.charAt(random.nextInt(marks.length())) : (byte) random.nextInt(256);
    return switch (random.nextInt(3)) {
      case 0 -> {
        byte[] changed = json.clone();
        changed[at] = other;
        yield changed;
      }
      case 1 -> joined(json, at, new byte[0], at + 1);
      default -> joined(json, at, new byte[] {other}, at);
    };
  }

  private static byte[] joined(byte[] json, int to, byte[] between, int from) {
    byte[] joined = Arrays.copyOf(json, to + between.length + json.length - from);
    System.arraycopy(between, 0, joined, to, between.length);
    System.arraycopy(json, from, joined, to + between.length, json.length - from);
    return joined;
  }

  private static Answer expected(byte[] json, RecordSchema schema) {
    try {
      return new Answer(Optional.of(ReferenceReader.read(json, schema)), "");
    } catch (ReferenceReader.Refused e) {
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Answer answer(byte[] json, RecordSchema schema, int chunkBytes) {
    try (InputFile file = InputFile.of("mutated", MemorySegment.ofArray(json))) {
      JsonReader in = new JsonReader(file, DecodeLimits.DEFAULT, chunkBytes);
      Object[] values =
          SchemaCodec.of(schema).read(in, new DecodeContext(Path.of(""), DecodeOptions.DEFAULT, _ -> {}));
      in.end();
      return new Answer(Optional.of(plain(values)), "");
    } catch (DecodeException e) {
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static List<Object> plain(Object[] values) {
    List<Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(plain(value));
    }
    return plain;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Object[] record -> plain(record);
      case SchemaCodec.Variant(String tag, List<Object> values) ->
          new ReferenceReader.Variant(tag, plain(values.toArray()));
      case Optional<?> optional -> optional.map(MutationTest::plain);
      case List<?> list -> plain(list.toArray());
      case Map<?, ?> map -> List.of(List.copyOf(map.keySet()), plain(map.values().toArray()));
      case LazySequence<?> sequence -> plain(sequence.stream().toArray());
      case NdArray array -> dense(array);
      default -> value;
    };
  }

  private static ReferenceArrays.Dense dense(NdArray array) {
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < array.shape().rank(); axis++) {
      shape.add(array.shape().dim(axis));
    }
    List<Double> values = new ArrayList<>();
    for (long i = 0; i < array.size(); i++) {
      values.add(
          switch (array) {
            case Float32Array floats -> (double) floats.getFlat(i);
            case Float64Array doubles -> doubles.getFlat(i);
            default -> throw new IllegalArgumentException("expected float32 or float64, found " + array.dtype());
          });
    }
    return new ReferenceArrays.Dense(shape, values);
  }
}
