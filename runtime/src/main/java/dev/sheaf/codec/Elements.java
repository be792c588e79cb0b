package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;

/// Growing storage for the elements of one array that is written as JSON, with the rules for its dtype.
///
/// Each element is first read as its wire dtype, and rounded or refused there, then as the declared one; so float32 on
/// the wire rounds 0.1 to 0.10000000149011612 also where float64 is declared.
abstract sealed class Elements
    permits RoundedElements, IntegerElements, InferredElements, TruthElements {
  /// An array needs some storage even before the first element is known to fit.
  private static final int MIN_CAPACITY = 16;

  /// The longest Java array that every JVM makes.
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  final JsonReader in;
  final DType wire;
  final DType declared;
  final boolean bare;
  int size;

  /// Where the first of them stands.
  final long start;

  private final long maxElements;

  /// @param bare whether the list stands alone, without a dtype of its own; then fewer kinds of elements are taken
  Elements(JsonReader in, DType wire, DType declared, boolean bare, DecodeLimits limits) {
    this.in = in;
    this.wire = wire;
    this.declared = declared;
    this.start = in.offset();
    this.bare = bare;
    this.maxElements = limits.maxElements(elementBytes(wire, declared));
  }

  /// What an element takes at most on its way: in the data's type, in the storage, in the declared type.
  private static int elementBytes(DType wire, DType declared) {
    int storage =
        switch (wire.kind()) {
          case BOOL, UNSIGNED, SIGNED -> Long.BYTES;
          case FLOAT -> wire.byteSize();
          case COMPLEX -> 2 * Double.BYTES;
        };
    return Math.max(storage, declared.byteSize());
  }

  /// Storage for elements of `wire` that become `declared`; the first converts to the second.
  ///
  /// Where the [options][DecodeOptions#withCasts()] want elements made to fit, and that takes a look at each of them,
  /// the storage is of another kind: so the usual kinds have nothing to ask.
  ///
  /// @param expected how many there will be, as far as that is known
  static Elements of(JsonReader in, DType wire, DType declared, boolean bare, DecodeContext context, long expected) {
    DecodeLimits limits = context.limits();
    boolean casts = context.options().casts();
    // Each element but the last needs a digit and a comma: a count that the text cannot hold allocates nothing.
    long possible = Math.min(expected, in.remaining() / 2 + 1);
    long allowed = Math.min(possible, limits.maxElements(elementBytes(wire, declared)));
    int capacity = Math.clamp(allowed, MIN_CAPACITY, MAX_CAPACITY);
    return switch (wire.kind()) {
      case BOOL, UNSIGNED, SIGNED -> {
        if (!casts || bare) {
          yield new IntegerElements(in, wire, declared, bare, limits, capacity);
        }
        yield wire == DType.BOOL
            ? new TruthElements(in, declared, limits, capacity)
            : new WrappingElements(in, wire, declared, limits, capacity);
      }
      case FLOAT -> new FloatingElements(in, wire, declared, bare, casts, limits, capacity);
      case COMPLEX -> new ComplexElements(in, wire, declared, bare, casts, limits, capacity);
    };
  }

  /// Storage for the elements of a bare list whose dtype nobody has declared: they decide themselves.
  static Elements inferred(JsonReader in, DecodeContext context) {
    return new InferredElements(in, context.options().casts(), context.limits(), MIN_CAPACITY);
  }

  /// How many elements there are.
  final int size() {
    return size;
  }

  /// Appends a number.
  abstract void number(NumberScanner number);

  /// Appends the numbers that follow the one appended last, as far as they stand in the buffer whole and in lists of
  /// one length; leaves the reader behind the last of them. This is the way of nearly all elements.
  ///
  /// @param left how many more the list has room for; the next list follows only after them
  /// @param length how long the lists beside it are, or 0 where none may follow
  abstract void numbersAfter(long left, long length);

  /// Appends NaN or an infinity.
  abstract void nonFinite(double value, long offset);

  /// Appends a boolean.
  abstract void bool(boolean value, long offset);

  /// Appends a null.
  abstract void nothing(long offset);

  /// Appends a number that is written as a text.
  abstract void text(String text, long offset);

  /// Appends the object that the reader is at.
  void object(long offset) {
    in.skipValue();
    throw value(offset, "an object");
  }

  /// The dtype that the elements become: the declared one, if there is one.
  DType dtype() {
    return declared;
  }

  /// The elements as [#dtype()], in native byte order, on the heap.
  abstract MemorySegment toSegment();

  /// Elements as [#dtype()] that were kept as another dtype; they can be out of its range.
  final MemorySegment cast(MemorySegment values, DType kept) {
    return ElementCast.cast(values, kept, dtype(), in, start);
  }

  /// Appends the element that the reader is at, which is not a number spelled with digits, a list or the end.
  final void other(int next) {
    long offset = in.offset();
    switch (next) {
      case 't' -> {
        in.word("true");
        bool(true, offset);
      }
      case 'f' -> {
        in.word("false");
        bool(false, offset);
      }
      case 'n' -> {
        in.word("null");
        nothing(offset);
      }
      case 'N' -> {
        in.word("NaN");
        nonFinite(Double.NaN, offset);
      }
      case 'I' -> {
        in.word("Infinity");
        nonFinite(Double.POSITIVE_INFINITY, offset);
      }
      case '-' -> {
        in.word("-Infinity");
        nonFinite(Double.NEGATIVE_INFINITY, offset);
      }
      case '"' -> text(in.string(), offset);
      case '{' -> object(offset);
      default -> throw in.unexpected("a number");
    }
  }

  /// What NumPy keeps of a text: its NULs at the end are gone.
  static String withoutNuls(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }

  final DecodeException value(long offset, String found) {
    return in.error(Rule.VALUE, offset, "a value of " + wire, found);
  }

  final DecodeException range(long offset, String found, DType target) {
    return in.error(Rule.RANGE, offset, "a number that fits " + target, found);
  }

  final DecodeException notWhole(long offset, String found) {
    return wire == DType.BOOL
        ? value(offset, found)
        : in.error(Rule.INTEGER, offset, "a whole number for " + wire, found);
  }

  final DecodeException wrongKind(long offset, String found) {
    return in.error(Rule.DTYPE, offset, wire == DType.BOOL ? "booleans" : "integers", found);
  }

  /// How long the storage should be when `length` elements fill it.
  final int grown(int length) {
    if (length >= maxElements || length >= MAX_CAPACITY) {
      long most = Math.min(maxElements, MAX_CAPACITY);
      throw in.error(Rule.LIMIT, in.offset(), "an array of at most %d elements".formatted(most), "more");
    }
    return (int) Math.min(Math.min(2L * length, maxElements), MAX_CAPACITY);
  }
}
