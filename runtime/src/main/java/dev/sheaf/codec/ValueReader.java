package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one value of a declared type: what a codec calls for each field. For one record and one thread.
///
/// Which method to call follows from the type; each reads the value whole and leaves the reader behind it, and throws
/// a [DecodeException] if the data is no such value. Which spellings a number or a boolean may have follows the
/// writers of array payloads: text and booleans for numbers are taken where they say the same value.
public abstract sealed class ValueReader permits JsonValueReader, FoundValueReader {
  /// Reads one value.
  ///
  /// @param <T> the Java type of the value
  @FunctionalInterface
  public interface Reading<T> {
    /// Reads the value that `value` is at.
    T read(ValueReader value);
  }

  ValueReader() {}

  /// An array.
  ///
  /// @throws ClassCastException if the declared dtype is not the one of `A`
  public abstract <A extends NdArray> A array(Class<A> array);

  /// A boolean.
  public abstract boolean bool();

  /// A whole number inside the range of the declared Java type.
  public abstract long integer();

  /// A number, rounded to `double` and then, where `float` is declared, to that.
  public abstract double floating();

  /// A text.
  public abstract String text();

  /// Bytes, in JSON a text in base64.
  public abstract byte[] bytes();

  /// The position of an enum's constant.
  public abstract int constant();

  /// A value of `java.time`.
  ///
  /// @throws ClassCastException if the declared type is another
  public abstract <T> T time(Class<T> time);

  /// A value that may be missing or null.
  public abstract <T> Optional<T> optional(Reading<T> reading);

  /// Values in order; the list cannot be changed.
  public abstract <T> List<T> list(Reading<T> reading);

  /// Values under names, in the order of the data; the map cannot be changed.
  public abstract <T> Map<String, T> map(Reading<T> reading);

  /// The fields of a record.
  public abstract FieldReader fields();

  /// The fields of one of several records; [FieldReader#variant()] says which.
  public abstract FieldReader variant();

  /// A sequence: values in a list are read now, those in files when they are asked for.
  public abstract <T> LazySequence<T> sequence(Reading<T> reading);
}
