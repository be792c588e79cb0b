package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes one value of a declared type: what a codec calls for each field, the mirror of [ValueReader].
///
/// Which method to call follows from the type; each writes the value whole, and throws an [EncodeException] if it is
/// none that the schema allows. For one value and one thread.
public abstract sealed class ValueWriter permits JsonValueWriter, KeptValueWriter {
  /// Writes one value.
  ///
  /// @param <T> the Java type of the value
  @FunctionalInterface
  public interface Writing<T> {
    /// Writes `value` where `out` stands.
    void write(T value, ValueWriter out);
  }

  ValueWriter() {}

  /// An array.
  public abstract void array(NdArray array);

  /// A boolean.
  public abstract void bool(boolean value);

  /// A whole number.
  public abstract void integer(long value);

  /// A number, with the digits of a `double`.
  public abstract void floating(double value);

  /// A number, with the digits of a `float`.
  public abstract void floating(float value);

  /// A text.
  public abstract void text(String value);

  /// Bytes, in JSON as a text in base64.
  public abstract void bytes(byte[] value);

  /// The constant of an enum at a position.
  public abstract void constant(int position);

  /// A value of `java.time`.
  public abstract void time(Object value);

  /// A value that may be empty: then it is null.
  public abstract <T> void optional(Optional<T> value, Writing<? super T> writing);

  /// Values in order.
  public abstract <T> void list(List<? extends T> values, Writing<? super T> writing);

  /// Values under names, in the order of the map.
  public abstract <T> void map(Map<String, ? extends T> values, Writing<? super T> writing);

  /// A sequence, as one list. Each value is read when its turn comes, and let go of after.
  public abstract <T> void sequence(LazySequence<? extends T> values, Writing<? super T> writing);

  /// The fields of a record.
  public abstract FieldWriter fields();

  /// The fields of one of several records.
  ///
  /// @param variant its position in the union's variants
  public abstract FieldWriter variant(int variant);
}
