package dev.sheaf.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The chunks of a file that were decoded last, up to a number of bytes. Thread-safe; a chunk that several threads ask
/// for at once may be decoded by each of them.
final class ChunkCache {
  /// A chunk's place: datasets may share bytes, and read them in different ways.
  ///
  /// @param dataset the address of its header
  /// @param number which chunk of it
  record Key(long dataset, long number) {}

  private final long maxBytes;
  private final LinkedHashMap<Key, byte[]> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ChunkCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The bytes of a chunk: not to be changed.
  ///
  /// @param keep whether to keep it: one that is wanted whole is not wanted again soon
  byte[] get(Key key, boolean keep, Supplier<byte[]> decoded) {
    byte[] chunk = find(key);
    if (chunk == null) {
      chunk = decoded.get();
      if (keep) {
        put(key, chunk);
      }
    }
    return chunk;
  }

  private synchronized byte @Nullable [] find(Key key) {
    return chunks.get(key);
  }

  private synchronized void put(Key key, byte[] chunk) {
    if (chunk.length > maxBytes || chunks.put(key, chunk) != null) {
      return;
    }
    bytes += chunk.length;
    var oldest = chunks.entrySet().iterator();
    while (bytes > maxBytes) {
      Map.Entry<Key, byte[]> one = oldest.next();
      bytes -= one.getValue().length;
      oldest.remove();
    }
  }

  synchronized void clear() {
    chunks.clear();
    bytes = 0;
  }
}
