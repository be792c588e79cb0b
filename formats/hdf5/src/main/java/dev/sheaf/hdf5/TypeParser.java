package dev.sheaf.hdf5;

import dev.sheaf.hdf5.Hdf5Type.Compound;
import dev.sheaf.hdf5.Hdf5Type.Enumeration;
import dev.sheaf.hdf5.Hdf5Type.Member;
import dev.sheaf.hdf5.Hdf5Type.Numbers;
import dev.sheaf.hdf5.Hdf5Type.Opaque;
import dev.sheaf.hdf5.Hdf5Type.Padding;
import dev.sheaf.hdf5.Hdf5Type.Sequence;
import dev.sheaf.hdf5.Hdf5Type.Text;
import dev.sheaf.hdf5.Hdf5Type.Unsupported;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parses datatype messages.
///
/// ```text
/// 0  class (low four bits), version (high four bits)
/// 1  bits that depend on the class, 3 bytes
/// 4  size of an element, 4 bytes
/// 8  properties, which depend on the class
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part IV.A.2.d.
final class TypeParser {
  /// Types inside types: deeper ones were not written on purpose.
  private static final int MAX_DEPTH = 32;

  private static final int MAX_RANK = 32;

  private final Cursor cursor;

  private TypeParser(Cursor cursor) {
    this.cursor = cursor;
  }

  static Hdf5Type parse(Cursor cursor) {
    return new TypeParser(cursor).type(0);
  }

  private Hdf5Type type(int depth) {
    if (depth > MAX_DEPTH) {
      throw cursor.unsupported("types inside types up to %d deep".formatted(MAX_DEPTH), "deeper ones");
    }
    int head = cursor.u8();
    int version = head >> 4;
    if (version < 1 || version > 4) {
      throw version == 5
          ? cursor.unsupported("version 1 to 4 of a type", "version 5")
          : cursor.corrupt("version 1 to 4 of a type", Integer.toString(version));
    }
    int bits = (int) cursor.unsigned(3);
    int size = cursor.i32();
    if (size <= 0) {
      throw cursor.corrupt("a size of an element from 1 to 2^31 - 1 bytes", Integer.toUnsignedString(size));
    }
    return switch (head & 0xf) {
      case 0 -> integer(bits, size);
      case 1 -> floating(bits, size);
      case 2 -> skipped(2, size, "times");
      case 3 -> text(bits, size, false);
      case 4 -> skipped(4, size, "bit fields");
      case 5 -> opaque(bits, size);
      case 6 -> compound(version, bits & 0xffff, size, depth);
      case 7 -> new Unsupported(size, "references");
      case 8 -> enumeration(version, bits & 0xffff, size, depth);
      case 9 -> variable(bits, size, depth);
      case 10 -> array(version, size, depth);
      default -> throw cursor.corrupt("a class of types from 0 to 10", Integer.toString(head & 0xf));
    };
  }

  private Hdf5Type skipped(int properties, int size, String what) {
    cursor.skip(properties);
    return new Unsupported(size, what);
  }

  private static ByteOrder order(int bit) {
    return bit == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private Hdf5Type integer(int bits, int size) {
    int offset = cursor.u16();
    int precision = cursor.u16();
    boolean signed = (bits & 8) != 0;
    if (precision == 0 || offset + precision > 8L * size) {
      throw cursor.corrupt(
          "the bits of an integer inside its %d bytes".formatted(size), "%d from bit %d".formatted(precision, offset));
    }
    Optional<DType> dtype =
        offset == 0 && precision == 8L * size
            ? DType.fromWireName((signed ? "int" : "uint") + precision)
            : Optional.empty();
    return dtype.isPresent()
        ? new Numbers(dtype.get(), order(bits & 1))
        : new Unsupported(size, "integers of %d bits in %d bytes".formatted(precision, size));
  }

  /// Where the parts of a float are: what the file says must be exactly what the format says.
  private record FloatLayout(int precision, int sign, int exponentAt, int exponent, int mantissa, long bias) {}

  private static final Map<FloatLayout, DType> FLOATS =
      Map.of(
          new FloatLayout(16, 15, 10, 5, 10, 15), DType.FLOAT16,
          new FloatLayout(16, 15, 7, 8, 7, 127), DType.BFLOAT16,
          new FloatLayout(32, 31, 23, 8, 23, 127), DType.FLOAT32,
          new FloatLayout(64, 63, 52, 11, 52, 1023), DType.FLOAT64);

  private Hdf5Type floating(int bits, int size) {
    int sign = (bits >> 8) & 0xff;
    int offset = cursor.u16();
    int precision = cursor.u16();
    int exponentAt = cursor.u8();
    int exponent = cursor.u8();
    int mantissaAt = cursor.u8();
    int mantissa = cursor.u8();
    DType dtype = FLOATS.get(new FloatLayout(precision, sign, exponentAt, exponent, mantissa, cursor.u32()));
    boolean impliedBit = ((bits >> 4) & 3) == 2;
    boolean vax = (bits & 0x40) != 0;
    boolean padded = (bits & 0xe) != 0;
    if (dtype == null || offset != 0 || mantissaAt != 0 || !impliedBit || vax || padded || size != dtype.byteSize()) {
      return new Unsupported(
          size, "floats of %d bits in %d bytes, with %d bits of exponent".formatted(precision, size, exponent));
    }
    return new Numbers(dtype, order(bits & 1));
  }

  private Text text(int bits, int size, boolean variable) {
    int padding = bits & 0xf;
    int charset = (bits >> 4) & 0xf;
    if (padding > 2 || charset > 1) {
      throw cursor.corrupt(
          "padding 0, 1 or 2, and ASCII (0) or UTF-8 (1)", "padding %d, character set %d".formatted(padding, charset));
    }
    return new Text(
        size,
        variable,
        switch (padding) {
          case 0 -> Padding.NULL_TERMINATED;
          case 1 -> Padding.NULL_PADDED;
          default -> Padding.SPACE_PADDED;
        });
  }

  private Opaque opaque(int bits, int size) {
    byte[] tag = cursor.take(bits & 0xff, "a tag");
    int length = 0;
    while (length < tag.length && tag[length] != 0) {
      length++;
    }
    return new Opaque(size, new String(tag, 0, length, StandardCharsets.UTF_8));
  }

  private Hdf5Type compound(int version, int count, int size, int depth) {
    List<Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String name = name(version);
      if (!names.add(name)) {
        throw cursor.corrupt("members of different names", "two named \"%s\"".formatted(name));
      }
      long offset = version < 3 ? cursor.u32() : cursor.unsigned(bytesFor(size));
      Shape shape = version == 1 ? oldShape() : Shape.of();
      Hdf5Type element = type(depth + 1);
      Hdf5Type type = shape.rank() == 0 ? element : array(element, shape);
      if (offset + type.byteSize() > size) {
        throw cursor.corrupt(
            "members inside a compound of %d bytes".formatted(size),
            "%d bytes for \"%s\" at byte %d".formatted(type.byteSize(), name, offset));
      }
      members.add(new Member(name, (int) offset, type));
    }
    if (members.isEmpty()) {
      throw cursor.corrupt("one member or more", "none");
    }
    return complex(members, size).orElseGet(() -> new Compound(size, members));
  }

  /// Members of version 1 have up to four axes of their own.
  private Shape oldShape() {
    int rank = cursor.u8();
    cursor.skip(3 + 4 + 4);
    long[] dims = new long[4];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = cursor.u32();
    }
    if (rank > dims.length) {
      throw cursor.corrupt("at most 4 axes of a member", Integer.toString(rank));
    }
    return shape(Arrays.copyOf(dims, rank));
  }

  /// A real and an imaginary part named as h5py names them.
  private static Optional<Hdf5Type> complex(List<Member> members, int size) {
    if (members.size() == 2
        && members.get(0) instanceof Member(String real, int first, Numbers(DType part, ByteOrder order))
        && members.get(1) instanceof Member(String imaginary, int second, Numbers other)
        && real.equals("r")
        && imaginary.equals("i")
        && first == 0
        && second == part.byteSize()
        && size == 2 * second
        && members.get(0).type().equals(other)) {
      return switch (part) {
        case FLOAT32 -> Optional.of(new Numbers(DType.COMPLEX64, order));
        case FLOAT64 -> Optional.of(new Numbers(DType.COMPLEX128, order));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private Hdf5Type enumeration(int version, int count, int size, int depth) {
    Hdf5Type base = type(depth + 1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name(version));
    }
    if (base.byteSize() != size) {
      throw cursor.corrupt("constants of %d bytes".formatted(base.byteSize()), Integer.toString(size));
    }
    if (!(base instanceof Numbers numbers) || numbers.dtype().kind() == DType.Kind.FLOAT) {
      cursor.skip((long) count * size);
      return new Unsupported(size, "constants that are no plain integers");
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (String name : names) {
      if (values.put(name, constant(numbers)) != null) {
        throw cursor.corrupt("constants of different names", "two named \"%s\"".formatted(name));
      }
    }
    return values.equals(Map.of("FALSE", 0L, "TRUE", 1L)) && size == 1
        ? new Numbers(DType.BOOL, ByteOrder.nativeOrder())
        : new Enumeration(numbers, values);
  }

  private long constant(Numbers numbers) {
    int size = numbers.byteSize();
    int unused = 64 - 8 * size;
    long value = cursor.unsigned(size) << unused;
    if (numbers.order() == ByteOrder.BIG_ENDIAN) {
      value = Long.reverseBytes(value >>> unused);
    }
    return numbers.dtype().kind() == DType.Kind.SIGNED ? value >> unused : value >>> unused;
  }

  private Hdf5Type variable(int bits, int size, int depth) {
    int kind = bits & 0xf;
    Hdf5Type base = type(depth + 1);
    if (size != 4 + cursor.file().offsetSize() + 4) {
      throw cursor.corrupt(
          "%d bytes for a length and an address".formatted(8 + cursor.file().offsetSize()), Integer.toString(size));
    }
    return switch (kind) {
      case 0 -> new Sequence(size, base);
      case 1 -> text(bits >> 4, size, true);
      default -> throw cursor.corrupt("a sequence (0) or a text (1) of any length", Integer.toString(kind));
    };
  }

  private Hdf5Type array(int version, int size, int depth) {
    int rank = cursor.u8();
    if (rank > MAX_RANK) {
      throw cursor.corrupt("at most %d axes".formatted(MAX_RANK), Integer.toString(rank));
    }
    cursor.skip(version < 3 ? 3 : 0);
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = cursor.u32();
    }
    cursor.skip(version < 3 ? 4L * rank : 0);
    Hdf5Type array = array(type(depth + 1), shape(dims));
    if (array.byteSize() != size) {
      throw cursor.corrupt("arrays of %d bytes".formatted(array.byteSize()), Integer.toString(size));
    }
    return array;
  }

  private Hdf5Type array(Hdf5Type element, Shape shape) {
    if (shape.size() > Integer.MAX_VALUE / element.byteSize() || shape.size() == 0) {
      throw cursor.corrupt("arrays of 1 to 2^31 - 1 bytes", "%s of %d bytes each".formatted(shape, element.byteSize()));
    }
    return element instanceof Unsupported(_, String what)
        ? new Unsupported((int) (element.byteSize() * shape.size()), "arrays of " + what)
        : new Hdf5Type.Array(element, shape);
  }

  private Shape shape(long[] dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException _) {
      throw cursor.corrupt("at most 2^63 - 1 elements", Arrays.toString(dims));
    }
  }

  private String name(int version) {
    long from = cursor.position();
    String name = cursor.text();
    if (version < 3) {
      cursor.align8(from);
    }
    return name;
  }

  private static int bytesFor(int size) {
    return (39 - Integer.numberOfLeadingZeros(size)) / 8;
  }
}
