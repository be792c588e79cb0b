package dev.sheaf.tfds;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfds.FeatureTree.Form;
import dev.sheaf.tfds.FeatureTree.Leaf;
import dev.sheaf.tfds.FeatureTree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Says in the words of schemas what records are made of.
final class TfdsSchema {
  private TfdsSchema() {}

  /// @param name what to call the record
  static RecordSchema of(String name, Dict features) {
    return record(name, features, List.of());
  }

  /// @param lengths those of the sequences around it, outermost first; -1 for any number
  private static RecordSchema record(String name, Dict features, List<Long> lengths) {
    List<FieldSchema> fields = new ArrayList<>();
    for (Map.Entry<String, FeatureTree> feature : features.features().entrySet()) {
      String field = feature.getKey();
      fields.add(new FieldSchema(field, "", type(name + "." + field, feature.getValue(), lengths)));
    }
    return new RecordSchema(name, "", false, fields);
  }

  private static FieldType type(String name, FeatureTree feature, List<Long> lengths) {
    return switch (feature) {
      case Dict dict -> new RecordType(record(name, dict, lengths));
      case Sequence(FeatureTree inner, long length) -> type(name, inner, with(lengths, length));
      case Leaf leaf -> {
        FieldType type = listed(leaf, lengths);
        yield leaf.optional() ? new OptionalType(type) : type;
      }
    };
  }

  static List<Long> with(List<Long> lengths, long length) {
    List<Long> more = new ArrayList<>(lengths);
    more.add(length);
    return List.copyOf(more);
  }

  private static FieldType listed(Leaf leaf, List<Long> lengths) {
    if (lengths.isEmpty()) {
      return single(leaf);
    }
    FieldType innermost = stacks(leaf) ? stacked(leaf, lengths.getLast()) : list(single(leaf));
    for (int around = 1; around < lengths.size(); around++) {
      innermost = list(innermost);
    }
    return innermost;
  }

  private static ListType list(FieldType element) {
    return new ListType(element, List.of());
  }

  /// Whether the values of a sequence are arrays of one shape, and so one array together.
  static boolean stacks(Leaf leaf) {
    return leaf.form() != Form.TEXT && leaf.form() != Form.BYTES && leaf.unknownAxes() == 0;
  }

  private static ArrayType stacked(Leaf leaf, long length) {
    List<Long> shape = new ArrayList<>();
    shape.add(length);
    shape.addAll(leaf.shape());
    return new ArrayType(leaf.dtype().orElseThrow(), pattern(shape), false);
  }

  private static FieldType single(Leaf leaf) {
    return switch (leaf.form()) {
      case TEXT -> new TextType(List.of());
      case BYTES -> {
        FieldType type = new BytesType(List.of());
        for (int axis = 0; axis < leaf.shape().size(); axis++) {
          type = list(type);
        }
        yield type;
      }
      case NUMBERS, RAW, ZLIB, IMAGE -> {
        DType dtype = leaf.dtype().orElseThrow();
        if (leaf.shape().isEmpty()) {
          for (Scalar scalar : Scalar.values()) {
            if (scalar.dtype() == dtype) {
              yield new ScalarType(scalar, List.of());
            }
          }
        }
        yield new ArrayType(dtype, pattern(leaf.shape()), false);
      }
    };
  }

  private static ShapePattern pattern(List<Long> shape) {
    List<Axis> axes = new ArrayList<>();
    for (long dim : shape) {
      axes.add(dim < 0 ? new Axis.Any() : new Axis.Fixed(dim));
    }
    return new ShapePattern(false, axes);
  }
}
