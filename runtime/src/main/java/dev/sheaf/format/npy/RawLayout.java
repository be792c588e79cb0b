package dev.sheaf.format.npy;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody said about bytes that say nothing of themselves.
///
/// @param dtype the type of the elements
/// @param extents of the axes, outermost first; at most one is [#OPEN]
/// @param offset where the first element is, in bytes
/// @param columnMajor whether the first axis changes fastest
/// @param order the byte order of each number
/// @param field the name of the field; empty where the file's name is to be taken
record RawLayout(
    DType dtype, List<Long> extents, long offset, boolean columnMajor, ByteOrder order, Optional<String> field) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final String NUMBERS = "-?\\d+(\\s*,\\s*-?\\d+)*+\\s*,?+\\s*";
  private static final Pattern EXTENTS =
      Pattern.compile("%1$s|\\(\\s*(%1$s)?\\)|\\[\\s*(%1$s)?]".formatted(NUMBERS));

  /// The extent that follows from the file's length.
  static final long OPEN = -1;

  /// Collects settings; of two values for one, the later counts.
  static final class Builder {
    private final Map<String, String> settings = new TreeMap<>();

    /// Sets one of the settings of [RawFormat].
    void set(String name, String value) {
      settings.put(name, value);
    }

    /// @throws IllegalArgumentException if the type is missing, or a value is none of its setting
    RawLayout build() {
      return new RawLayout(
          dtype(),
          extents(settings.getOrDefault("shape", "" + OPEN)),
          offset(),
          choice("order", "C", "F").equals("F"),
          choice("byteorder", "little", "big").equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
          Optional.ofNullable(settings.get("field")));
    }

    private DType dtype() {
      String name = settings.get("dtype");
      if (name == null) {
        throw new IllegalArgumentException(
            "expected the setting dtype for raw, such as float32, or a file beside it that says so; found neither");
      }
      return DType.fromWireName(name)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected one of the types %s for dtype, found \"%s\""
                          .formatted(Arrays.toString(DType.values()), name)));
    }

    private long offset() {
      long offset = number("offset", settings.getOrDefault("offset", "0"));
      if (offset < 0) {
        throw new IllegalArgumentException("expected an offset of 0 or more bytes, found " + offset);
      }
      return offset;
    }

    private String choice(String setting, String first, String second) {
      String value = settings.getOrDefault(setting, first);
      if (!value.equals(first) && !value.equals(second)) {
        throw new IllegalArgumentException(
            "expected %s or %s for %s, found \"%s\"".formatted(first, second, setting, value));
      }
      return value;
    }
  }

  RawLayout {
    extents = List.copyOf(extents);
  }

  /// Extents as people and Python write them: `1000, 28`, `(1000, 28)`, `(1000,)`, `[1000, 28]`.
  ///
  /// @throws IllegalArgumentException if they are not, one is negative and not -1, or two are -1
  static List<Long> extents(String text) {
    Matcher list = EXTENTS.matcher(text.strip());
    if (!list.matches()) {
      throw new IllegalArgumentException(
          "expected extents such as 1000, 28 for shape, found \"%s\"".formatted(text));
    }
    List<Long> extents =
        NUMBER.matcher(list.group()).results().map(found -> number("shape", found.group())).toList();
    if (extents.stream().anyMatch(extent -> extent < OPEN)
        || extents.stream().filter(extent -> extent == OPEN).count() > 1) {
      throw new IllegalArgumentException(
          "expected extents of 0 or more and at most one -1 for shape, found \"%s\"".formatted(text));
    }
    return extents;
  }

  private static long number(String setting, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number for %s, found \"%s\"".formatted(setting, text), e);
    }
  }

  /// The array that a file is then.
  ///
  /// @throws CorruptDataException if the file has not exactly its bytes
  StoredArray fit(InputFile file) {
    if (offset > file.size()) {
      throw new TruncatedDataException(file.name(), new ByteRange(offset, 0), file.size());
    }
    long found = file.size() - offset;
    ElementLayout layout;
    long expected;
    try {
      layout = new ElementLayout(dtype, shape(file, found), columnMajor, order);
      expected = layout.byteSize();
    } catch (ArithmeticException | IllegalArgumentException _) {
      throw corrupt(file, "%s %s".formatted(dtype, extents), found);
    }
    if (found != expected) {
      throw corrupt(file, "%d bytes for %s".formatted(expected, layout), found);
    }
    return new StoredArray(file, offset, layout);
  }

  /// @throws ArithmeticException if there are more elements than can be counted
  private Shape shape(InputFile file, long found) {
    long[] dims = extents.stream().mapToLong(Long::longValue).toArray();
    int open = extents.indexOf(OPEN);
    if (open >= 0) {
      dims[open] = 1;
      long one = Math.multiplyExact(Shape.of(dims).size(), (long) dtype.byteSize());
      if (one == 0 || found % one != 0) {
        throw corrupt(file, "a multiple of %d bytes for %s %s".formatted(one, dtype, extents), found);
      }
      dims[open] = found / one;
    }
    return Shape.of(dims);
  }

  private CorruptDataException corrupt(InputFile file, String expected, long found) {
    return new CorruptDataException(
        file.name(), offset, expected, "%d bytes from byte %d on".formatted(found, offset));
  }
}
