package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What the bytes of a chunk went through when they were written, in that order; reading goes back from the last to the
/// first. Thread-safe.
///
/// | Filter | |
/// |---|---|
/// | 1 | DEFLATE in a zlib stream |
/// | 2 | shuffle: the first bytes of all elements, then the second ones, and so on |
/// | 3 | Fletcher's checksum behind the bytes |
/// | 32000 | LZF, as h5py writes it |
///
/// @param file for messages and limits
/// @param filters as they were applied
record FilterPipeline(FileBytes file, List<Filter> filters) {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;
  private static final int MAX_FILTERS = 32;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Larger outputs are held to [dev.sheaf.format.FormatOptions#maxExpansion()].
  private static final int PLENTY = 64 << 20;

  /// One of them.
  ///
  /// @param parameter the first of its parameters, or 0
  record Filter(int id, String name, int parameter) {
    @Override
    public String toString() {
      return switch (id) {
        case DEFLATE -> "deflate";
        case SHUFFLE -> "shuffle";
        case FLETCHER32 -> "fletcher32";
        case 4 -> "szip";
        case 5 -> "nbit";
        case 6 -> "scaleoffset";
        case LZF -> "lzf";
        default -> name.isEmpty() ? Integer.toString(id) : "%d (%s)".formatted(id, name);
      };
    }
  }

  static FilterPipeline parse(Cursor cursor) {
    int version = cursor.u8();
    int count = cursor.u8();
    if (version < 1 || version > 2 || count > MAX_FILTERS) {
      throw cursor.corrupt(
          "version 1 or 2, and at most %d filters".formatted(MAX_FILTERS),
          "version %d, %d filters".formatted(version, count));
    }
    cursor.skip(version == 1 ? 6 : 0);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = cursor.u16();
      int nameBytes = version == 1 || id >= 256 ? cursor.u16() : 0;
      cursor.skip(2);
      int parameters = cursor.u16();
      String name = cursor.text(version == 1 ? (nameBytes + 7) & -8 : nameBytes);
      int first = parameters > 0 ? cursor.i32() : 0;
      cursor.skip(4L * Math.max(0, parameters - 1) + (version == 1 && parameters % 2 == 1 ? 4 : 0));
      int end = name.indexOf(0);
      filters.add(new Filter(id, end < 0 ? name : name.substring(0, end), first));
    }
    return new FilterPipeline(cursor.file(), List.copyOf(filters));
  }


  /// Gives back what was written.
  ///
  /// @param stored the bytes in the file, at `address`
  /// @param mask the filters that were left out: a bit for each
  /// @param length how many bytes were written
  byte[] decode(MemorySegment stored, long address, int mask, int length) {
    byte[] bytes = null;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (((mask >>> i) & 1) != 0) {
        continue;
      }
      Filter filter = filters.get(i);
      if (filter.id == DEFLATE) {
        bytes = inflate(bytes == null ? stored : MemorySegment.ofArray(bytes), address, room(i, length));
        continue;
      }
      byte[] input = bytes == null ? stored.toArray(ValueLayout.JAVA_BYTE) : bytes;
      bytes =
          switch (filter.id) {
            case SHUFFLE -> unshuffle(input, filter.parameter);
            case FLETCHER32 -> Fletcher32.strip(file, address, input);
            case LZF -> Lzf.decode(file, address, input, room(i, length));
            default ->
                throw file.unsupported(
                    address,
                    "a chunk behind the filters deflate, shuffle, fletcher32 and lzf",
                    "one behind the filter " + filter);
          };
    }
    byte[] decoded = bytes == null ? stored.toArray(ValueLayout.JAVA_BYTE) : bytes;
    if (decoded.length != length) {
      throw file.corrupt(
          address, "a chunk of %d bytes".formatted(length), "%d bytes behind its filters".formatted(decoded.length));
    }
    return decoded;
  }

  /// How many bytes there may be at most behind a filter: those of the chunk, and the checksums of filters before it.
  private int room(int filter, int length) {
    int room = length;
    for (int i = 0; i < filter; i++) {
      room += filters.get(i).id == FLETCHER32 ? Fletcher32.BYTES : 0;
    }
    return room;
  }

  private byte[] inflate(MemorySegment input, long address, int room) {
    // DEFLATE gives at most 1,032 bytes for one: no memory for what cannot come.
    int capacity = (int) Math.min(room, 1032 * input.byteSize() + 64);
    if (capacity > PLENTY && capacity / file.options().maxExpansion() > input.byteSize()) {
      throw file.unsupported(
          address,
          "at most %d bytes for a compressed one (maxExpansion)".formatted(file.options().maxExpansion()),
          "%d bytes from %d".formatted(capacity, input.byteSize()));
    }
    byte[] output = new byte[capacity];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(input.asByteBuffer());
      int done = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(output, done, capacity - done);
        done += more;
        if (more == 0 && !inflater.finished()) {
          throw file.corrupt(
              address,
              "a chunk that inflates to at most %d bytes".formatted(room),
              done == capacity ? "more" : "a stream that ends after %d".formatted(done));
        }
      }
      return done == capacity ? output : Arrays.copyOf(output, done);
    } catch (DataFormatException e) {
      throw file.corrupt(address, "a chunk in a zlib stream", "another (%s)".formatted(e.getMessage()));
    }
  }

  private static byte[] unshuffle(byte[] input, int elementBytes) {
    if (elementBytes <= 1 || input.length < elementBytes) {
      return input;
    }
    int count = input.length / elementBytes;
    byte[] output = new byte[input.length];
    switch (elementBytes) {
      case 2 -> {
        for (int i = 0; i < count; i++) {
          SHORT.set(output, 2 * i, (short) ((input[i] & 0xff) | (input[count + i] << 8)));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          INT.set(output, 4 * i, word(input, i, count));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          INT.set(output, 8 * i, word(input, i, count));
          INT.set(output, 8 * i + 4, word(input, 4 * count + i, count));
        }
      }
      default -> {
        for (int part = 0; part < elementBytes; part++) {
          int from = part * count;
          for (int i = 0, o = part; i < count; i++, o += elementBytes) {
            output[o] = input[from + i];
          }
        }
      }
    }
    int done = count * elementBytes;
    System.arraycopy(input, done, output, done, input.length - done);
    return output;
  }

  /// Four bytes that lie so far apart, as one number.
  private static int word(byte[] bytes, int at, int apart) {
    return (bytes[at] & 0xff)
        | ((bytes[at + apart] & 0xff) << 8)
        | ((bytes[at + 2 * apart] & 0xff) << 16)
        | (bytes[at + 3 * apart] << 24);
  }
}
