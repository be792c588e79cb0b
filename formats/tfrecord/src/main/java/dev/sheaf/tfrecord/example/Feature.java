package dev.sheaf.tfrecord.example;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// One list of values in an [Example]: a view of the message, good for as long as its bytes are. Values become Java's
/// when they are asked for. Safe for any number of threads.
public final class Feature {
  /// What the values are.
  public enum Kind {
    /// There is no list: the feature is there by its name alone.
    NONE,
    /// Bytes, or texts.
    BYTES,
    /// Numbers of 32 bits.
    FLOAT,
    /// Whole numbers of 64 bits.
    INT64
  }

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment message;
  private final Kind kind;
  private final int count;

  /// Where values lie in the message: from, to, from, to. One run for each value of bytes; numbers of one kind may
  /// lie in any number of runs.
  private final int[] runs;

  private Feature(MemorySegment message, Kind kind, int count, int[] runs) {
    this.message = message;
    this.kind = kind;
    this.count = count;
    this.runs = runs;
  }

  /// What the values are.
  public Kind kind() {
    return kind;
  }

  /// How many there are.
  public int count() {
    return count;
  }

  /// Where the first value begins in the message, in bytes; 0 where there is none. For messages to people.
  public int offset() {
    return runs.length == 0 ? 0 : runs[0];
  }

  /// One value of bytes, read-only.
  ///
  /// @throws IllegalStateException if the values are none
  /// @throws IndexOutOfBoundsException if there is no such value
  public MemorySegment bytes(int index) {
    check(Kind.BYTES);
    Objects.checkIndex(index, count);
    return message.asSlice(runs[2 * index], runs[2 * index + 1] - runs[2 * index]).asReadOnly();
  }

  /// All values of numbers with a point: a copy.
  ///
  /// @throws IllegalStateException if the values are none
  public float[] floats() {
    check(Kind.FLOAT);
    float[] values = new float[count];
    int done = 0;
    for (int i = 0; i < runs.length; i += 2) {
      int some = (runs[i + 1] - runs[i]) / Float.BYTES;
      MemorySegment.copy(message, FLOAT, runs[i], values, done, some);
      done += some;
    }
    return values;
  }

  /// All values of whole numbers: a copy.
  ///
  /// @throws IllegalStateException if the values are none
  public long[] integers() {
    check(Kind.INT64);
    long[] values = new long[count];
    int done = 0;
    for (int i = 0; i < runs.length; i += 2) {
      int limit = runs[i + 1];
      for (int at = runs[i]; at < limit; ) {
        byte next = message.get(ValueLayout.JAVA_BYTE, at++);
        long value = next;
        if (next < 0) {
          value &= 0x7f;
          // Each number was seen to end within ten bytes.
          for (int shift = 7; next < 0; shift += 7) {
            next = message.get(ValueLayout.JAVA_BYTE, at++);
            value |= (next & 0x7fL) << shift;
          }
        }
        values[done++] = value;
      }
    }
    return values;
  }

  private void check(Kind expected) {
    if (kind != expected) {
      throw new IllegalStateException("expected a feature of %s, found one of %s".formatted(expected, kind));
    }
  }

  /// The kind and the number of values.
  @Override
  public String toString() {
    return kind == Kind.NONE ? "no list" : "%d of %s".formatted(count, kind);
  }

  /// Gathers what one message, or several that are merged, say about a feature.
  static final class Builder {
    private static final int[] NO_RUNS = {};

    /// A power of two, as the room for runs doubles.
    private static final int MAX_RUNS = 1 << 30;

    private Kind kind = Kind.NONE;
    private int count;
    private int[] runs = NO_RUNS;
    private int used;

    /// Reads a `Feature`, whose bytes are next and end with the present message.
    void read(WireReader wire) {
      while (wire.hasMore()) {
        int tag = wire.tag();
        Kind found =
            switch (tag) {
              case 1 << 3 | WireReader.LENGTH -> Kind.BYTES;
              case 2 << 3 | WireReader.LENGTH -> Kind.FLOAT;
              case 3 << 3 | WireReader.LENGTH -> Kind.INT64;
              default -> Kind.NONE;
            };
        if (found == Kind.NONE) {
          wire.skip(tag);
          continue;
        }
        if (found != kind) {
          // A feature has one kind: another replaces all there was.
          kind = found;
          count = 0;
          used = 0;
        }
        int outer = wire.enter();
        readList(wire);
        wire.leave(outer);
      }
    }

    private void readList(WireReader wire) {
      while (wire.hasMore()) {
        int tag = wire.tag();
        boolean value =
            switch (tag) {
              case 1 << 3 | WireReader.LENGTH -> readRun(wire);
              case 1 << 3 | WireReader.FIXED32 -> kind == Kind.FLOAT && readOne(wire, Float.BYTES);
              case 1 << 3 | WireReader.VARINT -> kind == Kind.INT64 && readOne(wire, 0);
              default -> false;
            };
        if (!value) {
          wire.skip(tag);
        }
      }
    }

    /// Numbers side by side, or the bytes of one value.
    private boolean readRun(WireReader wire) {
      int length = wire.length();
      int start = wire.position();
      switch (kind) {
        case BYTES -> {
          wire.advance(length);
          count++;
        }
        case FLOAT -> {
          if (length % Float.BYTES != 0) {
            throw wire.corrupt(start, "floats of %d bytes each".formatted(Float.BYTES), length + " bytes");
          }
          wire.advance(length);
          count += length / Float.BYTES;
        }
        case INT64 -> count += wire.countVarints(start + length);
        case NONE -> throw new AssertionError("a feature without a list has no values");
      }
      // Nothing is kept of no numbers, but an empty value is one.
      if (length > 0 || kind == Kind.BYTES) {
        add(wire, start, start + length);
      }
      return true;
    }

    private boolean readOne(WireReader wire, int length) {
      int start = wire.position();
      if (length == 0) {
        wire.varint();
      } else {
        wire.advance(length);
      }
      count++;
      add(wire, start, wire.position());
      return true;
    }

    /// Each run takes two bytes of the message or more, so that eight at most are kept for two of them.
    private void add(WireReader wire, int from, int to) {
      if (used == runs.length) {
        if (used == MAX_RUNS) {
          throw wire.unsupported("a list of at most %d values".formatted(MAX_RUNS / 2));
        }
        runs = Arrays.copyOf(runs, Math.max(2, 2 * used));
      }
      runs[used++] = from;
      runs[used++] = to;
    }

    Feature build(MemorySegment message) {
      return new Feature(message, kind, count, used == runs.length ? runs : Arrays.copyOf(runs, used));
    }
  }
}
