package dev.sheaf.tfrecord.example;

import java.util.SortedMap;
import java.util.stream.Stream;

/// Makes messages of the type `tf.train.Example`. The same features give the same bytes, in whatever order they were
/// set. A feature that is set again is replaced. For one thread.
public final class ExampleWriter {
  private final SortedMap<String, byte[]> features = FeatureBytes.map();

  /// Sets a feature to bytes, which are copied.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public ExampleWriter bytes(String name, byte[]... values) {
    return set(name, FeatureBytes.ofBytes(values));
  }

  /// Sets a feature to texts.
  ///
  /// @throws IllegalArgumentException if the name, or one of the texts, has no form in UTF-8
  public ExampleWriter texts(String name, String... values) {
    return set(name, FeatureBytes.ofBytes(Stream.of(values).map(WireWriter::utf8).toArray(byte[][]::new)));
  }

  /// Sets a feature to numbers of 32 bits.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public ExampleWriter floats(String name, float... values) {
    return set(name, FeatureBytes.ofFloats(values));
  }

  /// Sets a feature to whole numbers.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public ExampleWriter integers(String name, long... values) {
    return set(name, FeatureBytes.ofIntegers(values));
  }

  /// Sets a feature to no list at all: it is there by its name alone.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public ExampleWriter nothing(String name) {
    return set(name, FeatureBytes.NONE);
  }

  private ExampleWriter set(String name, byte[] feature) {
    features.put(name, feature);
    return this;
  }

  /// The message of all features that were set.
  public byte[] toBytes() {
    return features.isEmpty() ? new byte[0] : new WireWriter().field(1, featureBytes()).toBytes();
  }

  byte[] featureBytes() {
    return FeatureBytes.ofMap(features);
  }

  boolean isEmpty() {
    return features.isEmpty();
  }
}
