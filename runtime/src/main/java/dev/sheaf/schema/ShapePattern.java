package dev.sheaf.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What shapes an array may have: the parsed form of [Dims].
///
/// @param anyRank whether every shape matches; `axes` is empty then
/// @param axes the axes, outermost first
public record ShapePattern(boolean anyRank, List<Axis> axes) {
  private static final ShapePattern ANY = new ShapePattern(true, List.of());
  private static final ShapePattern SCALAR = new ShapePattern(false, List.of());

  /// What one axis may be.
  public sealed interface Axis {
    /// Any extent: `?`.
    record Any() implements Axis {
      @Override
      public String toString() {
        return "?";
      }
    }

    /// Exactly this extent.
    record Fixed(long extent) implements Axis {
      @Override
      public String toString() {
        return Long.toString(extent);
      }
    }

    /// Any extent, the same wherever the name stands in one record.
    record Named(String name) implements Axis {
      @Override
      public String toString() {
        return name;
      }
    }
  }

  public ShapePattern {
    axes = List.copyOf(axes);
    if (anyRank && !axes.isEmpty()) {
      throw new IllegalArgumentException("expected no axes beside '...', found " + axes);
    }
  }

  /// The pattern of arrays without axes.
  public static ShapePattern scalar() {
    return SCALAR;
  }

  /// The pattern that every shape matches.
  public static ShapePattern any() {
    return ANY;
  }

  /// Parses the text of [Dims].
  ///
  /// @throws IllegalArgumentException if it is not such a text; the message says which axis is wrong, and why
  public static ShapePattern parse(String text) {
    if (text.isBlank()) {
      return SCALAR;
    }
    if (text.strip().equals("...")) {
      return ANY;
    }
    List<Axis> axes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      axes.add(parseAxis(part.strip(), axes.size(), text));
    }
    return new ShapePattern(false, axes);
  }

  private static Axis parseAxis(String part, int position, String text) {
    if (part.equals("?")) {
      return new Axis.Any();
    }
    if (part.chars().allMatch(c -> c >= '0' && c <= '9') && !part.isEmpty()) {
      try {
        return new Axis.Fixed(Long.parseLong(part));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "axis %d of \"%s\": expected at most %d, found %s".formatted(position, text, Long.MAX_VALUE, part), e);
      }
    }
    if (isName(part)) {
      return new Axis.Named(part);
    }
    String advice = part.equals("...") ? " ('...' stands alone)" : part.equals("-1") ? " (any size is '?')" : "";
    throw new IllegalArgumentException(
        "axis %d of \"%s\": expected a number, '?' or a name, found '%s'%s".formatted(position, text, part, advice));
  }

  private static boolean isName(String part) {
    return !part.isEmpty()
        && (Character.isLetter(part.charAt(0)) || part.charAt(0) == '_')
        && part.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  /// Whether every matching array has one and the same shape.
  public boolean isFixed() {
    return !anyRank && axes.stream().allMatch(Axis.Fixed.class::isInstance);
  }

  /// Whether only the first axis varies: such arrays can be put end to end along it.
  public boolean isRaggedAlongFirstAxis() {
    return !anyRank
        && !axes.isEmpty()
        && !(axes.getFirst() instanceof Axis.Fixed)
        && axes.stream().skip(1).allMatch(Axis.Fixed.class::isInstance);
  }

  /// Whether `shape` fits, dimension variables aside.
  public boolean matches(Shape shape) {
    if (anyRank) {
      return true;
    }
    if (shape.rank() != axes.size()) {
      return false;
    }
    for (int axis = 0; axis < axes.size(); axis++) {
      if (axes.get(axis) instanceof Axis.Fixed(long extent) && extent != shape.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  /// The text of [Dims], in its plainest spelling.
  @Override
  public String toString() {
    return anyRank ? "..." : axes.stream().map(Axis::toString).collect(Collectors.joining(", "));
  }
}
