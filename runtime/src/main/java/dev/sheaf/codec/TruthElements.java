package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Elements of bool on the wire as the [reference][DecodeOptions#withCasts()] reads them: false are 0, null, and an
/// empty text or object; true is everything else.
///
/// Where some are texts and none is a null or an object, NumPy makes all of them texts, without the NULs at their ends;
/// then nothing but an empty text is false, not even `false` itself.
final class TruthElements extends Elements {
  private static final byte FALSE = 0;

  /// True as a value, and true as a text.
  private static final byte AS_VALUE = 1;

  private static final byte AS_TEXT = 2;

  private byte[] truths;
  private boolean sawText;
  private boolean sawNullOrObject;

  TruthElements(JsonReader in, DType declared, DecodeLimits limits, int capacity) {
    super(in, DType.BOOL, declared, false, limits);
    truths = new byte[capacity];
  }

  @Override
  void number(NumberScanner number) {
    append(number.toDouble() != 0);
  }

  /// Rare enough to look at each element.
  @Override
  void numbersAfter(long left, long length) {}

  @Override
  void nonFinite(double value, long offset) {
    append(true);
  }

  @Override
  void bool(boolean value, long offset) {
    append(value);
  }

  @Override
  void nothing(long offset) {
    sawNullOrObject = true;
    append(false);
  }

  @Override
  void text(String text, long offset) {
    sawText = true;
    append((byte) ((text.isEmpty() ? FALSE : AS_VALUE) | (withoutNuls(text).isEmpty() ? FALSE : AS_TEXT)));
  }

  @Override
  void object(long offset) {
    sawNullOrObject = true;
    boolean empty = true;
    in.beginObject();
    while (in.nextKey() != null) {
      empty = false;
      in.skipValue();
    }
    append(!empty);
  }

  private void append(boolean truth) {
    append((byte) ((truth ? AS_VALUE : FALSE) | AS_TEXT));
  }

  private void append(byte truth) {
    if (size == truths.length) {
      truths = Arrays.copyOf(truths, grown(size));
    }
    truths[size++] = truth;
  }

  @Override
  MemorySegment toSegment() {
    byte counts = sawText && !sawNullOrObject ? AS_TEXT : AS_VALUE;
    byte[] values = Arrays.copyOf(truths, size);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) ((values[i] & counts) == 0 ? 0 : 1);
    }
    return cast(MemorySegment.ofArray(values), DType.BOOL);
  }
}
