package dev.sheaf.tfrecord.example;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A message of the type `tf.train.SequenceExample`: features that hold for all of it, and lists of features, one for
/// each step. It was checked to its last byte, and is a view of its bytes: good for as long as they are. Safe for any
/// number of threads.
public final class SequenceExample {
  private static final int CONTEXT = 1 << 3 | WireReader.LENGTH;
  private static final int LISTS = 2 << 3 | WireReader.LENGTH;
  private static final int FEATURE = 1 << 3 | WireReader.LENGTH;

  private final Map<String, Feature> context;
  private final Map<String, List<Feature>> featureLists;

  private SequenceExample(Map<String, Feature> context, Map<String, List<Feature>> featureLists) {
    this.context = Collections.unmodifiableMap(context);
    this.featureLists = Collections.unmodifiableMap(featureLists);
  }

  /// Reads a message.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is none
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public static SequenceExample parse(MemorySegment message) {
    return parse(message, "tf.train.SequenceExample", 0);
  }

  /// Reads a message out of a file.
  ///
  /// @param place the file, for errors
  /// @param offset where the message begins there
  /// @throws dev.sheaf.io.CorruptDataException if it is none
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public static SequenceExample parse(MemorySegment message, String place, long offset) {
    WireReader wire = new WireReader(message, place, offset);
    Map<String, Feature> context = FeatureMap.empty();
    Map<String, List<Feature>> lists = FeatureMap.empty();
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == CONTEXT || tag == LISTS) {
        int outer = wire.enter();
        if (tag == CONTEXT) {
          FeatureMap.readFeatures(wire, FeatureNames.NONE, context);
        } else {
          FeatureMap.readEntries(wire, FeatureNames.NONE, lists, FeatureList::new);
        }
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
    return new SequenceExample(context, lists);
  }

  /// A list in the making.
  private static final class FeatureList implements FeatureMap.Value<List<Feature>> {
    private final List<Feature> features = new ArrayList<>();

    @Override
    public void read(WireReader wire) {
      while (wire.hasMore()) {
        int tag = wire.tag();
        if (tag == FEATURE) {
          int outer = wire.enter();
          Feature.Builder builder = new Feature.Builder();
          builder.read(wire);
          features.add(builder.build(wire.bytes()));
          wire.leave(outer);
        } else {
          wire.skip(tag);
        }
      }
    }

    @Override
    public List<Feature> build() {
      return Collections.unmodifiableList(features);
    }
  }

  /// The features that hold for all steps, by name, in the order of the message.
  public Map<String, Feature> context() {
    return context;
  }

  /// The features of the steps, by name, in the order of the message.
  public Map<String, List<Feature>> featureLists() {
    return featureLists;
  }
}
