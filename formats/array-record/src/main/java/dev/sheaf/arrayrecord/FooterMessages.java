package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The messages in footer and postscript.
final class FooterMessages {
  /// In every postscript.
  private static final long MAGIC = 0x71930e704fdae05eL;

  private FooterMessages() {}

  /// What the footer says of the whole file.
  ///
  /// @param chunks how many chunks of records there are; not checked
  /// @param records how many records; not checked
  /// @param writerOptions null in files from before October 2022
  record Metadata(long chunks, long records, @Nullable String writerOptions) {}

  /// The position of the footer that a postscript names; not checked.
  static long footerOffset(ChunkHeader chunk, MemorySegment message) {
    ProtoFields fields = fields(chunk, message);
    long offset = -1;
    boolean found = false;
    boolean known = false;
    while (fields.next()) {
      if (fields.is(1, ProtoFields.VARINT)) {
        offset = fields.varint();
        found = true;
      } else if (fields.is(2, ProtoFields.VARINT)) {
        known = fields.varint() == MAGIC;
      } else {
        fields.skip();
      }
    }
    if (!known) {
      throw chunk.corrupt("the mark of an ArrayRecord file in its last block", "none");
    }
    if (!found) {
      throw chunk.corrupt("the position of the footer", "none");
    }
    return offset;
  }

  static Metadata metadata(ChunkHeader chunk, MemorySegment message) {
    ByteCursor in = new ByteCursor(chunk).set(message, 0, message.byteSize());
    ProtoFields outer = new ProtoFields(chunk, in);
    MetadataFields found = new MetadataFields();
    boolean any = false;
    while (outer.next()) {
      if (outer.is(1, ProtoFields.BYTES)) {
        any = true;
        long length = outer.length();
        found.read(chunk, message.asSlice(in.position(), length));
        in.skip(length, "metadata");
      } else {
        outer.skip();
      }
    }
    if (!any) {
      throw chunk.corrupt("the metadata of an ArrayRecord file", "none");
    }
    if (found.version != 1) {
      throw chunk.unsupported("version 1 of ArrayRecord", "version " + Long.toUnsignedString(found.version));
    }
    return new Metadata(found.chunks, found.records, found.writerOptions);
  }

  /// Fields as they are found: one that comes again takes the place of the one before.
  private static final class MetadataFields {
    private long version;
    private long chunks;
    private long records;
    private @Nullable String writerOptions;

    void read(ChunkHeader chunk, MemorySegment message) {
      ByteCursor in = new ByteCursor(chunk).set(message, 0, message.byteSize());
      ProtoFields fields = new ProtoFields(chunk, in);
      while (fields.next()) {
        if (fields.is(1, ProtoFields.VARINT)) {
          // Of 32 bits: protobuf drops what is above.
          version = fields.varint() & 0xffffffffL;
        } else if (fields.is(2, ProtoFields.VARINT)) {
          chunks = fields.varint();
        } else if (fields.is(3, ProtoFields.VARINT)) {
          records = fields.varint();
        } else if (fields.is(4, ProtoFields.BYTES)) {
          long length = fields.length();
          writerOptions = text(message.asSlice(in.position(), length));
          in.skip(length, "options");
        } else {
          fields.skip();
        }
      }
    }
  }

  /// For people: what is not UTF-8 in it shows as such.
  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private static ProtoFields fields(ChunkHeader chunk, MemorySegment message) {
    return new ProtoFields(chunk, new ByteCursor(chunk).set(message, 0, message.byteSize()));
  }
}
