package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;

/// A record as the elements of its only field: an array in row-major order, or a single number, little-endian, nothing
/// around it. Of the axes at most one may be open: it is as long as the bytes say.
public final class RawEncoding implements RecordEncoding {
  /// Found by its name.
  public RawEncoding() {}

  @Override
  public String name() {
    return "raw";
  }

  /// Whether there are exactly as many bytes as such an array has.
  @Override
  public boolean fits(MemorySegment record, RecordSchema schema) {
    return array(schema).flatMap(array -> shape(array, record.byteSize())).isPresent();
  }

  /// What the bytes of a record of this schema are; empty if they can be no array.
  private static Optional<ArrayType> array(RecordSchema schema) {
    return schema.fields().size() == 1 ? schema.fields().getFirst().type().column() : Optional.empty();
  }

  private static ArrayType declared(RecordSchema schema) {
    return array(schema)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a record of one array or number of one dtype for raw records, found %s %s"
                        .formatted(schema.name(), schema.fields())));
  }

  private static Optional<Shape> shape(ArrayType array, long bytes) {
    ShapePattern pattern = array.shape();
    long known = array.dtype().orElseThrow().byteSize();
    int open = -1;
    long[] dims = new long[pattern.axes().size()];
    for (int axis = 0; axis < dims.length; axis++) {
      if (pattern.axes().get(axis) instanceof Axis.Fixed(long extent)) {
        dims[axis] = extent;
        if (Math.multiplyHigh(known, extent) != 0 || known * extent < 0) {
          return Optional.empty();
        }
        known *= extent;
      } else if (open >= 0) {
        return Optional.empty();
      } else {
        open = axis;
      }
    }
    if (pattern.anyRank()) {
      return Optional.empty();
    }
    if (open < 0) {
      return known == bytes ? Optional.of(Shape.of(dims)) : Optional.empty();
    }
    if (known == 0 || bytes % known != 0) {
      return Optional.empty();
    }
    dims[open] = bytes / known;
    return Optional.of(Shape.of(dims));
  }

  @Override
  public <R> Decoder<R> decoder(RecordCodec<R> codec) {
    RecordSchema schema = codec.schema();
    ArrayType array = declared(schema);
    DType dtype = array.dtype().orElseThrow();
    String name = schema.fields().getFirst().name();
    return (record, context) -> {
      Shape shape =
          shape(array, record.byteSize())
              .orElseThrow(
                  () ->
                      new DecodeException(
                          Rule.SHAPE,
                          context.source(),
                          name,
                          -1,
                          "the bytes of %s (%s)".formatted(dtype, array.shape()),
                          "%d bytes".formatted(record.byteSize()),
                          null));
      MemorySegment elements = WireBytes.inNativeOrder(record, dtype);
      return codec.read(FieldReader.of(schema, Map.of(name, NdArray.wrap(dtype, elements, shape)), context));
    };
  }

  @Override
  public <R> byte[] write(R record, RecordCodec<R> codec) {
    RecordSchema schema = codec.schema();
    DType dtype = declared(schema).dtype().orElseThrow();
    Object value = codec.values(record)[0];
    MemorySegment elements;
    if (value instanceof NdArray array) {
      elements = array.segment();
    } else {
      elements = MemorySegment.ofArray(new byte[dtype.byteSize()]);
      new ScalarElements(((ScalarType) schema.fields().getFirst().type()).scalar(), elements).set(0, value);
    }
    return WireBytes.inNativeOrder(elements, dtype).toArray(ValueLayout.JAVA_BYTE);
  }
}
