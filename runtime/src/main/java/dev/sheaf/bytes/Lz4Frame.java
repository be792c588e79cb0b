package dev.sheaf.bytes;

import dev.sheaf.io.CorruptDataException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads an LZ4 frame; see the
/// [frame format](https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), version 1.6.
///
/// ```text
/// magic 4 | FLG 1 | BD 1 | content size 0 or 8 | dictionary 0 or 4 | HC 1 | blocks | end mark 4 | checksum 0 or 4
/// FLG: version 2 | blocks independent 1 | block checksums 1 | content size 1 | content checksum 1 | 0 | dictionary 1
/// BD:  0 | block maximum 3 | 0000           block: size 4 (high bit: stored as it is) | bytes | checksum 0 or 4
/// ```
public final class Lz4Frame {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAGIC = 0x184D2204;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;

  /// LZ4 packs at most this many bytes into one.
  public static final int MAX_RATIO = 255;

  private final String name;
  private final byte[] frame;
  private final byte[] target;
  private int position;
  private int written;

  private Lz4Frame(String name, byte[] frame, byte[] target) {
    this.name = name;
    this.frame = frame;
    this.target = target;
  }

  /// Unpacks the first frame of `frame` into `target`; what follows it is not looked at. A skippable frame is empty.
  ///
  /// @param name the file, for messages; offsets in them count from the start of the frame
  /// @return how many bytes were unpacked; more than `target` has, where the content does not fit into it: the rest is
  ///     not unpacked then
  /// @throws CorruptDataException if it is no whole frame, or a checksum does not agree
  public static long decode(String name, byte[] frame, byte[] target) {
    return new Lz4Frame(name, frame, target).decode();
  }

  private long decode() {
    int magic = nextInt("the magic number 0x184D2204");
    if ((magic & ~0xF) == SKIPPABLE_MAGIC) {
      return 0;
    }
    if (magic != MAGIC) {
      throw corrupt(0, "the magic number 0x%08X".formatted(MAGIC), "0x%08X".formatted(magic));
    }
    int headerStart = position;
    int flags = nextByte("the frame's flags");
    int blockDescriptor = nextByte("the block descriptor");
    if (flags >>> 6 != 1 || (flags & 2) != 0) {
      throw corrupt(headerStart, "flags of version 1", "0x%02X".formatted(flags));
    }
    int blockSizeCode = blockDescriptor >>> 4 & 7;
    if ((blockDescriptor & 0x8F) != 0 || blockSizeCode < 4) {
      throw corrupt(headerStart + 1, "a block size of 64 KiB to 4 MiB", "0x%02X".formatted(blockDescriptor));
    }
    boolean linked = (flags & 0x20) == 0;
    boolean blockChecksums = (flags & 0x10) != 0;
    boolean hasContentSize = (flags & 8) != 0;
    boolean contentChecksum = (flags & 4) != 0;
    long contentSize = hasContentSize ? nextLong("the content size") : -1;
    if ((flags & 1) != 0) {
      throw corrupt(headerStart, "a frame without a dictionary", "one with");
    }
    int headerHash = XxHash32.of(frame, headerStart, position - headerStart) >>> 8 & 0xFF;
    int storedHash = nextByte("the header checksum");
    if (headerHash != storedHash) {
      throw corrupt(position - 1, "the header checksum 0x%02X".formatted(headerHash), "0x%02X".formatted(storedHash));
    }
    if (hasContentSize && Long.compareUnsigned(contentSize, target.length) > 0) {
      return contentSize < 0 ? Long.MAX_VALUE : contentSize;
    }
    int blockBytes = 1 << (8 + 2 * blockSizeCode);
    boolean fits = blocks(linked, blockChecksums, blockBytes);
    if (!fits) {
      return (long) target.length + 1;
    }
    if (contentChecksum) {
      int found = nextInt("the content checksum");
      checkHash("content", XxHash32.of(target, 0, written), found);
    }
    if (hasContentSize && contentSize != written) {
      throw corrupt(headerStart, "a content of %d bytes".formatted(contentSize), "%d bytes".formatted(written));
    }
    return written;
  }

  private boolean blocks(boolean linked, boolean checksums, int blockBytes) {
    while (true) {
      int header = nextInt("a block, or the end mark");
      if (header == 0) {
        return true;
      }
      int length = header & Integer.MAX_VALUE;
      int start = position;
      if (length > blockBytes || length > frame.length - start) {
        throw corrupt(
            start - 4,
            "a block of at most %d bytes".formatted(Math.min(blockBytes, frame.length - start)),
            "one of " + length);
      }
      boolean stored = header < 0;
      int firstByte = linked ? 0 : written;
      if (stored && length > target.length - written) {
        return false;
      }
      if (stored) {
        System.arraycopy(frame, start, target, written, length);
        written += length;
      } else if (!block(start, start + length, firstByte, written + (long) blockBytes)) {
        return false;
      }
      position = start + length;
      if (checksums) {
        int found = nextInt("a block checksum");
        checkHash("block", XxHash32.of(frame, start, length), found);
      }
    }
  }

  /// Unpacks one block: literals and copies of what was unpacked before, in turns.
  ///
  /// @param firstByte how far back in `target` copies may reach
  /// @param limit where in `target` the block must have ended
  /// @return false where `target` is full
  private boolean block(int start, int end, int firstByte, long limit) {
    int at = start;
    while (at < end) {
      int token = frame[at++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          if (at >= end) {
            throw cut(at);
          }
          more = frame[at++] & 0xFF;
          literals += more;
        } while (more == 255 && literals >= 0);
      }
      if (literals < 0 || literals > end - at) {
        throw cut(at);
      }
      if (written + (long) literals > limit) {
        throw tooLong(at);
      }
      if (literals > target.length - written) {
        return false;
      }
      System.arraycopy(frame, at, target, written, literals);
      at += literals;
      written += literals;
      if (at == end) {
        return true;
      }
      if (end - at < 2) {
        throw cut(at);
      }
      int distance = (frame[at] & 0xFF) | ((frame[at + 1] & 0xFF) << 8);
      if (distance == 0 || distance > written - firstByte) {
        throw corrupt(
            at, "a distance of 1 to %d".formatted(Math.min(written - firstByte, 0xFFFF)), Integer.toString(distance));
      }
      at += 2;
      int length = (token & 15) + 4;
      if (length == 19) {
        int more;
        do {
          if (at >= end) {
            throw cut(at);
          }
          more = frame[at++] & 0xFF;
          length += more;
        } while (more == 255 && length >= 0);
      }
      if (length < 0 || written + (long) length > limit) {
        throw tooLong(at);
      }
      if (length > target.length - written) {
        return false;
      }
      copy(distance, length);
    }
    throw cut(at);
  }

  /// Copies bytes from `distance` before the end to the end; where they overlap, they repeat.
  private void copy(int distance, int length) {
    int from = written - distance;
    int left = length;
    // Each round doubles what there is to copy from.
    for (int piece = distance; left > 0; piece *= 2) {
      int count = Math.min(piece, left);
      System.arraycopy(target, from, target, written, count);
      written += count;
      left -= count;
      if (piece > Integer.MAX_VALUE / 2) {
        piece = Integer.MAX_VALUE / 2;
      }
    }
  }

  private void checkHash(String what, int expected, int found) {
    if (expected != found) {
      throw corrupt(position - 4, "the %s checksum 0x%08X".formatted(what, expected), "0x%08X".formatted(found));
    }
  }

  private int nextByte(String what) {
    require(1, what);
    return frame[position++] & 0xFF;
  }

  private int nextInt(String what) {
    require(4, what);
    position += 4;
    return (int) INT.get(frame, position - 4);
  }

  private long nextLong(String what) {
    require(8, what);
    position += 8;
    return (long) LONG.get(frame, position - 8);
  }

  private void require(int count, String what) {
    if (frame.length - position < count) {
      throw corrupt(position, what, "the end");
    }
  }

  private CorruptDataException cut(int at) {
    return corrupt(at, "more bytes in the block", "its end");
  }

  private CorruptDataException tooLong(int at) {
    return corrupt(at, "a block that unpacks to at most its maximum size", "a longer one");
  }

  private CorruptDataException corrupt(int at, String expected, String found) {
    return new CorruptDataException(name, at, expected, found);
  }
}
