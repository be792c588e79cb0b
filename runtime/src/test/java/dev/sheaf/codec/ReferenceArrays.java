package dev.sheaf.codec;

import dev.sheaf.codec.ReferenceReader.Numeral;
import dev.sheaf.codec.ReferenceReader.Refused;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.ShapePattern.Axis;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads arrays of float32 and float64 slowly and simply, from lists of numbers and from the `json` and `base64`
/// encodings of the same two dtypes.
final class ReferenceArrays {
  /// An array in a form to be compared: its extents, and its elements as doubles.
  record Dense(List<Long> shape, List<Double> values) {}

  private ReferenceArrays() {}

  static Dense read(Object node, ArrayType type) throws Refused {
    Dense dense = node instanceof Map<?, ?> ? encoded(node) : bare(node, false);
    List<Double> values = new ArrayList<>();
    for (double value : dense.values()) {
      boolean narrow = type.dtype().orElseThrow() == DType.FLOAT32;
      if (narrow && Float.isInfinite((float) value) && !Double.isInfinite(value)) {
        throw new Refused("too large for float32");
      }
      values.add(narrow ? (double) (float) value : value);
    }
    return repeated(new Dense(dense.shape(), values), type);
  }

  /// The rows of a matrix or the elements of a vector, repeated where there is one and more are declared.
  private static Dense repeated(Dense dense, ArrayType type) throws Refused {
    List<Axis> axes = type.shape().axes();
    if (axes.size() != dense.shape().size()) {
      throw new Refused("another rank");
    }
    Dense all = dense;
    for (int axis = 0; axis < axes.size(); axis++) {
      long found = all.shape().get(axis);
      if (axes.get(axis) instanceof Axis.Fixed(long extent) && extent != found) {
        if (found != 1) {
          throw new Refused("another shape");
        }
        all = repeated(all, axis, extent);
      }
    }
    return all;
  }

  private static Dense repeated(Dense dense, int axis, long times) {
    int inner = 1;
    for (long extent : dense.shape().subList(axis + 1, dense.shape().size())) {
      inner *= (int) extent;
    }
    List<Double> values = new ArrayList<>();
    for (int from = 0; inner > 0 && from < dense.values().size(); from += inner) {
      for (long i = 0; i < times; i++) {
        values.addAll(dense.values().subList(from, from + inner));
      }
    }
    List<Long> shape = new ArrayList<>(dense.shape());
    shape.set(axis, times);
    return new Dense(shape, values);
  }

  /// A number, or lists of equal length of the same.
  private static Dense bare(Object node, boolean spelled) throws Refused {
    if (!(node instanceof List<?> items)) {
      return new Dense(List.of(), List.of(element(node, spelled)));
    }
    List<Long> inner = List.of();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Dense item = bare(items.get(i), spelled);
      if (i > 0 && !item.shape().equals(inner)) {
        throw new Refused("a ragged list");
      }
      inner = item.shape();
      values.addAll(item.values());
    }
    List<Long> shape = new ArrayList<>(List.of((long) items.size()));
    shape.addAll(inner);
    return new Dense(shape, values);
  }

  /// @param spelled whether null and texts say elements, too
  private static double element(Object node, boolean spelled) throws Refused {
    if (spelled && ReferenceReader.isNull(node)) {
      return Double.NaN;
    }
    if (node instanceof Numeral || node instanceof Boolean || spelled) {
      return ReferenceReader.floating(node);
    }
    throw new Refused("no element");
  }

  private static Dense encoded(Object node) throws Refused {
    Map<String, Object> keys = ReferenceReader.object(node);
    only(keys, Set.of("object_type", "shape", "dtype", "data"), Set.of("shape", "dtype", "data"));
    if (!keys.getOrDefault("object_type", "array").equals("array")) {
      throw new Refused("another type of object");
    }
    boolean wide = "float64".equals(keys.get("dtype"));
    if (!wide && !"float32".equals(keys.get("dtype"))) {
      throw new Refused("a dtype that is not looked at here");
    }
    Map<String, Object> data = ReferenceReader.object(ReferenceReader.member(keys, "data"));
    only(data, Set.of("buffer", "encoding", "compression"), Set.of("buffer", "encoding"));
    if (data.containsKey("compression") && !ReferenceReader.isNull(ReferenceReader.member(data, "compression"))) {
      throw new Refused("a compression that is not looked at here");
    }
    List<Long> shape = shape(ReferenceReader.member(keys, "shape"));
    List<Double> values =
        switch (ReferenceReader.text(ReferenceReader.member(data, "encoding"))) {
          case "json" -> narrowed(bare(ReferenceReader.member(data, "buffer"), true).values(), wide);
          case "base64" -> elements(ReferenceReader.bytes(ReferenceReader.text(ReferenceReader.member(data, "buffer"))), wide);
          default -> throw new Refused("another encoding");
        };
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    if (count != values.size()) {
      throw new Refused("another count");
    }
    return new Dense(shape, values);
  }

  private static void only(Map<String, Object> keys, Set<String> known, Set<String> needed) throws Refused {
    if (!known.containsAll(keys.keySet()) || !keys.keySet().containsAll(needed)) {
      throw new Refused("other keys: " + keys.keySet());
    }
  }

  private static List<Long> shape(Object node) throws Refused {
    if (!(node instanceof List<?> items)) {
      throw new Refused("no shape");
    }
    List<Long> shape = new ArrayList<>();
    for (Object item : items) {
      double extent = item instanceof Numeral || item instanceof Boolean ? ReferenceReader.floating(item) : -1;
      if (!(extent >= 0 && extent < 1e15 && extent == Math.rint(extent))) {
        throw new Refused("no extent");
      }
      shape.add((long) extent);
    }
    return shape;
  }

  private static List<Double> narrowed(List<Double> values, boolean wide) throws Refused {
    List<Double> narrowed = new ArrayList<>();
    for (double value : values) {
      if (!wide && Float.isInfinite((float) value) && !Double.isInfinite(value)) {
        throw new Refused("too large for float32");
      }
      narrowed.add(wide ? value : (double) (float) value);
    }
    return narrowed;
  }

  private static List<Double> elements(String hex, boolean wide) throws Refused {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    int width = wide ? Double.BYTES : Float.BYTES;
    if (bytes.remaining() % width != 0) {
      throw new Refused("part of an element");
    }
    List<Double> values = new ArrayList<>();
    while (bytes.hasRemaining()) {
      values.add(wide ? bytes.getDouble() : (double) bytes.getFloat());
    }
    return values;
  }
}
