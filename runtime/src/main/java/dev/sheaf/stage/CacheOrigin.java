package dev.sheaf.stage;

import dev.sheaf.codec.ItemCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.io.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the items of a cache were made by: a text for each [CacheMismatchException.Part], in its order.
record CacheOrigin(List<String> parts) {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  CacheOrigin {
    parts = List.copyOf(parts);
  }

  static CacheOrigin of(Stage<?> stage, String version, ItemCodec<?> codec) {
    List<Dataset<?>> datasets = stage.datasets();
    return new CacheOrigin(
        List.of(
            version,
            stage.toString(),
            datasets.stream().map(Dataset::fingerprint).collect(Collectors.joining(" + ")),
            datasets.stream().map(dataset -> dataset.schema().fingerprint()).collect(Collectors.joining(" + ")),
            codec.name(),
            ByteOrder.nativeOrder().toString()));
  }

  /// @throws CacheMismatchException if they are not those of this origin; it names the first difference
  void requireSame(String file, CacheOrigin found) {
    CacheMismatchException.Part[] names = CacheMismatchException.Part.values();
    for (int i = 0; i < names.length; i++) {
      if (!parts.get(i).equals(found.parts.get(i))) {
        throw new CacheMismatchException(names[i], file, parts.get(i), found.parts.get(i));
      }
    }
  }

  /// `int32` bytes of a text and the text in UTF-8, for each.
  MemorySegment toBytes() {
    List<byte[]> texts = parts.stream().map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
    MemorySegment bytes =
        MemorySegment.ofArray(new byte[texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum()]);
    long at = 0;
    for (byte[] text : texts) {
      bytes.set(INT, at, text.length);
      MemorySegment.copy(text, 0, bytes, ValueLayout.JAVA_BYTE, at + Integer.BYTES, text.length);
      at += Integer.BYTES + text.length;
    }
    return bytes;
  }

  /// @param offset where they stand in the file
  static CacheOrigin read(String file, long offset, MemorySegment bytes) {
    List<String> parts = new ArrayList<>();
    long at = 0;
    try {
      for (int i = 0; i < CacheMismatchException.Part.values().length; i++) {
        MemorySegment text = bytes.asSlice(at + Integer.BYTES, bytes.get(INT, at));
        parts.add(new String(text.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
        at += Integer.BYTES + text.byteSize();
      }
    } catch (IndexOutOfBoundsException _) {
      throw new CorruptDataException(file, offset + at, "what the items were made by", "other bytes");
    }
    return new CacheOrigin(parts);
  }
}
