package dev.sheaf.tfrecord.example;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the values of a record into features.
final class FeatureFields {
  private final ExampleWriter out;

  FeatureFields(ExampleWriter out) {
    this.out = out;
  }

  void record(RecordSchema schema, Object[] values, String prefix) {
    for (int i = 0; i < values.length; i++) {
      put(schema.fields().get(i).type(), prefix + schema.fields().get(i).name(), values[i]);
    }
  }

  private void put(FieldType type, String name, Object value) {
    switch (type) {
      case ArrayType array -> array(array, name, (NdArray) value);
      case ScalarType(Scalar scalar, _) when whole(scalar) -> out.integers(name, integer(value));
      case ScalarType _ -> out.floats(name, floating(name, value));
      case TextType _, EnumType _, TimeType _ -> out.texts(name, value.toString());
      case BytesType _ -> out.bytes(name, (byte[]) value);
      case OptionalType(FieldType of) -> ((Optional<?>) value).ifPresent(there -> put(of, name, there));
      case ListType(FieldType element, _) -> list(element, name, (List<?>) value);
      case MapType(FieldType of, _) -> ((Map<?, ?>) value).forEach((key, each) -> put(of, name + "/" + key, each));
      case RecordType(RecordSchema record) -> record(record, (Object[]) value, name + "/");
      case UnionType _, SequenceType _ -> throw unsupported(type, name);
    }
  }

  private static IllegalArgumentException unsupported(FieldType type, String name) {
    return new IllegalArgumentException(
        "expected a field that a tf.train.Example holds, found \"%s\", which is %s".formatted(name, type.inWords()));
  }

  private static boolean whole(Scalar scalar) {
    return scalar != Scalar.FLOAT && scalar != Scalar.DOUBLE;
  }

  private static long integer(Object value) {
    return value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).longValue();
  }

  /// The message has numbers of 32 bits only.
  private static float floating(String name, Object value) {
    double wide = ((Number) value).doubleValue();
    float narrow = (float) wide;
    if (narrow != wide && !Double.isNaN(wide)) {
      throw new IllegalArgumentException(
          "expected a number that float32 holds for \"%s\", found %s; declare a float, or an array of float64 without axes"
              .formatted(name, wide));
    }
    return narrow;
  }

  private void list(FieldType element, String name, List<?> values) {
    switch (element) {
      case ScalarType(Scalar scalar, _) when whole(scalar) ->
          out.integers(name, values.stream().mapToLong(FeatureFields::integer).toArray());
      case ScalarType _ -> {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = floating(name, values.get(i));
        }
        out.floats(name, numbers);
      }
      case TextType _, EnumType _, TimeType _ ->
          out.texts(name, values.stream().map(Object::toString).toArray(String[]::new));
      case BytesType _ -> out.bytes(name, values.stream().map(byte[].class::cast).toArray(byte[][]::new));
      case ArrayType _, OptionalType _, ListType _, MapType _, RecordType _, UnionType _, SequenceType _ ->
          throw unsupported(element, name);
    }
  }

  private void array(ArrayType declared, String name, NdArray array) {
    long open = declared.shape().axes().stream().filter(axis -> !(axis instanceof Axis.Fixed)).count();
    if (declared.shape().anyRank() || open > 1) {
      out.integers(name + "/shape", array.shape().toArray());
      out.bytes(name + "/value", littleEndian(array));
      return;
    }
    switch (array.dtype()) {
      case BOOL, INT16, INT32, INT64, UINT16, UINT32 ->
          out.integers(name, array.convertExactly(DType.INT64).segment().toArray(ValueLayout.JAVA_LONG_UNALIGNED));
      case UINT64 -> out.integers(name, array.segment().toArray(ValueLayout.JAVA_LONG_UNALIGNED));
      case FLOAT16, BFLOAT16, FLOAT32 ->
          out.floats(name, array.convertExactly(DType.FLOAT32).segment().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      case INT8, UINT8, FLOAT64, COMPLEX64, COMPLEX128 -> out.bytes(name, littleEndian(array));
    }
  }

  private static byte[] littleEndian(NdArray array) {
    byte[] bytes = array.segment().toArray(ValueLayout.JAVA_BYTE);
    if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
      int width = array.dtype().kind() == DType.Kind.COMPLEX ? array.dtype().byteSize() / 2 : array.dtype().byteSize();
      for (int at = 0; at < bytes.length; at += width) {
        for (int low = 0, high = width - 1; low < high; low++, high--) {
          byte swapped = bytes[at + low];
          bytes[at + low] = bytes[at + high];
          bytes[at + high] = swapped;
        }
      }
    }
    return bytes;
  }
}
