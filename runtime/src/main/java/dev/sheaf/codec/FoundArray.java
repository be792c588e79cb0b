package dev.sheaf.codec;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes an array, a list or a single number that a format has given as an array of a declared type.
final class FoundArray {
  private final ArrayType declared;
  private final String place;
  private final DecodeContext context;

  /// @param place where in the record, for errors
  FoundArray(ArrayType declared, String place, DecodeContext context) {
    this.declared = declared;
    this.place = place;
    this.context = context;
  }

  NdArray of(@Nullable Object value) {
    return shaped(converted(natural(value)));
  }

  /// What is found, as an array of its own type.
  private NdArray natural(@Nullable Object value) {
    return switch (value) {
      case NdArray array -> array;
      case List<?> list -> new ListedArray(declared, place, context).of(list);
      case Boolean bool -> scalar(DType.BOOL, new byte[] {(byte) (bool ? 1 : 0)});
      case Byte number -> scalar(DType.INT8, new byte[] {number});
      case Short number -> NdArray.wrap(DType.INT16, MemorySegment.ofArray(new short[] {number}), Shape.of());
      case Integer number -> NdArray.wrap(DType.INT32, MemorySegment.ofArray(new int[] {number}), Shape.of());
      case Long number -> NdArray.wrap(DType.INT64, MemorySegment.ofArray(new long[] {number}), Shape.of());
      case Float number -> NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(new float[] {number}), Shape.of());
      case Double number -> NdArray.wrap(DType.FLOAT64, MemorySegment.ofArray(new double[] {number}), Shape.of());
      case byte[] bytes when declared.dtype().filter(dtype -> dtype == DType.UINT8).isPresent() ->
          NdArray.wrap(DType.UINT8, MemorySegment.ofArray(bytes), Shape.of(bytes.length));
      case null, default -> throw error(Rule.TYPE, "an array", inWords(value));
    };
  }

  private static NdArray scalar(DType dtype, byte[] value) {
    return NdArray.wrap(dtype, MemorySegment.ofArray(value), Shape.of());
  }

  private NdArray converted(NdArray found) {
    DType wanted = declared.dtype().orElse(found.dtype());
    if (wanted == found.dtype()) {
      return found.dtype() == DType.BOOL ? normalized(found) : found;
    }
    if (!found.dtype().convertsTo(wanted) || context.options().exactDtypes()) {
      String expected = context.options().exactDtypes() ? "exactly " + wanted : "a dtype that converts to " + wanted;
      throw error(Rule.DTYPE, expected, found.toString());
    }
    if (found.size() > context.limits().maxArrayBytes() / wanted.byteSize()) {
      throw error(
          Rule.LIMIT, "an array of at most %d bytes".formatted(context.limits().maxArrayBytes()), found.toString());
    }
    try {
      return found.convertRounding(wanted);
    } catch (ConversionException e) {
      throw error(Rule.RANGE, "numbers that fit " + wanted, "%s at element %d".formatted(e.value(), e.position()));
    } catch (IllegalStateException _) {
      throw error(Rule.LIMIT, "elements that fit a Java array of " + wanted, found.toString());
    }
  }

  /// In memory a boolean has two forms only; files may hold others.
  private static NdArray normalized(NdArray found) {
    MemorySegment bytes = found.segment();
    for (long i = 0; i < bytes.byteSize(); i++) {
      if ((bytes.get(ValueLayout.JAVA_BYTE, i) & ~1) != 0) {
        MemorySegment copy = MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
        ElementCast.normalize(copy);
        return NdArray.wrap(DType.BOOL, copy, found.shape());
      }
    }
    return found;
  }

  private NdArray shaped(NdArray found) {
    long[] dims = found.shape().toArray();
    long[] fitted = DeclaredShape.fit(dims, declared.shape());
    if (fitted == null || (context.options().exactShapes() && !Arrays.equals(dims, fitted))) {
      throw error(
          Rule.SHAPE, "shape (%s)".formatted(declared.shape()), "(%s)".formatted(DeclaredShape.text(dims)));
    }
    for (int axis = 0; axis < declared.shape().axes().size(); axis++) {
      if (declared.shape().axes().get(axis) instanceof Axis.Named(String name)) {
        bind(name, fitted[axis]);
      }
    }
    if (Arrays.equals(dims, fitted)) {
      return found;
    }
    long count = DeclaredShape.count(fitted);
    int elementBytes = found.dtype().byteSize();
    if (count > Math.min(context.limits().maxArrayBytes(), Integer.MAX_VALUE - 8) / elementBytes) {
      throw error(
          Rule.LIMIT,
          "an array of at most %d bytes".formatted(context.limits().maxArrayBytes()),
          "(%s) as (%s)".formatted(DeclaredShape.text(dims), DeclaredShape.text(fitted)));
    }
    MemorySegment repeated = MemorySegment.ofArray(new byte[(int) count * elementBytes]);
    DeclaredShape.broadcast(found.segment(), elementBytes, dims, fitted, repeated);
    return NdArray.wrap(found.dtype(), repeated, Shape.of(fitted));
  }

  private void bind(String name, long extent) {
    DimensionVariables.Binding bound = context.dimensions().bind(name, extent, place);
    if (bound != null) {
      throw error(
          Rule.SHAPE,
          "%s = %d, as in field %s".formatted(name, bound.extent(), bound.place()),
          "%s = %d".formatted(name, extent));
    }
  }

  /// What was found, for a message.
  static String inWords(@Nullable Object value) {
    return switch (value) {
      case null -> "no value";
      case NdArray array -> "an array of " + array;
      case byte[] bytes -> "%d bytes".formatted(bytes.length);
      case String text -> "the text \"%s\"".formatted(text);
      case List<?> list -> "a list of %d".formatted(list.size());
      case Map<?, ?> map -> "a record or map of %s".formatted(map.keySet());
      default -> "%s, a %s".formatted(value, value.getClass().getSimpleName());
    };
  }

  private DecodeException error(Rule rule, String expected, String found) {
    return new DecodeException(rule, context.source(), place, -1, expected, found, null);
  }
}
