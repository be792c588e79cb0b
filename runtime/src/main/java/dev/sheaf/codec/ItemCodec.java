package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How the items of a pipeline become bytes, and bytes items again: what a cache on disk is told. Thread-safe.
///
/// @param <T> the items
public interface ItemCodec<T> {
  /// Tells this form from others, such as `text`: a cache that was written in another is refused.
  String name();

  /// The bytes of an item: a view of it, or new ones; they are copied before the item can change.
  ///
  /// @throws IllegalArgumentException if the item cannot be written so
  MemorySegment write(T item);

  /// The item that was written as these bytes.
  ///
  /// @param bytes mapped memory that is gone when the call returns: the item has copies of what it needs
  /// @throws dev.sheaf.DataException if they are not such an item
  T read(MemorySegment bytes);

  /// Bytes as they are.
  static ItemCodec<byte[]> bytes() {
    return new SimpleCodec<>(
        "bytes", MemorySegment::ofArray, bytes -> bytes.toArray(ValueLayout.JAVA_BYTE));
  }

  /// Memory; read into an array of bytes on the heap.
  static ItemCodec<MemorySegment> segments() {
    return new SimpleCodec<>(
        "bytes", segment -> segment, bytes -> MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE)).asReadOnly());
  }

  /// Text, in UTF-8. An unpaired surrogate is refused, as it would be read as another character.
  static ItemCodec<String> text() {
    return new SimpleCodec<>(
        "text",
        text -> MemorySegment.ofBuffer(StrictText.utf8(text)),
        bytes -> new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
  }

  /// Whole numbers.
  static ItemCodec<Long> numbers() {
    return new SimpleCodec<>(
        "int64",
        number -> MemorySegment.ofArray(new long[] {number}),
        bytes -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
  }

  /// Arrays of one class, or of any with `NdArray.class`, on the heap when they are read.
  static <A extends NdArray> ItemCodec<A> arrays(Class<A> type) {
    return new SimpleCodec<>("arrays", ArrayBytes::write, bytes -> type.cast(ArrayBytes.read(bytes)));
  }

  /// Arrays by name, in their order: what packing and dictionaries of columns give.
  static ItemCodec<Map<String, NdArray>> namedArrays() {
    return new SimpleCodec<>("named arrays", ArrayBytes::writeAll, ArrayBytes::readAll);
  }

  /// Records, as JSON with the defaults of [EncodeOptions] and [DecodeOptions]: for a record that the processor has written
  /// a codec for. Arrays of many elements are smaller and faster as arrays.
  static <R> ItemCodec<R> records(RecordCodec<R> codec) {
    return in(new JsonEncoding(), codec);
  }

  /// Records in an encoding that can be written.
  ///
  /// @throws IllegalArgumentException if there are no such records in this encoding
  static <R> ItemCodec<R> in(RecordEncoding encoding, RecordCodec<R> codec) {
    return RecordBytes.of(encoding, codec);
  }
}
