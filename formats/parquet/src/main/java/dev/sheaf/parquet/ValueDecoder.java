package dev.sheaf.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a page behind its levels into values, whole pages at a time.
///
/// See [the encodings](https://parquet.apache.org/docs/file-format/data-pages/encodings/).
final class ValueDecoder {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final SchemaNode leaf;
  private final Place place;
  private final long maxBytes;

  /// @param maxBytes how many bytes the values of a page may become
  ValueDecoder(SchemaNode leaf, Place place, long maxBytes) {
    this.leaf = leaf;
    this.place = place;
    this.maxBytes = maxBytes;
  }

  /// The width of a value in memory; 0 where each has its own. Booleans take a byte.
  static int width(SchemaNode leaf) {
    return switch (leaf.physical()) {
      case BOOLEAN -> 1;
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> leaf.element().getType_length();
      case BYTE_ARRAY -> 0;
    };
  }

  PageValues decode(MemorySegment bytes, @Nullable Encoding encoding, int count, @Nullable Dictionary dictionary) {
    if (encoding == null) {
      throw place.unsupported("an encoding that is known", "another");
    }
    return switch (encoding) {
      case PLAIN -> plain(bytes, count);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> indexed(reader(bytes), count, dictionary);
      case RLE -> runs(reader(bytes), count);
      case DELTA_BINARY_PACKED -> differences(reader(bytes), count);
      case DELTA_LENGTH_BYTE_ARRAY -> lengthsFirst(reader(bytes), count);
      case DELTA_BYTE_ARRAY -> prefixes(reader(bytes), count);
      case BYTE_STREAM_SPLIT -> streams(bytes, count);
      case BIT_PACKED -> throw wrongEncoding(encoding);
      default -> throw place.unsupported("an encoding that is known", encoding.toString());
    };
  }

  private ByteReader reader(MemorySegment bytes) {
    byte[] array = Codecs.array(bytes);
    return new ByteReader(array, 0, array.length, place);
  }

  private RuntimeException wrongEncoding(Encoding encoding) {
    return place.corrupt("an encoding of %s for \"%s\"".formatted(leaf.physical(), leaf.path()), encoding.toString());
  }

  private void check(Encoding encoding, Type... types) {
    if (!Arrays.asList(types).contains(leaf.physical())) {
      throw wrongEncoding(encoding);
    }
  }

  private PageValues plain(MemorySegment bytes, int count) {
    int width = width(leaf);
    if (width == 0) {
      return plainBinary(reader(bytes), count);
    }
    if (leaf.physical() == Type.BOOLEAN) {
      return bits(reader(bytes), count);
    }
    long needed = (long) count * width;
    if (needed > bytes.byteSize()) {
      throw place.corrupt("%d values of %d bytes".formatted(count, width), bytes.byteSize() + " bytes");
    }
    return new PageValues.Fixed(bytes.asSlice(0, needed), width, count);
  }

  private PageValues bits(ByteReader in, int count) {
    byte[] values = new byte[count];
    int start = in.take((count + 7L) / 8, "booleans");
    for (int i = 0; i < count; i++) {
      values[i] = (byte) ((in.bytes[start + i / 8] >> (i % 8)) & 1);
    }
    return new PageValues.Fixed(MemorySegment.ofArray(values), 1, count);
  }

  private PageValues plainBinary(ByteReader in, int count) {
    if ((long) count * Integer.BYTES > in.remaining()) {
      throw place.corrupt("%d values with their lengths".formatted(count), in.remaining() + " bytes");
    }
    int[] bounds = new int[Math.multiplyExact(2, count)];
    for (int i = 0; i < count; i++) {
      int length = in.i32("the length of a value");
      bounds[2 * i] = in.take(length, "a value");
      bounds[2 * i + 1] = bounds[2 * i] + length;
    }
    return new PageValues.Binary(in.bytes, bounds);
  }

  private PageValues indexed(ByteReader in, int count, @Nullable Dictionary dictionary) {
    if (dictionary == null) {
      throw place.corrupt("a dictionary page before this one", "none");
    }
    if (count == 0) {
      return new PageValues.Indexed(new int[0], dictionary);
    }
    int width = in.u8("the width of the indices");
    if (width > Integer.SIZE) {
      throw place.corrupt("indices of at most 32 bits", width);
    }
    return new PageValues.Indexed(RunLengths.indices(in, count, width, dictionary.size()), dictionary);
  }

  private PageValues runs(ByteReader in, int count) {
    check(Encoding.RLE, Type.BOOLEAN);
    ByteReader runs = in.part(Integer.toUnsignedLong(in.i32("a length")), "run lengths");
    byte[] values = RunLengths.levels(runs, count, 1, 0);
    return new PageValues.Fixed(MemorySegment.ofArray(values == null ? new byte[count] : values), 1, count);
  }

  private PageValues differences(ByteReader in, int count) {
    check(Encoding.DELTA_BINARY_PACKED, Type.INT32, Type.INT64);
    long[] numbers = DeltaNumbers.read(in, count);
    int width = width(leaf);
    MemorySegment values = MemorySegment.ofArray(new byte[Math.multiplyExact(count, width)]);
    for (int i = 0; i < count; i++) {
      if (width == Long.BYTES) {
        values.set(LONG, (long) i * width, numbers[i]);
      } else {
        values.set(INT, (long) i * width, (int) numbers[i]);
      }
    }
    return new PageValues.Fixed(values, width, count);
  }

  private PageValues lengthsFirst(ByteReader in, int count) {
    check(Encoding.DELTA_LENGTH_BYTE_ARRAY, Type.BYTE_ARRAY);
    return suffixes(in, count);
  }

  private static PageValues.Binary suffixes(ByteReader in, int count) {
    long[] lengths = DeltaNumbers.read(in, count);
    int[] bounds = new int[Math.multiplyExact(2, count)];
    for (int i = 0; i < count; i++) {
      bounds[2 * i] = in.take(lengths[i], "a value");
      bounds[2 * i + 1] = in.position();
    }
    return new PageValues.Binary(in.bytes, bounds);
  }

  /// Each value begins with some bytes of the one before.
  private PageValues prefixes(ByteReader in, int count) {
    check(Encoding.DELTA_BYTE_ARRAY, Type.BYTE_ARRAY, Type.FIXED_LEN_BYTE_ARRAY);
    int width = width(leaf);
    long[] prefixes = DeltaNumbers.read(in, count);
    PageValues.Binary suffixes = suffixes(in, count);
    int[] bounds = new int[Math.multiplyExact(2, count)];
    long total = 0;
    long before = 0;
    for (int i = 0; i < count; i++) {
      if (prefixes[i] < 0 || prefixes[i] > before) {
        throw place.corrupt("a prefix of at most %d bytes".formatted(before), prefixes[i]);
      }
      before = prefixes[i] + suffixes.to(i) - suffixes.from(i);
      if (width > 0 && before != width) {
        throw place.corrupt("values of %d bytes".formatted(width), before);
      }
      total += before;
      if (total > maxBytes) {
        throw place.unsupported("a page of at most %d bytes of values".formatted(maxBytes), "more");
      }
      bounds[2 * i] = (int) (total - before);
      bounds[2 * i + 1] = (int) total;
    }
    byte[] bytes = new byte[(int) total];
    for (int i = 0; i < count; i++) {
      int prefix = (int) prefixes[i];
      int start = bounds[2 * i];
      // The prefix of the first is empty.
      System.arraycopy(bytes, i == 0 ? 0 : bounds[2 * i - 2], bytes, start, prefix);
      int length = suffixes.to(i) - suffixes.from(i);
      System.arraycopy(suffixes.bytes(), suffixes.from(i), bytes, start + prefix, length);
    }
    return width > 0
        ? new PageValues.Fixed(MemorySegment.ofArray(bytes), width, count)
        : new PageValues.Binary(bytes, bounds);
  }

  /// The first bytes of all values, then their second bytes, and so on.
  private PageValues streams(MemorySegment bytes, int count) {
    check(
        Encoding.BYTE_STREAM_SPLIT, Type.FLOAT, Type.DOUBLE, Type.INT32, Type.INT64, Type.FIXED_LEN_BYTE_ARRAY);
    int width = width(leaf);
    long needed = (long) count * width;
    if (needed > bytes.byteSize() || needed > maxBytes) {
      throw place.corrupt("%d values of %d bytes".formatted(count, width), bytes.byteSize() + " bytes");
    }
    byte[] split = Codecs.array(bytes);
    byte[] values = new byte[(int) needed];
    for (int stream = 0; stream < width; stream++) {
      int from = stream * count;
      for (int i = 0, to = stream; i < count; i++, to += width) {
        values[to] = split[from + i];
      }
    }
    return new PageValues.Fixed(MemorySegment.ofArray(values), width, count);
  }
}
