package dev.sheaf.dataset;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// What becomes of a dataset when it is packed: in which order, in which parts, in which shards. Immutable; each method
/// that names a choice gives a new plan.
///
/// ```java
/// PackPlan plan = PackPlan.DEFAULT.withShuffle(42).withPart("train", "0.9").withPart("test", "0.1");
/// DatasetPacker.pack(rows, Path.of("packed"), plan);  // packed/train, packed/test
/// ```
///
/// @param options how each part is packed
/// @param shuffle the seed of the order; empty for the order of the rows
/// @param parts the folders that the rows are divided among; none for one folder with all rows
/// @param force whether everything is done anew, changed or not, and another dataset in the folder replaced
/// @param progress is told how many of all rows have been packed
public record PackPlan(PackOptions options, OptionalLong shuffle, List<Part> parts, boolean force, Progress progress) {
  /// All rows in their order, in one folder and one shard.
  public static final PackPlan DEFAULT =
      new PackPlan(PackOptions.DEFAULT, OptionalLong.empty(), List.of(), false, Progress.none());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /// Some of the rows, in a folder of their own.
  ///
  /// @param name the folder's name: letters, digits, `_`, `-` and `.`
  /// @param share how many of all rows, from above 0 to 1
  public record Part(String name, BigDecimal share) {
    public Part {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "expected a name of letters, digits, _, - and . for a part, found \"%s\"".formatted(name));
      }
      if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "expected a share above 0 and up to 1 for %s, found %s".formatted(name, share.toPlainString()));
      }
      // 0.5 and 0.50 are the same share.
      share = share.stripTrailingZeros();
    }
  }

  public PackPlan {
    parts = List.copyOf(parts);
    Set<String> names = new HashSet<>();
    for (Part part : parts) {
      if (!names.add(part.name)) {
        throw new IllegalArgumentException("expected parts of different names, found %s twice".formatted(part.name));
      }
    }
  }

  /// This plan with other options for each part.
  public PackPlan withOptions(PackOptions other) {
    return new PackPlan(other, shuffle, parts, force, progress);
  }

  /// This plan with the rows in the order that [Dataset#shuffle(long)] gives them.
  public PackPlan withShuffle(long seed) {
    return new PackPlan(options, OptionalLong.of(seed), parts, force, progress);
  }

  /// This plan with one part more, which takes the rows behind those of the parts before it.
  ///
  /// @param share how many of all rows, as `0.9`; together the shares come to 1
  /// @throws IllegalArgumentException if the name is taken or no plain name, or the share no share
  public PackPlan withPart(String name, String share) {
    List<Part> more = new ArrayList<>(parts);
    try {
      more.add(new Part(name, new BigDecimal(share)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a share such as 0.9 for %s, found \"%s\"".formatted(name, share), e);
    }
    return new PackPlan(options, shuffle, more, force, progress);
  }

  /// This plan, doing everything anew or not.
  public PackPlan withForce(boolean anew) {
    return new PackPlan(options, shuffle, parts, anew, progress);
  }

  /// This plan with somebody to be told.
  public PackPlan withProgress(Progress listener) {
    return new PackPlan(options, shuffle, parts, force, listener);
  }
}
