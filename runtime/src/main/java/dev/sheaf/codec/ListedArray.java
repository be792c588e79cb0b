package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Takes a list of numbers or arrays, or of such lists, as one array: all of them of one type and shape.
final class ListedArray {
  private final ArrayType declared;
  private final String place;
  private final DecodeContext context;

  ListedArray(ArrayType declared, String place, DecodeContext context) {
    this.declared = declared;
    this.place = place;
    this.context = context;
  }

  NdArray of(List<?> list) {
    if (list.isEmpty()) {
      return empty();
    }
    List<NdArray> parts = new ArrayList<>(list.size());
    ArrayType element = new ArrayType(declared.dtype(), ShapePattern.any(), false, List.of());
    for (Object each : list) {
      String at = "%s[%d]".formatted(place, parts.size());
      NdArray part =
          each instanceof List<?> inner
              ? new ListedArray(element, at, context).of(inner)
              : new FoundArray(element, at, context).of(each);
      NdArray first = parts.isEmpty() ? part : parts.getFirst();
      if (!part.shape().equals(first.shape()) || part.dtype() != first.dtype()) {
        throw new DecodeException(
            Rule.SHAPE,
            context.source(),
            at,
            -1,
            "%s, as the elements before it".formatted(first),
            FoundArray.inWords(part),
            null);
      }
      parts.add(part);
    }
    return stacked(parts);
  }

  /// No element says how long the other axes are: they are as declared, or 0.
  private NdArray empty() {
    List<Axis> axes = declared.shape().axes();
    long[] dims = new long[Math.max(1, axes.size())];
    for (int axis = 1; axis < axes.size(); axis++) {
      dims[axis] = axes.get(axis) instanceof Axis.Fixed(long extent) ? extent : 0;
    }
    DType dtype = declared.dtype().orElse(DType.FLOAT64);
    return NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(dims));
  }

  private NdArray stacked(List<NdArray> parts) {
    NdArray first = parts.getFirst();
    long bytes = first.segment().byteSize();
    long most = Math.min(context.limits().maxArrayBytes(), Integer.MAX_VALUE - 8);
    if (bytes * parts.size() > most) {
      throw new DecodeException(
          Rule.LIMIT,
          context.source(),
          place,
          -1,
          "a list of at most %d bytes".formatted(most),
          "%d of %s".formatted(parts.size(), first),
          null);
    }
    MemorySegment all = MemorySegment.ofArray(new byte[(int) (bytes * parts.size())]);
    for (int i = 0; i < parts.size(); i++) {
      MemorySegment.copy(parts.get(i).segment(), 0, all, i * bytes, bytes);
    }
    return NdArray.wrap(first.dtype(), all, first.shape().stacked(parts.size()));
  }
}
