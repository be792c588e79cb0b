package dev.sheaf.tools.inspect;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.SchemaCodec.Variant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How many bytes values have, without what Java needs around them.
final class ValueBytes {
  private ValueBytes() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case NdArray array -> array.segment().byteSize();
      case byte[] bytes -> bytes.length;
      case CharSequence text -> (long) text.length() * Character.BYTES;
      case Boolean _, Byte _ -> Byte.BYTES;
      case Short _ -> Short.BYTES;
      case Integer _, Float _ -> Integer.BYTES;
      case Optional<?> optional -> optional.map(ValueBytes::of).orElse(0L);
      case Object[] record -> Arrays.stream(record).mapToLong(ValueBytes::of).sum();
      case Variant variant -> of(variant.values());
      case Map<?, ?> map -> of(map.values());
      case Collection<?> items -> items.stream().mapToLong(ValueBytes::of).sum();
      case LazySequence<?> _ -> 0;
      case Object _ -> Long.BYTES;
    };
  }
}
