package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;

/// Elements of bool or an integer dtype on the wire; every 64-bit integer stays exact.
final class IntegerElements extends Elements {
  /// Anything with more digits fits no 64-bit integer.
  private static final int MAX_DIGITS = 20;

  private final PlainNumber plain = new PlainNumber();
  private final NumberScanner number = new NumberScanner();
  private final BigInteger min;
  private final BigInteger max;

  /// The same bounds, as far as a `long` goes: what lies between them needs no closer look.
  private final long plainMin;

  private final long plainMax;
  private long[] values;

  IntegerElements(JsonReader in, DType wire, DType declared, boolean bare, DecodeLimits limits, int capacity) {
    super(in, wire, declared, bare, limits);
    boolean staysWhole = declared.kind().compareTo(DType.Kind.FLOAT) < 0;
    DType target = staysWhole ? declared : wire;
    this.min = IntegerRange.min(wire).max(IntegerRange.min(target));
    this.max = IntegerRange.max(wire).min(IntegerRange.max(target));
    this.plainMin = min.longValueExact();
    this.plainMax = max.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    this.values = new long[capacity];
  }

  @Override
  void number(NumberScanner number) {
    if (bare && wire == DType.BOOL) {
      throw wrongKind(in.offsetOf(number.start()), number.text());
    }
    if (number.isShortInteger()) {
      long magnitude = number.magnitude();
      long value = number.isNegative() ? -magnitude : magnitude;
      if (magnitude >= 0 && value >= plainMin && value <= plainMax) {
        append(value);
        return;
      }
    }
    append(exact(number));
  }

  private long exact(NumberScanner number) {
    long offset = in.offsetOf(number.start());
    if (bare && !number.isInteger()) {
      throw wrongKind(offset, number.text());
    }
    BigInteger value;
    try {
      value = number.toWhole(MAX_DIGITS);
    } catch (NumberFormatException e) {
      throw wire == DType.BOOL ? value(offset, number.text()) : range(offset, number.text(), wire);
    } catch (ArithmeticException e) {
      throw notWhole(offset, number.text());
    }
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      boolean fitsWire = value.compareTo(IntegerRange.min(wire)) >= 0 && value.compareTo(IntegerRange.max(wire)) <= 0;
      throw wire == DType.BOOL
          ? value(offset, number.text())
          : range(offset, number.text(), fitsWire ? declared : wire);
    }
    return value.longValue();
  }

  @Override
  void numbersAfter(long left, long length) {
    long room = left;
    while (true) {
      room = plainNumbersAfter(room, length);
      int from = NumberLists.next(in.buffer, in.position, room, length);
      int end = from < 0 ? from : number.scan(in.buffer, from);
      // A number that ends where the buffer does may go on in the next chunk.
      if (end < 0 || end == in.limit || in.isTooLong(end - from)) {
        return;
      }
      number(number);
      in.position = end;
      room = NumberLists.roomAfterOne(room, length);
    }
  }

  /// Appends plain numbers while there is storage for them: how many more the last list has room for then. All that the
  /// loop touches is in locals, which the compiler keeps in registers.
  private long plainNumbersAfter(long left, long length) {
    PlainNumber plain = this.plain;
    byte[] buffer = in.buffer;
    int limit = in.limit;
    long[] values = this.values;
    int position = in.position;
    long room = left;
    int count = size;
    while (count < values.length) {
      int from = NumberLists.next(buffer, position, room, length);
      if (from < 0) {
        break;
      }
      long value = plain.readLong(buffer, from);
      int end = plain.end();
      if (end < 0 || end >= limit || value < plainMin || value > plainMax) {
        break;
      }
      values[count++] = value;
      position = end;
      room = NumberLists.roomAfterOne(room, length);
    }
    in.position = position;
    size = count;
    return room;
  }

  @Override
  void nonFinite(double value, long offset) {
    throw bare ? wrongKind(offset, Double.toString(value)) : notWhole(offset, Double.toString(value));
  }

  @Override
  void bool(boolean value, long offset) {
    append(value ? 1 : 0);
  }

  @Override
  void nothing(long offset) {
    throw value(offset, "a null");
  }

  @Override
  void text(String text, long offset) {
    throw value(offset, "the text \"%s\"".formatted(text));
  }

  private void append(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  MemorySegment toSegment() {
    if (bare && size == 0) {
      throw wrongKind(in.offset(), "a list without elements, which is one of float64");
    }
    MemorySegment kept = MemorySegment.ofArray(size == values.length ? values : Arrays.copyOf(values, size));
    return cast(kept, wire == DType.UINT64 ? DType.UINT64 : DType.INT64);
  }
}
