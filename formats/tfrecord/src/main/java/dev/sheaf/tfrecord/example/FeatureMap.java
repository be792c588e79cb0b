package dev.sheaf.tfrecord.example;

import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Reads the entries of protobuf's maps: messages with a key and a value in any order, of which the last one counts
/// where a key comes again.
final class FeatureMap {
  private static final int KEY = 1 << 3 | WireReader.LENGTH;
  private static final int VALUE = 2 << 3 | WireReader.LENGTH;
  private static final int ENTRY = 1 << 3 | WireReader.LENGTH;

  private FeatureMap() {}

  /// A value in the making; it is read from each of the messages that together are one value.
  interface Value<V> {
    void read(WireReader wire);

    V build();
  }

  /// Reads the `Features` that end with the present message, beside what stands in `features` already.
  static void readFeatures(WireReader wire, FeatureNames names, Map<String, Feature> features) {
    readEntries(wire, names, features, () -> feature(wire));
  }

  private static Value<Feature> feature(WireReader wire) {
    Feature.Builder builder = new Feature.Builder();
    return new Value<>() {
      @Override
      public void read(WireReader from) {
        builder.read(from);
      }

      @Override
      public Feature build() {
        return builder.build(wire.bytes());
      }
    };
  }

  /// Reads entries to the end of the present message.
  static <V> void readEntries(
      WireReader wire, FeatureNames names, Map<String, V> entries, Supplier<Value<V>> values) {
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == ENTRY) {
        int outer = wire.enter();
        readEntry(wire, names, entries, values.get());
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private static <V> void readEntry(WireReader wire, FeatureNames names, Map<String, V> entries, Value<V> value) {
    String key = "";
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == KEY) {
        key = key(wire, names);
      } else if (tag == VALUE) {
        int outer = wire.enter();
        value.read(wire);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
    entries.put(key, value.build());
  }

  private static String key(WireReader wire, FeatureNames names) {
    int length = wire.length();
    int start = wire.position();
    wire.advance(length);
    try {
      return names.of(wire.bytes().asSlice(start, length));
    } catch (CharacterCodingException e) {
      throw wire.corrupt(start, "a name in UTF-8", "%d bytes that are none".formatted(length));
    }
  }

  /// A map that keeps the order of the message.
  static <V> Map<String, V> empty() {
    return new LinkedHashMap<>();
  }
}
