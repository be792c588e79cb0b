package dev.sheaf.hdf5;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.hdf5.Hdf5Type.Compound;
import dev.sheaf.hdf5.Hdf5Type.Enumeration;
import dev.sheaf.hdf5.Hdf5Type.Member;
import dev.sheaf.hdf5.Hdf5Type.Numbers;
import dev.sheaf.hdf5.Hdf5Type.Opaque;
import dev.sheaf.hdf5.Hdf5Type.Sequence;
import dev.sheaf.hdf5.Hdf5Type.Text;
import dev.sheaf.hdf5.Hdf5Type.Unsupported;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes values of the bytes of elements. For one read: it counts the memory that the values take.
final class Values {
  /// What an object takes beside its content, about.
  private static final int OBJECT_BYTES = 32;

  private final FileBytes file;
  private final GlobalHeap heap;
  private final long header;
  private long taken;

  /// @param header the object that they belong to, for messages
  Values(FileBytes file, GlobalHeap heap, long header) {
    this.file = file;
    this.heap = heap;
    this.header = header;
  }

  /// Elements that are numbers.
  ///
  /// @param inner the axes of an element that is an array itself
  record NumberForm(Numbers numbers, Shape inner) {
    /// How a type's elements are numbers; empty where they are something else.
    static Optional<NumberForm> of(Hdf5Type type) {
      return switch (type) {
        case Numbers numbers -> Optional.of(new NumberForm(numbers, Shape.of()));
        case Enumeration(Numbers numbers, _) -> Optional.of(new NumberForm(numbers, Shape.of()));
        case Hdf5Type.Array(Hdf5Type element, Shape shape) ->
            of(element).map(form -> new NumberForm(form.numbers, joined(shape, form.inner)));
        case Text _, Opaque _, Compound _, Sequence _, Unsupported _ -> Optional.empty();
      };
    }

    /// The shape of an array of elements of this form.
    Shape shape(Shape outer) {
      return joined(outer, inner);
    }

    private static Shape joined(Shape outer, Shape inner) {
      if (inner.rank() == 0) {
        return outer;
      }
      long[] dims = Arrays.copyOf(outer.toArray(), outer.rank() + inner.rank());
      System.arraycopy(inner.toArray(), 0, dims, outer.rank(), inner.rank());
      return Shape.of(dims);
    }
  }

  /// Numbers as an array.
  ///
  /// @param bytes as they are in the file
  /// @param ours whether the bytes may be changed
  NdArray array(Numbers numbers, Shape shape, MemorySegment bytes, boolean ours) {
    if (numbers.plain()) {
      return NdArray.wrap(numbers.dtype(), bytes, shape);
    }
    if (numbers.dtype() == DType.BOOL) {
      for (long i = 0; i < bytes.byteSize(); i++) {
        byte value = bytes.get(ValueLayout.JAVA_BYTE, i);
        if (value != 0 && value != 1) {
          throw file.corrupt(header, "0 (FALSE) or 1 (TRUE)", "%d at element %d".formatted(value, i));
        }
      }
      return NdArray.wrap(DType.BOOL, bytes, shape);
    }
    MemorySegment target = bytes;
    if (!ours) {
      target = Memory.allocate(numbers.dtype(), shape.size());
      target.copyFrom(bytes);
    }
    int unit = numbers.dtype().kind() == DType.Kind.COMPLEX ? numbers.byteSize() / 2 : numbers.byteSize();
    Memory.swap(target, unit);
    return NdArray.wrap(numbers.dtype(), target, shape);
  }

  /// Numbers as an array of their own: one of a few bytes does not keep the block that they came in.
  private NdArray copied(Numbers numbers, Shape shape, MemorySegment bytes) {
    MemorySegment copy = Memory.allocate(numbers.dtype(), shape.size());
    copy.copyFrom(bytes);
    return array(numbers, shape, copy, true);
  }

  /// Elements that are something else than numbers.
  List<Object> list(Hdf5Type type, long count, MemorySegment bytes) {
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(element(type, bytes.asSlice(i * type.byteSize(), type.byteSize())));
    }
    return values;
  }

  private Object element(Hdf5Type type, MemorySegment bytes) {
    take(OBJECT_BYTES + bytes.byteSize());
    return switch (type) {
      case Numbers numbers -> scalar(copied(numbers, Shape.of(), bytes));
      case Enumeration(Numbers numbers, _) -> scalar(copied(numbers, Shape.of(), bytes));
      case Text text -> text.variable() ? variableText(bytes) : text(text, bytes);
      case Opaque _ -> bytes.toArray(ValueLayout.JAVA_BYTE);
      case Compound(_, List<Member> members) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : members) {
          values.put(
              member.name(), element(member.type(), bytes.asSlice(member.offset(), member.type().byteSize())));
        }
        yield values;
      }
      case Hdf5Type.Array(Hdf5Type inner, Shape shape) -> {
        Optional<NumberForm> form = NumberForm.of(type);
        yield form.isPresent()
            ? copied(form.get().numbers, form.get().inner, bytes)
            : nested(inner, shape, bytes);
      }
      case Sequence(_, Hdf5Type inner) -> sequence(inner, bytes);
      case Unsupported(_, String what) -> throw unsupported(what);
    };
  }

  UnsupportedFormatException unsupported(String what) {
    return file.unsupported(
        header, "numbers, texts, opaque bytes, and compounds, arrays and sequences of them", what);
  }

  /// The one element of an array without axes, as the Java type that has all its values; the array itself where there
  /// is none.
  static Object scalar(NdArray array) {
    MemorySegment bytes = array.segment();
    return switch (array.dtype()) {
      case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, 0) != 0;
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, 0);
      case INT16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
      case INT32 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      case INT64 -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
      case FLOAT32 -> bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
      case FLOAT64 -> bytes.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
      case UINT8, UINT16, UINT32, UINT64, FLOAT16, BFLOAT16, COMPLEX64, COMPLEX128 -> array;
    };
  }

  private List<Object> nested(Hdf5Type inner, Shape shape, MemorySegment bytes) {
    if (shape.rank() <= 1) {
      return list(inner, shape.size(), bytes);
    }
    List<Object> values = new ArrayList<>();
    long part = bytes.byteSize() / shape.dim(0);
    for (long i = 0; i < shape.dim(0); i++) {
      values.add(nested(inner, shape.inner(), bytes.asSlice(i * part, part)));
    }
    return values;
  }

  private String text(Text text, MemorySegment bytes) {
    byte[] content = bytes.toArray(ValueLayout.JAVA_BYTE);
    int length = content.length;
    switch (text.padding()) {
      case NULL_TERMINATED -> length = untilZero(content);
      case NULL_PADDED -> {
        while (length > 0 && content[length - 1] == 0) {
          length--;
        }
      }
      case SPACE_PADDED -> {
        while (length > 0 && content[length - 1] == ' ') {
          length--;
        }
      }
    }
    return decoded(content, length);
  }

  private static int untilZero(byte[] content) {
    int length = 0;
    while (length < content.length && content[length] != 0) {
      length++;
    }
    return length;
  }

  private String decoded(byte[] content, int length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, 0, length)).toString();
    } catch (CharacterCodingException _) {
      throw file.corrupt(header, "texts in UTF-8", "0x" + HexFormat.of().formatHex(content, 0, Math.min(length, 16)));
    }
  }

  private String variableText(MemorySegment bytes) {
    byte[] content = content(bytes, 1).bytes.toArray(ValueLayout.JAVA_BYTE);
    // To HDF5 a text ends at the first zero, wherever else it has room.
    return decoded(content, untilZero(content));
  }

  private Object sequence(Hdf5Type inner, MemorySegment bytes) {
    Content content = content(bytes, inner.byteSize());
    Optional<NumberForm> form = NumberForm.of(inner);
    if (form.isPresent()) {
      Numbers numbers = form.get().numbers;
      return copied(numbers, form.get().shape(Shape.of(content.count)), content.bytes);
    }
    return list(inner, content.count, content.bytes);
  }

  private record Content(long count, MemorySegment bytes) {}

  /// What a reference to the heap leads to: a length in elements, the address of a collection, a number in it.
  private Content content(MemorySegment reference, int elementBytes) {
    Cursor cursor = new Cursor(file, reference, file.base() + header, "a reference to the heap");
    long count = cursor.u32();
    long collection = cursor.address();
    int number = cursor.i32();
    if (count == 0) {
      return new Content(0, MemorySegment.ofArray(new byte[0]));
    }
    long length = count * elementBytes;
    take(length);
    return new Content(count, heap.get(collection, number, length));
  }

  private void take(long bytes) {
    taken += bytes;
    file.checkMemory(taken, "values");
  }

}
