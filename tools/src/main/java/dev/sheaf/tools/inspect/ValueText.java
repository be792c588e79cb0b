package dev.sheaf.tools.inspect;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.codec.SchemaCodec.Variant;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values on one line: arrays as NumPy prints them, with the first and the last three of a long axis; long texts and bytes
/// with their beginning.
final class ValueText {
  private static final int EDGE = 3;
  private static final int TEXT = 60;
  private static final int BYTES = 16;

  /// As NumPy does where nobody says otherwise.
  private static final MathContext DIGITS = new MathContext(8);

  private ValueText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case NdArray array -> array.shape().rank() == 0 ? array(array) : "%s %s".formatted(array, array(array));
      case byte[] bytes -> bytes(bytes);
      case CharSequence text -> text(text.toString());
      case Optional<?> optional -> optional.map(ValueText::of).orElse("none");
      case Object[] record -> list(Arrays.asList(record), "{", "}");
      case Variant(String tag, List<Object> values) -> tag + " " + list(values, "{", "}");
      case Map<?, ?> map -> map(map);
      case Collection<?> items -> list(new ArrayList<>(items), "[", "]");
      case LazySequence<?> items -> "sequence of %d".formatted(items.size());
      case Float number -> floating(number);
      case Double number -> floating(number);
      case Object other -> other.toString();
    };
  }

  private static String text(String text) {
    if (text.length() <= TEXT) {
      return "\"" + text + "\"";
    }
    return "\"%s...\" (%d characters)".formatted(text.substring(0, TEXT), text.length());
  }

  private static String bytes(byte[] bytes) {
    String head = HexFormat.of().formatHex(bytes, 0, Math.min(BYTES, bytes.length));
    return bytes.length <= BYTES ? "0x" + head : "0x%s... (%d bytes)".formatted(head, bytes.length);
  }

  private static String list(List<?> items, String begin, String end) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.size() > 2 * EDGE && i == EDGE) {
        words.add("...");
        i = items.size() - EDGE;
      }
      words.add(of(items.get(i)));
    }
    String text = String.join(", ", words);
    return begin + text + end + (items.size() > 2 * EDGE ? " (%d elements)".formatted(items.size()) : "");
  }

  private static String map(Map<?, ?> map) {
    return map.entrySet().stream()
        .limit(2L * EDGE)
        .map(entry -> "%s: %s".formatted(entry.getKey(), of(entry.getValue())))
        .collect(Collectors.joining(", ", "{", map.size() > 2 * EDGE ? ", ...}" : "}"));
  }

  /// `[[0. 1.] [2. 3.]]`
  private static String array(NdArray array) {
    int rank = array.shape().rank();
    if (rank == 0) {
      return element(array);
    }
    long extent = array.shape().dim(0);
    List<String> parts = new ArrayList<>();
    for (long i = 0; i < extent; i++) {
      if (extent > 2 * EDGE && i == EDGE) {
        parts.add("...");
        i = extent - EDGE;
      }
      parts.add(array(array.at(i)));
    }
    return parts.stream().collect(Collectors.joining(" ", "[", "]"));
  }

  /// An array without axes.
  private static String element(NdArray one) {
    return switch (one) {
      case BoolArray bool -> bool.getFlat(0) ? "True" : "False";
      case UInt64Array number -> Long.toUnsignedString(number.getFlat(0));
      case Int64Array number -> Long.toString(number.getFlat(0));
      case Float64Array number -> floating(number.getFlat(0));
      case Float32Array number -> floating(number.getFlat(0));
      case NdArray other when other.dtype().kind() == DType.Kind.COMPLEX -> complex(other);
      case NdArray other when other.dtype().kind() == DType.Kind.FLOAT ->
          element(other.convertExactly(Float32Array.class));
      case NdArray other -> element(other.convertExactly(Int64Array.class));
    };
  }

  private static String complex(NdArray one) {
    // Two numbers side by side.
    DType part = one.dtype() == DType.COMPLEX64 ? DType.FLOAT32 : DType.FLOAT64;
    NdArray parts = NdArray.wrap(part, one.segment(), Shape.of(2));
    String imaginary = element(parts.at(1));
    return element(parts.at(0)) + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
  }

  /// `0.1`, `1.`, `nan`, `-inf`, `1.5e-10`.
  private static String floating(float value) {
    return Float.isFinite(value) ? digits(new BigDecimal(Float.toString(value)), value) : special(value);
  }

  private static String floating(double value) {
    return Double.isFinite(value) ? digits(new BigDecimal(Double.toString(value)), value) : special(value);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static String digits(BigDecimal exact, double value) {
    BigDecimal rounded = exact.round(DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e8)) {
      return rounded.toString().replace("E+", "e+").replace("E-", "e-");
    }
    String plain = rounded.toPlainString();
    String sign = 1 / value < 0 && size == 0 ? "-" : "";
    return sign + plain + (plain.contains(".") ? "" : ".");
  }
}
