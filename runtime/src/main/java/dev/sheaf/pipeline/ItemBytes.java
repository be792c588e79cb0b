package dev.sheaf.pipeline;

import dev.sheaf.array.NdArray;
import dev.sheaf.batch.Batch;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Ragged;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// How many bytes the values of an item have, of the types that say so: what they hold, without what Java needs around
/// it.
final class ItemBytes {
  private ItemBytes() {}

  /// @throws IllegalArgumentException if the item, or something in it, is of another type
  static long of(Object item) {
    return switch (item) {
      case NdArray array -> array.segment().byteSize();
      case Batch batch -> batch.byteSize();
      case Ragged<?> ragged -> ragged.byteSize();
      case Padded<?> padded -> padded.byteSize();
      case MemorySegment segment -> segment.byteSize();
      case ByteBuffer buffer -> buffer.remaining();
      case CharSequence text -> (long) text.length() * Character.BYTES;
      case Number _, Boolean _, Character _, Enum<?> _ -> Long.BYTES;
      case Optional<?> optional -> optional.map(ItemBytes::of).orElse(0L);
      case Collection<?> items -> items.stream().mapToLong(ItemBytes::of).sum();
      case Map<?, ?> map -> of(map.keySet()) + of(map.values());
      case Object[] array -> ofAll(array);
      case byte[] array -> array.length;
      case boolean[] array -> array.length;
      case short[] array -> (long) array.length * Short.BYTES;
      case char[] array -> (long) array.length * Character.BYTES;
      case int[] array -> (long) array.length * Integer.BYTES;
      case float[] array -> (long) array.length * Float.BYTES;
      case long[] array -> (long) array.length * Long.BYTES;
      case double[] array -> (long) array.length * Double.BYTES;
      default ->
          throw new IllegalArgumentException(
              "expected an item whose bytes are known, found %s; say prefetchBytes(bytes, measure)"
                  .formatted(item.getClass().getName()));
    };
  }

  private static long ofAll(Object[] items) {
    long bytes = 0;
    for (Object item : items) {
      bytes += of(item);
    }
    return bytes;
  }
}
