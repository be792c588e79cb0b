package dev.sheaf.tfrecord.example;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the messages of features look like: numbers packed, names in the order of their bytes, so that the same values
/// give the same bytes.
final class FeatureBytes {
  /// A feature without a list.
  static final byte[] NONE = {};

  private static final int BYTES_LIST = 1;
  private static final int FLOAT_LIST = 2;
  private static final int INT64_LIST = 3;

  /// As protobuf sorts names where it does.
  static final Comparator<String> BY_BYTES = Comparator.comparing(WireWriter::utf8, Arrays::compareUnsigned);

  private FeatureBytes() {}

  static byte[] ofBytes(byte[]... values) {
    WireWriter list = new WireWriter();
    for (byte[] value : values) {
      list.field(1, value);
    }
    return new WireWriter().field(BYTES_LIST, list.toBytes()).toBytes();
  }

  static byte[] ofFloats(float... values) {
    ByteBuffer packed = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    packed.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return ofPacked(FLOAT_LIST, packed.array());
  }

  static byte[] ofIntegers(long... values) {
    WireWriter packed = new WireWriter();
    for (long value : values) {
      packed.varint(value);
    }
    return ofPacked(INT64_LIST, packed.toBytes());
  }

  private static byte[] ofPacked(int number, byte[] packed) {
    WireWriter list = new WireWriter();
    if (packed.length > 0) {
      list.field(1, packed);
    }
    return new WireWriter().field(number, list.toBytes()).toBytes();
  }

  /// A map for [#ofMap].
  static SortedMap<String, byte[]> map() {
    return new TreeMap<>(BY_BYTES);
  }

  /// A map as a message: `Features`, or `FeatureLists`.
  static byte[] ofMap(SortedMap<String, byte[]> values) {
    WireWriter features = new WireWriter();
    for (Map.Entry<String, byte[]> entry : values.entrySet()) {
      features.field(
          1, new WireWriter().field(1, WireWriter.utf8(entry.getKey())).field(2, entry.getValue()).toBytes());
    }
    return features.toBytes();
  }
}
