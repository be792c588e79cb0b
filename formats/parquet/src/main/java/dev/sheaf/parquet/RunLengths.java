package dev.sheaf.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Parquet's hybrid of run lengths and packed bits, in which levels, indices and booleans are written.
///
/// ```text
/// runs until there are enough values:
///   varint n << 1       n times one value, in as few whole bytes as the width needs
///   varint n << 1 | 1   8 n values of `width` bits each, lowest bits first
/// ```
///
/// See [the specification](https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE).
final class RunLengths {
  private static final String WHAT = "run lengths";

  private RunLengths() {}

  /// Levels up to `max`, one in each byte; null where all of them are `usual`.
  static byte @Nullable [] levels(ByteReader in, int count, int max, int usual) {
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(max);
    byte[] levels = null;
    int[] packed = null;
    for (int at = 0; at < count; ) {
      long head = in.varint(WHAT);
      if ((head & 1) == 0) {
        int run = (int) Math.min(head >>> 1, count - at);
        int value = value(in, width);
        if (value > max) {
          throw in.place.corrupt("levels of at most " + max, value);
        }
        if (run == 0) {
          throw in.place.corrupt("a run of levels", "an empty one");
        }
        if (value != usual && levels == null) {
          levels = new byte[count];
          Arrays.fill(levels, 0, at, (byte) usual);
        }
        if (levels != null) {
          Arrays.fill(levels, at, at + run, (byte) value);
        }
        at += run;
        continue;
      }
      int values = packedValues(in, head, width, count - at);
      packed = packed == null || packed.length < values ? new int[values] : packed;
      unpackGroups(in, head, width, packed, 0, values);
      if (levels == null) {
        levels = new byte[count];
        Arrays.fill(levels, 0, at, (byte) usual);
      }
      for (int i = 0; i < values; i++) {
        if (packed[i] > max) {
          throw in.place.corrupt("levels of at most " + max, packed[i]);
        }
        levels[at + i] = (byte) packed[i];
      }
      at += values;
    }
    return levels;
  }

  /// Numbers of `width` bits below `bound`.
  static int[] indices(ByteReader in, int count, int width, int bound) {
    int[] indices = new int[count];
    for (int at = 0; at < count; ) {
      long head = in.varint(WHAT);
      int from = at;
      if ((head & 1) == 0) {
        int run = (int) Math.min(head >>> 1, count - at);
        if (run == 0) {
          throw in.place.corrupt("a run of indices", "an empty one");
        }
        int value = value(in, width);
        check(in, value, bound);
        Arrays.fill(indices, at, at + run, value);
        at += run;
      } else {
        int values = packedValues(in, head, width, count - at);
        unpackGroups(in, head, width, indices, at, values);
        at += values;
        for (int i = from; i < at; i++) {
          check(in, indices[i], bound);
        }
      }
    }
    return indices;
  }

  private static void check(ByteReader in, int index, int bound) {
    if (index < 0 || index >= bound) {
      throw in.place.corrupt("an index into %d values".formatted(bound), Integer.toUnsignedString(index));
    }
  }

  private static int value(ByteReader in, int width) {
    int value = 0;
    for (int shift = 0; shift < width; shift += 8) {
      value |= in.u8(WHAT) << shift;
    }
    return value;
  }

  /// How many values of the groups are wanted; the last group may hold more than there are.
  private static int packedValues(ByteReader in, long head, int width, int wanted) {
    long groups = head >>> 1;
    if (groups == 0) {
      throw in.place.corrupt("a run of packed values", "an empty one");
    }
    // The last group may be cut off behind the last value; more is not taken on faith.
    long values = Math.min(groups > Integer.MAX_VALUE ? Integer.MAX_VALUE : groups * 8, wanted);
    if ((values * width + 7) / 8 > in.remaining()) {
      throw in.place.corrupt(
          "%d packed values of %d bits".formatted(values, width), "%d bytes left".formatted(in.remaining()));
    }
    return (int) values;
  }

  private static void unpackGroups(ByteReader in, long head, int width, int[] target, int to, int values) {
    long groups = Math.min(head >>> 1, Integer.MAX_VALUE);
    long bytes = Math.min(groups * width, in.remaining());
    ByteReader.unpack(in.bytes, in.take(bytes, WHAT), width, target, to, values);
  }
}
