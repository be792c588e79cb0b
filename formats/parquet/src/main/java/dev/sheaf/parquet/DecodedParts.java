package dev.sheaf.parquet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What was decoded lately: pages and chunks, up to a number of bytes. For any number of threads; two of them may
/// decode the same part at once, and nobody waits.
final class DecodedParts {
  /// @param page -1 for the chunk itself
  record Key(int rowGroup, int leaf, int page) {}

  private record Entry(Object part, long weight) {}

  private final long capacity;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  DecodedParts(long capacity) {
    this.capacity = capacity;
  }

  /// The part that is there under `key`, or the one that `decode` makes.
  <T> T get(Key key, Class<T> type, Supplier<T> decode, ToLongFunction<T> weigh) {
    synchronized (entries) {
      Entry entry = entries.get(key);
      if (entry != null) {
        return type.cast(entry.part);
      }
    }
    T part = decode.get();
    put(key, new Entry(part, weigh.applyAsLong(part)));
    return part;
  }

  private void put(Key key, Entry entry) {
    synchronized (entries) {
      Entry before = entries.put(key, entry);
      weight += entry.weight - (before == null ? 0 : before.weight);
      Iterator<Entry> oldest = entries.values().iterator();
      // The newest stays, even where it is too large alone: it is needed right now.
      while (weight > capacity && entries.size() > 1) {
        weight -= oldest.next().weight;
        oldest.remove();
      }
    }
  }

  void clear() {
    synchronized (entries) {
      entries.clear();
      weight = 0;
    }
  }
}
