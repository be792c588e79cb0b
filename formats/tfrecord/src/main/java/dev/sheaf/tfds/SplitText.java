package dev.sheaf.tfds;

import dev.sheaf.tfds.SplitSlice.Rounding;
import dev.sheaf.tfds.SplitSlice.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads texts that select records:
///
/// ```text
/// text  = part { "+" part }
/// part  = name | name "[" slice "]" | "all"
/// slice = bound ":" bound | whole "shard"      with one bound at least
/// bound = "" | number [ "%" | "shard" ]
/// ```
///
/// A unit that one bound has is that of the other too.
final class SplitText {
  private static final Pattern PART = Pattern.compile("([\\p{L}\\p{N}_-]+)(?:\\[([^\\[\\]]*)])?");
  private static final Pattern BOUND = Pattern.compile("(?:(-?[0-9_.]+)(%|shard)?)?");

  /// Underscores between digits mean nothing.
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+(?:_[0-9]+)*");

  private static final Pattern REAL =
      Pattern.compile("-?(?:[0-9]+(?:_[0-9]+)*\\.?(?:[0-9]+(?:_[0-9]+)*)?|\\.[0-9]+(?:_[0-9]+)*)");

  /// More than any number of records has.
  private static final int MAX_DIGITS = 64;

  private static final String ALL = "all";

  private final String text;

  private SplitText(String text) {
    this.text = text;
  }

  /// The slices that a text names, in its order.
  ///
  /// @param splits the names that `all` stands for
  /// @throws IllegalArgumentException if it is no such text
  static List<SplitSlice> parse(String text, List<String> splits) {
    return new SplitText(text).parse(splits);
  }

  private List<SplitSlice> parse(List<String> splits) {
    List<SplitSlice> slices = new ArrayList<>();
    for (String part : text.split(" *\\+ *", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw wrong("such as train, train[:10%] or train+test");
      }
      String name = matcher.group(1);
      String slice = matcher.group(2);
      if (name.equals(ALL)) {
        if (slice != null) {
          throw wrong("with slices of single splits, not of \"all\"");
        }
        splits.forEach(each -> slices.add(SplitSlice.all(each)));
      } else {
        slices.add(slice == null ? SplitSlice.all(name) : slice(name, slice));
      }
    }
    return slices;
  }

  private SplitSlice slice(String name, String slice) {
    String[] bounds = slice.split(":", -1);
    Matcher from = BOUND.matcher(bounds[0]);
    if (bounds.length == 1) {
      if (from.matches() && "shard".equals(from.group(2))) {
        double shard = whole(from.group(1));
        return new SplitSlice(name, shard, shard + 1, Unit.SHARDS, Rounding.CLOSEST);
      }
      throw wrong("with a slice such as [3:5], [:10%] or [2shard]");
    }
    Matcher to = BOUND.matcher(bounds[1]);
    if (bounds.length != 2 || !from.matches() || !to.matches() || slice.length() == 1) {
      throw wrong("with a slice such as [3:5], [:10%] or [2shard]");
    }
    String unit = from.group(2) == null ? to.group(2) : from.group(2);
    if (to.group(2) != null && !to.group(2).equals(unit)) {
      throw wrong("with one unit for both bounds of a slice");
    }
    Unit counted = unit == null ? Unit.RECORDS : unit.equals("%") ? Unit.PERCENT : Unit.SHARDS;
    try {
      return new SplitSlice(
          name, bound(from.group(1), counted), bound(to.group(1), counted), counted, Rounding.CLOSEST);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("in the split \"%s\": %s".formatted(text, e.getMessage()), e);
    }
  }

  private @Nullable Double bound(@Nullable String number, Unit unit) {
    if (number == null) {
      return null;
    }
    return unit == Unit.PERCENT ? real(number) : whole(number);
  }

  private double whole(String number) {
    if (number.length() > MAX_DIGITS || !WHOLE.matcher(number).matches()) {
      throw wrong("with whole numbers");
    }
    return Double.parseDouble(number.replace("_", ""));
  }

  private double real(String number) {
    if (number.length() > MAX_DIGITS || !REAL.matcher(number).matches()) {
      throw wrong("with numbers");
    }
    return Double.parseDouble(number.replace("_", ""));
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected a split %s, found \"%s\"".formatted(expected, text));
  }
}
