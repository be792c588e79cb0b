package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Reads an array from JSON: an object that says how it is encoded, or the number or nested list itself.
final class ArrayEncoding {
  private ArrayEncoding() {}

  /// Reads the array that `in` is at.
  static NdArray read(JsonReader in, ArrayType type, DecodeContext context) {
    return in.peek() == '{' ? new EncodedArray(in, type, context).read() : readBare(in, type, context);
  }

  private static NdArray readBare(JsonReader in, ArrayType type, DecodeContext context) {
    long offset = in.offset();
    Elements elements =
        type.dtype()
            .map(declared -> Elements.of(in, declared, declared, true, context, 0))
            .orElseGet(() -> Elements.inferred(in, context));
    long[] dims = new NestedList(in, elements).read();
    MemorySegment values = elements.toSegment();
    return array(values, elements.dtype(), dims, type, in, offset, context);
  }

  /// The array of `values`, whose shape is `dims`: held against the declared shape, and repeated where that is larger.
  ///
  /// @param dtype what they are: the declared dtype where there is one
  /// @param offset where the shape stands, for errors
  static NdArray array(
      MemorySegment values,
      DType dtype,
      long[] dims,
      ArrayType type,
      JsonReader in,
      long offset,
      DecodeContext context) {
    long[] fitted = DeclaredShape.fit(dims, type.shape(), in, offset);
    if (context.options().exactShapes() && !Arrays.equals(dims, fitted)) {
      throw in.error(
          Rule.SHAPE, offset, "exactly shape (%s)".formatted(type.shape()), "(%s)".formatted(DeclaredShape.text(dims)));
    }
    bind(fitted, type, in, offset, context);
    if (Arrays.equals(dims, fitted)) {
      return NdArray.wrap(dtype, values, Shape.of(fitted));
    }
    long count = DeclaredShape.count(fitted);
    MemorySegment repeated = WireBytes.allocate(dtype, count, context.limits(), in, offset);
    DeclaredShape.broadcast(values, dtype.byteSize(), dims, fitted, repeated);
    return NdArray.wrap(dtype, repeated, Shape.of(fitted));
  }

  private static void bind(long[] dims, ArrayType type, JsonReader in, long offset, DecodeContext context) {
    for (int axis = 0; axis < type.shape().axes().size(); axis++) {
      if (type.shape().axes().get(axis) instanceof Axis.Named(String name)) {
        context.bind(name, dims[axis], in, offset);
      }
    }
  }
}
