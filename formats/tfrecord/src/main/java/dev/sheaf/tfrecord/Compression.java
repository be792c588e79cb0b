package dev.sheaf.tfrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What a whole file is wrapped in; nothing in a TFRecord file itself says so.
enum Compression {
  NONE,
  GZIP,
  ZLIB;

  /// The setting that names one of these, or has it found out.
  static final String SETTING = "compression";

  private static final String AUTO = "auto";

  /// What a setting asks for; empty where it is to be found out.
  ///
  /// @throws IllegalArgumentException if it is something else
  static Optional<Compression> of(String setting) {
    if (setting.equals(AUTO)) {
      return Optional.empty();
    }
    for (Compression each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(setting)) {
        return Optional.of(each);
      }
    }
    throw new IllegalArgumentException(
        "expected %s to be auto, none, gzip or zlib, found \"%s\"".formatted(SETTING, setting));
  }

  /// What a file that begins so is wrapped in.
  ///
  /// A record may begin with any bytes, so a right checksum decides first; a number of two bytes, as zlib begins with,
  /// is not enough, so there the first record must be one too.
  static Compression of(MemorySegment head) {
    if (!Frame.beginsAt(head, 0)) {
      if (isGzip(head)) {
        return GZIP;
      }
      if (isZlib(head) && holdsRecords(head, ZLIB)) {
        return ZLIB;
      }
    }
    return NONE;
  }

  /// Whether a file that begins so is surely one of TFRecords.
  static boolean certain(MemorySegment head) {
    return Frame.beginsAt(head, 0)
        || (isGzip(head) && holdsRecords(head, GZIP))
        || (isZlib(head) && holdsRecords(head, ZLIB));
  }

  private static boolean isGzip(MemorySegment head) {
    return head.byteSize() > 3
        && byteAt(head, 0) == GzipHeader.MAGIC_0
        && byteAt(head, 1) == GzipHeader.MAGIC_1
        && byteAt(head, 2) == GzipHeader.DEFLATE;
  }

  private static boolean isZlib(MemorySegment head) {
    return head.byteSize() > 2
        && (byteAt(head, 0) & 0x8f) == 8
        && (byteAt(head, 0) << 8 | byteAt(head, 1)) % 31 == 0
        && (byteAt(head, 1) & 0x20) == 0;
  }

  private static int byteAt(MemorySegment bytes, long at) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }

  /// Whether what follows expands to the head of a record, or to nothing at all.
  private static boolean holdsRecords(MemorySegment head, Compression compression) {
    long from = compression == GZIP ? GzipHeader.length(head) : 0;
    if (from < 0) {
      return false;
    }
    byte[] first = new byte[Frame.HEAD_BYTES];
    Inflater inflater = new Inflater(compression == GZIP);
    try {
      inflater.setInput(head.asSlice(from).toArray(ValueLayout.JAVA_BYTE));
      int length = 0;
      while (length < first.length && !inflater.finished()) {
        int more = inflater.inflate(first, length, first.length - length);
        if (more == 0 && !inflater.finished()) {
          return false;
        }
        length += more;
      }
      return length == 0 || Frame.beginsAt(MemorySegment.ofArray(first).asSlice(0, length), 0);
    } catch (DataFormatException _) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
