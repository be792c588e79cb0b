package dev.sheaf.tfds;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.tfds.FeatureTree.Form;
import dev.sheaf.tfds.FeatureTree.Leaf;
import dev.sheaf.tfrecord.example.Feature;
import dev.sheaf.tfrecord.example.RawArrays;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the values of one feature. Safe for any number of threads.
final class LeafDecoder {
  /// Lists of nothing take no bytes of a record, so there could be any number of them.
  private static final int MAX_EMPTY_LISTS = 1 << 16;

  private final Leaf leaf;
  private final String path;
  private final ImageDecoder images;
  private final ZlibDecoder zlib;
  private final long maxBytes;

  /// @param path the name of the feature in messages
  LeafDecoder(Leaf leaf, String path, FormatOptions options) {
    this.leaf = leaf;
    this.path = path;
    this.images = new ImageDecoder(leaf, options);
    this.zlib = new ZlibDecoder(options);
    this.maxBytes = Math.min(options.maxRecordBytes(), Stacking.MAX_BYTES);
  }

  /// The value of a feature that is in no sequence; null where it may be missing, and is.
  @Nullable Object single(StoredRecord record) {
    boolean shaped = (leaf.form() == Form.RAW || leaf.form() == Form.ZLIB) && leaf.unknownAxes() > 1;
    Feature feature = record.feature(shaped ? path + "/value" : path);
    if (feature == null) {
      if (leaf.optional()) {
        return null;
      }
      if (!leaf.shape().isEmpty() && leaf.shape().getFirst() < 0 && leaf.form() != Form.IMAGE && !shaped) {
        return empty();
      }
      throw record.missing(shaped ? path + "/value" : path);
    }
    return switch (leaf.form()) {
      case NUMBERS -> scalarOrArray(numbers(record, feature, shape(record, feature, feature.count())));
      case RAW, ZLIB -> {
        Shape shape = shaped ? storedShape(record) : null;
        yield scalarOrArray(encoded(record, feature, one(record, feature), shape));
      }
      case TEXT -> text(record, feature, one(record, feature));
      case BYTES -> nested(record, feature);
      case IMAGE -> image(record, feature, one(record, feature));
    };
  }

  /// What a feature without a key has where its first axis may be empty.
  private Object empty() {
    if (leaf.form() == Form.BYTES) {
      return List.of();
    }
    long[] dims = leaf.shape().stream().mapToLong(dim -> Math.max(0, dim)).toArray();
    return RawArrays.of(
        MemorySegment.ofArray(new byte[0]), leaf.dtype().orElseThrow(), Shape.of(dims), path, "", 0);
  }

  /// The values of a feature in one sequence: an array where they are arrays of one shape, else a list.
  ///
  /// @param feature null where there are none
  Object sequence(StoredRecord record, @Nullable Feature feature) {
    if (leaf.form() == Form.NUMBERS) {
      return numbersInSequence(record, feature);
    }
    List<Object> values = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; feature != null && i < record.kind(feature, Feature.Kind.BYTES, path).count(); i++) {
      Object value =
          switch (leaf.form()) {
            case TEXT -> text(record, feature, i);
            case BYTES -> feature.bytes(i).toArray(ValueLayout.JAVA_BYTE);
            case IMAGE -> image(record, feature, i);
            case RAW, ZLIB -> encoded(record, feature, i, null);
            case NUMBERS -> throw new AssertionError("numbers lie in one list");
          };
      bytes += value instanceof NdArray array ? array.segment().byteSize() : 0;
      if (bytes > maxBytes) {
        throw new UnsupportedFormatException(
            record.place(), feature.offset(), "at most %d bytes in \"%s\"".formatted(maxBytes, path), "more");
      }
      values.add(value);
    }
    return TfdsSchema.stacks(leaf) ? stack(values) : values;
  }

  private NdArray numbersInSequence(StoredRecord record, @Nullable Feature feature) {
    long each = leaf.knownSize();
    long count = feature == null || each == 0 ? 0 : feature.count() / each;
    long[] dims = new long[leaf.shape().size() + 1];
    dims[0] = count;
    for (int axis = 1; axis < dims.length; axis++) {
      dims[axis] = leaf.shape().get(axis - 1);
    }
    if (feature == null) {
      return RawArrays.of(
          MemorySegment.ofArray(new byte[0]), leaf.dtype().orElseThrow(), Shape.of(dims), path, "", 0);
    }
    if (each == 0 ? feature.count() > 0 : feature.count() % each != 0) {
      throw record.corrupt(feature, "values of the shape %s in \"%s\"".formatted(leaf.shape(), path), feature);
    }
    return numbers(record, feature, Shape.of(dims));
  }

  private NdArray stack(List<Object> values) {
    DType dtype = leaf.dtype().orElseThrow();
    long[] dims = new long[leaf.shape().size() + 1];
    dims[0] = values.size();
    for (int axis = 1; axis < dims.length; axis++) {
      dims[axis] = leaf.shape().get(axis - 1);
    }
    Stacking stacking = new Stacking(dtype, Shape.of(dims));
    for (Object value : values) {
      stacking.add((NdArray) value);
    }
    return stacking.array();
  }

  private int one(StoredRecord record, Feature feature) {
    if (record.kind(feature, Feature.Kind.BYTES, path).count() != 1) {
      throw record.corrupt(feature, "one value in \"%s\"".formatted(path), feature);
    }
    return 0;
  }

  /// The shape of so many elements, where one axis at most is unknown.
  private Shape shape(StoredRecord record, Feature feature, long count) {
    long known = leaf.knownSize();
    long unknown = leaf.unknownAxes();
    boolean fits = unknown == 0 ? count == known : unknown == 1 && (known == 0 ? count == 0 : count % known == 0);
    if (!fits) {
      throw record.corrupt(feature, "values of the shape %s in \"%s\"".formatted(leaf.shape(), path), feature);
    }
    long inferred = known == 0 ? 0 : count / known;
    return Shape.of(leaf.shape().stream().mapToLong(dim -> dim < 0 ? inferred : dim).toArray());
  }

  private NdArray numbers(StoredRecord record, Feature feature, Shape shape) {
    DType dtype = leaf.dtype().orElseThrow();
    boolean reals = dtype.kind() == DType.Kind.FLOAT;
    record.kind(feature, reals ? Feature.Kind.FLOAT : Feature.Kind.INT64, path);
    if (reals) {
      return converted(record, feature, NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(feature.floats()), shape));
    }
    long[] values = feature.integers();
    if (leaf.classes() >= 0) {
      for (long value : values) {
        if (value < -1 || value >= leaf.classes()) {
          throw record.corrupt(
              feature,
              "a class from -1 to %d in \"%s\"".formatted(leaf.classes() - 1, path),
              Long.toString(value));
        }
      }
    }
    MemorySegment elements = MemorySegment.ofArray(values);
    // What has more bits than signed numbers is stored as those.
    return dtype == DType.UINT64
        ? NdArray.wrap(dtype, elements, shape)
        : converted(record, feature, NdArray.wrap(DType.INT64, elements, shape));
  }

  private NdArray converted(StoredRecord record, Feature feature, NdArray stored) {
    DType dtype = leaf.dtype().orElseThrow();
    try {
      return stored.convertExactly(dtype);
    } catch (ConversionException e) {
      throw record.corrupt(feature, "numbers that %s has in \"%s\"".formatted(dtype, path), e.value());
    }
  }

  /// An array out of its bytes.
  ///
  /// @param stored its shape, where more than one axis is unknown
  private NdArray encoded(StoredRecord record, Feature feature, int index, @Nullable Shape stored) {
    DType dtype = leaf.dtype().orElseThrow();
    MemorySegment bytes = feature.bytes(index);
    if (leaf.form() == Form.ZLIB) {
      long expected =
          stored != null
              ? bytesOf(record, feature, stored)
              : leaf.unknownAxes() == 0 ? leaf.knownSize() * dtype.byteSize() : -1;
      bytes = MemorySegment.ofArray(zlib.decode(bytes, expected, record.place(), feature.offset()));
    }
    boolean whole = bytes.byteSize() % dtype.byteSize() == 0;
    long count = bytes.byteSize() / dtype.byteSize();
    Shape shape = stored;
    if (shape == null && whole && leaf.unknownAxes() <= 1) {
      shape = shape(record, feature, count);
    }
    if (shape == null || !whole || shape.size() != count) {
      throw record.corrupt(
          feature,
          "the elements of %s %s in \"%s\"".formatted(dtype, shape == null ? leaf.shape() : shape, path),
          "%d bytes".formatted(bytes.byteSize()));
    }
    return RawArrays.of(bytes, dtype, shape, path, record.place(), feature.offset());
  }

  private long bytesOf(StoredRecord record, Feature feature, Shape shape) {
    int size = leaf.dtype().orElseThrow().byteSize();
    if (shape.size() > Long.MAX_VALUE / size) {
      throw record.corrupt(feature, "a shape of an array in \"%s/shape\"".formatted(path), shape.toString());
    }
    return shape.size() * size;
  }

  /// The shape beside an array with more than one unknown axis.
  private Shape storedShape(StoredRecord record) {
    String key = path + "/shape";
    Feature feature = record.feature(key);
    if (feature == null) {
      throw record.missing(key);
    }
    long[] dims = record.kind(feature, Feature.Kind.INT64, key).integers();
    boolean fits = dims.length == leaf.shape().size();
    for (int axis = 0; fits && axis < dims.length; axis++) {
      fits = dims[axis] >= 0 && (leaf.shape().get(axis) < 0 || leaf.shape().get(axis) == dims[axis]);
    }
    Optional<Shape> shape = fits ? shapeOf(dims) : Optional.empty();
    return shape.orElseThrow(
        () -> record.corrupt(feature, "the shape %s in \"%s\"".formatted(leaf.shape(), key), Arrays.toString(dims)));
  }

  private static Optional<Shape> shapeOf(long[] dims) {
    try {
      return Optional.of(Shape.of(dims));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// A number that Java has too becomes Java's.
  private static Object scalarOrArray(NdArray array) {
    if (array.shape().rank() > 0) {
      return array;
    }
    MemorySegment bytes = array.segment();
    return switch (array.dtype()) {
      case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, 0) != 0;
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, 0);
      case INT16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
      case INT32 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      case INT64 -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
      case FLOAT32 -> bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
      case FLOAT64 -> bytes.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
      default -> array;
    };
  }

  private String text(StoredRecord record, Feature feature, int index) {
    MemorySegment bytes = feature.bytes(index);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw record.corrupt(
          feature, "a text in UTF-8 in \"%s\"".formatted(path), "%d bytes that are none".formatted(bytes.byteSize()));
    }
  }

  private NdArray image(StoredRecord record, Feature feature, int index) {
    return images.decode(
        feature.bytes(index).toArray(ValueLayout.JAVA_BYTE), record.place() + ", \"" + path + "\"", feature.offset());
  }

  /// Bytes with axes, as lists in lists.
  private Object nested(StoredRecord record, Feature feature) {
    record.kind(feature, Feature.Kind.BYTES, path);
    Shape shape = shape(record, feature, feature.count());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < feature.count(); i++) {
      values.add(feature.bytes(i).toArray(ValueLayout.JAVA_BYTE));
    }
    for (int axis = shape.rank() - 1; axis > 0; axis--) {
      if (outer(shape, axis) > Math.max(MAX_EMPTY_LISTS, feature.count())) {
        throw new UnsupportedFormatException(
            record.place(), feature.offset(), "at most %d lists in \"%s\"".formatted(MAX_EMPTY_LISTS, path), "more");
      }
      values = grouped(values, Math.toIntExact(shape.dim(axis)), outer(shape, axis));
    }
    return shape.rank() == 0 ? values.getFirst() : values;
  }

  private static long outer(Shape shape, int axis) {
    long[] dims = Arrays.copyOf(shape.toArray(), axis);
    return Shape.of(dims).size();
  }

  private static List<Object> grouped(List<Object> values, int each, long groups) {
    List<Object> grouped = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      grouped.add(List.copyOf(values.subList(i * each, (i + 1) * each)));
    }
    return grouped;
  }
}
