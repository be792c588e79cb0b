package dev.sheaf.tfds;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the names of a split's files.
///
/// @param text such as `{DATASET}-{SPLIT}.{FILEFORMAT}-{SHARD_X_OF_Y}`
/// @param dataset the name of the dataset
/// @param split the name of the split
/// @param fileFormat what kind the files are of
record FileTemplate(String text, String dataset, String split, String fileFormat) {
  static final String DEFAULT = "{DATASET}-{SPLIT}.{FILEFORMAT}-{SHARD_X_OF_Y}";

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final int MIN_DIGITS = 5;

  /// The name of one file, relative to the dataset's folder.
  ///
  /// @throws IllegalArgumentException if the template has a variable that is not known
  String name(int shard, int shards) {
    int digits = Math.max(MIN_DIGITS, Integer.toString(shards).length());
    String index = padded(shard, digits);
    String count = padded(shards, digits);
    Map<String, String> values =
        Map.of(
            "DATASET", dataset,
            "SPLIT", split,
            "FILEFORMAT", fileFormat,
            "SHARD_INDEX", index,
            "NUM_SHARDS", count,
            "SHARD_X_OF_Y", index + "-of-" + count);
    return VARIABLE
        .matcher(text)
        .replaceAll(
            variable -> {
              String value = values.get(variable.group(1));
              if (value == null) {
                throw new IllegalArgumentException("{%s}".formatted(variable.group(1)));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
