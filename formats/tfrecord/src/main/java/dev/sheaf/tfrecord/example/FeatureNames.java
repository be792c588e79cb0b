package dev.sheaf.tfrecord.example;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes texts of the names in messages. Those that are expected are recognised by their bytes, so that no text is made
/// of them for each record. Immutable.
final class FeatureNames {
  /// Expects nothing.
  static final FeatureNames NONE = new FeatureNames(List.of());

  private final int mask;
  private final byte[] @Nullable [] keys;
  private final String[] names;

  FeatureNames(Collection<String> expected) {
    int size = Integer.highestOneBit(Math.max(1, expected.size())) << 2;
    mask = size - 1;
    keys = new byte[size][];
    names = new String[size];
    for (String name : expected) {
      byte[] key = name.getBytes(StandardCharsets.UTF_8);
      int slot = hash(MemorySegment.ofArray(key)) & mask;
      while (keys[slot] != null) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      names[slot] = name;
    }
  }

  /// The name in these bytes.
  ///
  /// @throws CharacterCodingException if they are not UTF-8
  String of(MemorySegment bytes) throws CharacterCodingException {
    int slot = hash(bytes) & mask;
    for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
      if (key.length == bytes.byteSize() && MemorySegment.ofArray(key).mismatch(bytes) < 0) {
        return names[slot];
      }
      slot = (slot + 1) & mask;
    }
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer()).toString();
  }

  /// Over the length and both ends: names that differ only in between share a place.
  private static int hash(MemorySegment bytes) {
    long length = bytes.byteSize();
    int hash = (int) length;
    for (long i = 0; i < Math.min(length, 8); i++) {
      hash = 31 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
    }
    for (long i = Math.max(8, length - 8); i < length; i++) {
      hash = 31 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
    }
    return hash ^ (hash >>> 15);
  }
}
