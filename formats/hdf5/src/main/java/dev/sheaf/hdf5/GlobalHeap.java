package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where texts and sequences of any length are: collections of objects, each with a number. Thread-safe; the tables of
/// the last collections are kept.
///
/// ```text
/// collection  GCOL 1 0 0 0, bytes of the collection
/// object      number, references, 0, bytes, data up to a multiple of eight; number 0 is what is free
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part III.E.
final class GlobalHeap {
  private static final int MAX_KEPT = 1024;

  private record Place(long address, long length) {}

  private final FileBytes file;
  private final LinkedHashMap<Long, Map<Integer, Place>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Integer, Place>> eldest) {
          return size() > MAX_KEPT;
        }
      };

  GlobalHeap(FileBytes file) {
    this.file = file;
  }

  /// The first `length` bytes of an object.
  MemorySegment get(long collection, int number, long length) {
    Place place = places(collection).get(number);
    if (place == null || place.length < length) {
      throw file.corrupt(
          collection,
          "object %d of %d bytes or more in the heap".formatted(number, length),
          place == null ? "none" : "%d bytes".formatted(place.length));
    }
    return file.slice(place.address, length, "an object in the heap");
  }

  private Map<Integer, Place> places(long collection) {
    synchronized (kept) {
      Map<Integer, Place> known = kept.get(collection);
      if (known != null) {
        return known;
      }
    }
    Map<Integer, Place> places = read(collection);
    synchronized (kept) {
      kept.put(collection, places);
    }
    return places;
  }

  private Map<Integer, Place> read(long collection) {
    int head = 8 + file.lengthSize();
    Cursor start = file.at(collection, head, "a heap of objects");
    start.begin("GCOL", 1);
    start.skip(3);
    long length = start.length();
    if (length < head) {
      throw start.corrupt("a heap of %d bytes or more".formatted(head), Long.toString(length));
    }
    Cursor cursor = file.at(collection, length, "a heap of objects");
    cursor.skip(head);
    Map<Integer, Place> places = new HashMap<>();
    while (cursor.remaining() >= head) {
      int number = cursor.u16();
      cursor.skip(6);
      long size = cursor.length();
      if (number == 0) {
        break;
      }
      long at = collection + cursor.position();
      cursor.skip(size);
      // The last object may end where the collection does.
      cursor.skip(Math.min(-size & 7, cursor.remaining()));
      if (places.put(number, new Place(at, size)) != null) {
        throw cursor.corrupt("objects of different numbers", "two of number %d".formatted(number));
      }
    }
    return places;
  }
}
