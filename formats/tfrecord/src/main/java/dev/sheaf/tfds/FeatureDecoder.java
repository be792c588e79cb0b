package dev.sheaf.tfds;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfds.FeatureTree.Form;
import dev.sheaf.tfds.FeatureTree.Leaf;
import dev.sheaf.tfds.FeatureTree.Sequence;
import dev.sheaf.tfrecord.example.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the value that a record has for one of its features. Safe for any number of threads.
sealed interface FeatureDecoder {
  /// The value; null where it may be missing, and is.
  @Nullable Object decode(StoredRecord record);

  /// The decoder of a feature.
  static FeatureDecoder of(FeatureTree feature, String path, FormatOptions options) {
    return of(feature, path, List.of(), options);
  }

  private static FeatureDecoder of(FeatureTree feature, String path, List<Long> lengths, FormatOptions options) {
    return switch (feature) {
      case Dict dict -> {
        Map<String, FeatureDecoder> decoders = new LinkedHashMap<>();
        dict.features()
            .forEach((name, each) -> decoders.put(name, of(each, path + "/" + name, lengths, options)));
        yield new Named(decoders, path, !lengths.isEmpty());
      }
      case Sequence(FeatureTree inner, long length) -> of(inner, path, TfdsSchema.with(lengths, length), options);
      case Leaf leaf -> {
        LeafDecoder decoder = new LeafDecoder(leaf, path, options);
        if (lengths.isEmpty()) {
          yield new Single(decoder);
        }
        if (!readable(leaf)) {
          yield new Unreadable(path, leaf);
        }
        yield lengths.size() == 1
            ? new Listed(decoder, path, lengths.getFirst())
            : new Ragged(new RaggedDecoder(decoder, path, lengths));
      }
    };
  }

  /// Whether sequences of such values can be taken apart again.
  private static boolean readable(Leaf leaf) {
    return switch (leaf.form()) {
      case NUMBERS -> leaf.unknownAxes() == 0;
      case RAW, ZLIB -> leaf.unknownAxes() <= 1;
      case TEXT, IMAGE -> true;
      case BYTES -> leaf.shape().isEmpty();
    };
  }

  /// A feature in no sequence.
  record Single(LeafDecoder decoder) implements FeatureDecoder {
    @Override
    public @Nullable Object decode(StoredRecord record) {
      return decoder.single(record);
    }
  }

  /// A feature in a sequence.
  record Listed(LeafDecoder decoder, String path, long length) implements FeatureDecoder {
    @Override
    public Object decode(StoredRecord record) {
      Feature feature = record.feature(path);
      if (feature == null && length > 0) {
        throw record.missing(path);
      }
      Object values = decoder.sequence(record, feature);
      long found = lengthOf(values);
      if (length >= 0 && found != length && feature != null) {
        throw record.corrupt(feature, "%d values in \"%s\"".formatted(length, path), Long.toString(found));
      }
      return values;
    }
  }

  /// A feature in a sequence in a sequence.
  record Ragged(RaggedDecoder decoder) implements FeatureDecoder {
    @Override
    public Object decode(StoredRecord record) {
      return decoder.decode(record);
    }
  }

  /// Values that TensorFlow Datasets has no way to store so that they can be read.
  record Unreadable(String path, Leaf leaf) implements FeatureDecoder {
    @Override
    public Object decode(StoredRecord record) {
      throw new UnsupportedFormatException(
          record.place(),
          0,
          "sequences of values of a known shape",
          "\"%s\" of the shape %s%s".formatted(path, leaf.shape(), leaf.form() == Form.BYTES ? " of bytes" : ""));
    }
  }

  /// Features by name. In a sequence each is a list of its own, and all of them have one length.
  record Named(Map<String, FeatureDecoder> features, String path, boolean inSequence) implements FeatureDecoder {
    @Override
    public Object decode(StoredRecord record) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      String first = "";
      long length = -1;
      for (Map.Entry<String, FeatureDecoder> feature : features.entrySet()) {
        Object value = feature.getValue().decode(record);
        values.put(feature.getKey(), value);
        long found = inSequence && value != null ? lengthOf(value) : -1;
        if (found >= 0 && length >= 0 && found != length) {
          throw record.corrupt(
              "as many values of \"%s/%s\" as of \"%s\", %d".formatted(path, feature.getKey(), first, length),
              Long.toString(found));
        }
        if (found >= 0 && length < 0) {
          length = found;
          first = feature.getKey();
        }
      }
      return values;
    }
  }

  /// How many values there are along the outermost sequence; -1 of no features.
  static long lengthOf(Object values) {
    return switch (values) {
      case NdArray array -> array.shape().dim(0);
      case List<?> list -> list.size();
      case Map<?, ?> map -> {
        for (Object value : map.values()) {
          long length = value == null ? -1 : lengthOf(value);
          if (length >= 0) {
            yield length;
          }
        }
        yield -1;
      }
      default -> throw new AssertionError("expected values of a sequence, found " + values.getClass());
    };
  }
}
