package dev.sheaf.hdf5;

import java.util.Arrays;

/// [LZF](http://oldhome.schmorp.de/marc/liblzf.html), the compression that h5py brings with it.
///
/// ```text
/// 000LLLLL                    L + 1 bytes as they are
/// LLLooooo oooooooo           L + 2 bytes from o + 1 bytes before
/// 111ooooo LLLLLLLL oooooooo  L + 9 bytes from o + 1 bytes before
/// ```
final class Lzf {
  private Lzf() {}

  /// The bytes that were compressed: at most `room`.
  static byte[] decode(FileBytes file, long address, byte[] input, int room) {
    // Three bytes give at most 264: no memory for what cannot come.
    byte[] output = new byte[(int) Math.min(room, 88L * input.length + 88)];
    int in = 0;
    int out = 0;
    while (in < input.length) {
      int control = Byte.toUnsignedInt(input[in++]);
      if (control < 32) {
        int length = control + 1;
        if (length > input.length - in) {
          throw file.corrupt(address, "%d bytes more of LZF".formatted(length), "%d".formatted(input.length - in));
        }
        check(file, address, length, output.length - out, room);
        System.arraycopy(input, in, output, out, length);
        in += length;
        out += length;
      } else {
        int length = (control >> 5) + 2;
        boolean longer = length == 9;
        if (input.length - in < (longer ? 2 : 1)) {
          throw file.corrupt(address, "a whole reference of LZF", "the end of the chunk");
        }
        if (longer) {
          length += Byte.toUnsignedInt(input[in++]);
        }
        int distance = (((control & 0x1f) << 8) | Byte.toUnsignedInt(input[in++])) + 1;
        if (distance > out) {
          throw file.corrupt(
              address, "a reference to at most %d bytes before".formatted(out), Integer.toString(distance));
        }
        check(file, address, length, output.length - out, room);
        // Byte by byte: what is copied may be what was copied just now.
        for (int i = 0; i < length; i++, out++) {
          output[out] = output[out - distance];
        }
      }
    }
    return out == output.length ? output : Arrays.copyOf(output, out);
  }

  private static void check(FileBytes file, long address, int length, int left, int room) {
    if (length > left) {
      throw file.corrupt(address, "a chunk that becomes at most %d bytes".formatted(room), "more");
    }
  }
}
