package dev.sheaf.parquet;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// One page behind its compression: levels, and the values that are there.
///
/// @param place where it stands, for messages
/// @param size how many entries it has: values, nulls, and lists without elements
/// @param repetitions at which depth each entry goes on; null where each of them begins a row
/// @param definitions how much of the path to each entry is there; null where all of it is there for all
/// @param values what is there
@SuppressWarnings("ArrayRecordComponent") // Made once for a page, and read by position.
record Page(
    Place place, int size, byte @Nullable [] repetitions, byte @Nullable [] definitions, PageValues values) {
  /// About how many bytes of memory it takes.
  long weight() {
    return (repetitions == null ? 0 : size) + (definitions == null ? 0L : size) + values.weight() + 128;
  }

  /// Reads a dictionary.
  static Dictionary dictionary(
      PageEntry entry, SchemaNode leaf, CompressionCodec codec, InputFile file, long maxBytes) {
    Place place = entry.place();
    MemorySegment bytes =
        Codecs.decompress(stored(entry, file), codec, entry.header().getUncompressed_page_size(), place);
    Encoding encoding = entry.dictionary().getEncoding();
    if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
      throw place.corrupt("a plain dictionary", String.valueOf(encoding));
    }
    PageValues values =
        new ValueDecoder(leaf, place, maxBytes).decode(bytes, Encoding.PLAIN, entry.values(), null);
    return new Dictionary(values);
  }

  /// Reads a page of data.
  static Page read(
      PageEntry entry,
      SchemaNode leaf,
      CompressionCodec codec,
      @Nullable Dictionary dictionary,
      InputFile file,
      long maxBytes) {
    MemorySegment stored = stored(entry, file);
    ValueDecoder decoder = new ValueDecoder(leaf, entry.place(), maxBytes);
    return entry.isSecond()
        ? second(entry, leaf, codec, dictionary, stored, decoder)
        : first(entry, leaf, codec, dictionary, stored, decoder);
  }

  /// Levels with their lengths, and values, all of it compressed.
  private static Page first(
      PageEntry entry,
      SchemaNode leaf,
      CompressionCodec codec,
      @Nullable Dictionary dictionary,
      MemorySegment stored,
      ValueDecoder decoder) {
    Place place = entry.place();
    DataPageHeader header = entry.first();
    MemorySegment bytes = Codecs.decompress(stored, codec, entry.header().getUncompressed_page_size(), place);
    long position = 0;
    byte[] repetitions = null;
    byte[] definitions = null;
    if (leaf.repetition() > 0) {
      MemorySegment levels = levels(bytes, position, header.getRepetition_level_encoding(), place);
      repetitions = levels(levels, entry.values(), leaf.repetition(), 0, place);
      position += Integer.BYTES + levels.byteSize();
    }
    if (leaf.definition() > 0) {
      MemorySegment levels = levels(bytes, position, header.getDefinition_level_encoding(), place);
      definitions = levels(levels, entry.values(), leaf.definition(), leaf.definition(), place);
      position += Integer.BYTES + levels.byteSize();
    }
    int present = present(definitions, entry.values(), leaf.definition());
    PageValues values = decoder.decode(bytes.asSlice(position), header.getEncoding(), present, dictionary);
    return new Page(place, entry.values(), repetitions, definitions, values);
  }

  private static MemorySegment levels(MemorySegment bytes, long position, @Nullable Encoding encoding, Place place) {
    if (encoding != Encoding.RLE) {
      throw place.unsupported("levels in RLE", String.valueOf(encoding));
    }
    if (bytes.byteSize() - position < Integer.BYTES) {
      throw place.corrupt("the length of levels", "the end of the page");
    }
    ByteReader length = new ByteReader(Codecs.array(bytes.asSlice(position, Integer.BYTES)), 0, Integer.BYTES, place);
    long count = Integer.toUnsignedLong(length.i32("levels"));
    if (count > bytes.byteSize() - position - Integer.BYTES) {
      throw place.corrupt("levels inside the page", count + " bytes of them");
    }
    return bytes.asSlice(position + Integer.BYTES, count);
  }

  /// Levels as they are, and values, which alone are compressed.
  private static Page second(
      PageEntry entry,
      SchemaNode leaf,
      CompressionCodec codec,
      @Nullable Dictionary dictionary,
      MemorySegment stored,
      ValueDecoder decoder) {
    Place place = entry.place();
    DataPageHeaderV2 header = entry.second();
    int repetitionBytes = header.getRepetition_levels_byte_length();
    int levelBytes = repetitionBytes + header.getDefinition_levels_byte_length();
    byte[] repetitions =
        leaf.repetition() > 0
            ? levels(stored.asSlice(0, repetitionBytes), entry.values(), leaf.repetition(), 0, place)
            : null;
    byte[] definitions =
        leaf.definition() > 0
            ? levels(
                stored.asSlice(repetitionBytes, levelBytes - repetitionBytes),
                entry.values(),
                leaf.definition(),
                leaf.definition(),
                place)
            : null;
    int present = present(definitions, entry.values(), leaf.definition());
    int plain = entry.header().getUncompressed_page_size() - levelBytes;
    MemorySegment rest = stored.asSlice(levelBytes);
    // Nothing compressed is nothing, whatever the compression makes of it.
    boolean compressed = (!header.isSetIs_compressed() || header.isIs_compressed()) && rest.byteSize() > 0;
    MemorySegment bytes =
        Codecs.decompress(rest, compressed ? codec : CompressionCodec.UNCOMPRESSED, plain, place);
    PageValues values = decoder.decode(bytes, header.getEncoding(), present, dictionary);
    return new Page(place, entry.values(), repetitions, definitions, values);
  }

  private static byte @Nullable [] levels(MemorySegment bytes, int count, int max, int usual, Place place) {
    byte[] array = Codecs.array(bytes);
    return RunLengths.levels(new ByteReader(array, 0, array.length, place), count, max, usual);
  }

  private static int present(byte @Nullable [] definitions, int count, int max) {
    if (definitions == null) {
      return count;
    }
    int present = 0;
    for (byte definition : definitions) {
      present += definition == max ? 1 : 0;
    }
    return present;
  }

  /// The bytes as they are stored; their checksum is verified where there is one.
  private static MemorySegment stored(PageEntry entry, InputFile file) {
    MemorySegment bytes = file.slice(new ByteRange(entry.body(), entry.storedBytes()));
    if (entry.header().isSetCrc()) {
      CRC32 crc = new CRC32();
      crc.update(bytes.asByteBuffer());
      if ((int) crc.getValue() != entry.header().getCrc()) {
        throw entry
            .place()
            .corrupt(
                "a page with the checksum %08x".formatted(entry.header().getCrc()),
                "%08x".formatted((int) crc.getValue()));
      }
    }
    return bytes;
  }
}
