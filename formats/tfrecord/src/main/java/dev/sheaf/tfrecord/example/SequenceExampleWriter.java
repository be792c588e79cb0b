package dev.sheaf.tfrecord.example;

import java.util.SortedMap;
import java.util.TreeMap;

/// Makes messages of the type `tf.train.SequenceExample`. The same features give the same bytes. For one thread.
public final class SequenceExampleWriter {
  private final ExampleWriter context = new ExampleWriter();
  private final SortedMap<String, WireWriter> lists = new TreeMap<>(FeatureBytes.BY_BYTES);

  /// The features that hold for all steps.
  public ExampleWriter context() {
    return context;
  }

  /// Sees to it that a list is there, with no steps if none are added.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public SequenceExampleWriter list(String name) {
    listOf(name);
    return this;
  }

  /// Adds a step of bytes to a list.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public SequenceExampleWriter addBytes(String name, byte[]... values) {
    return add(name, FeatureBytes.ofBytes(values));
  }

  /// Adds a step of numbers of 32 bits to a list.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public SequenceExampleWriter addFloats(String name, float... values) {
    return add(name, FeatureBytes.ofFloats(values));
  }

  /// Adds a step of whole numbers to a list.
  ///
  /// @throws IllegalArgumentException if the name has no form in UTF-8
  public SequenceExampleWriter addIntegers(String name, long... values) {
    return add(name, FeatureBytes.ofIntegers(values));
  }

  private SequenceExampleWriter add(String name, byte[] feature) {
    listOf(name).field(1, feature);
    return this;
  }

  private WireWriter listOf(String name) {
    return lists.computeIfAbsent(name, _ -> new WireWriter());
  }

  /// The message of all that was set and added.
  public byte[] toBytes() {
    WireWriter message = new WireWriter();
    if (!context.isEmpty()) {
      message.field(1, context.featureBytes());
    }
    if (!lists.isEmpty()) {
      SortedMap<String, byte[]> bytes = FeatureBytes.map();
      lists.forEach((name, list) -> bytes.put(name, list.toBytes()));
      message.field(2, FeatureBytes.ofMap(bytes));
    }
    return message.toBytes();
  }
}
