package dev.sheaf.format;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a file is opened or written: settings by name, which each format documents, and the limits that hold for all.
///
/// Limits are checked before memory is taken:
///
/// | | Default | Why |
/// |---|---|---|
/// | `maxRecordBytes` | 1 GiB | a row, a block or a column's page that is longer was not written on purpose |
/// | `maxExpansion` | 1,100 | a little more than DEFLATE can do (1,032); other codecs reach it on zeros only |
///
/// @param settings what the format is told, such as `group_size` to `1`
/// @param maxRecordBytes how many bytes one row, or one block that is decompressed at a time, may have
/// @param maxExpansion how many bytes one compressed byte may become, once there are more than 64 MiB of them
/// @param outsideAllowed whether names in the data may lead out of its folder: for data that you trust
public record FormatOptions(
    Map<String, String> settings, long maxRecordBytes, long maxExpansion, boolean outsideAllowed) {
  /// No settings, and the limits of the table above.
  public static final FormatOptions DEFAULT = new FormatOptions(Map.of(), 1L << 30, 1100, false);

  public FormatOptions {
    // Sorted, so that messages are the same each time.
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    if (maxRecordBytes < 1) {
      throw new IllegalArgumentException("expected 1 byte or more for a record, found " + maxRecordBytes);
    }
    if (maxExpansion < 1) {
      throw new IllegalArgumentException("expected an expansion of 1 or more, found " + maxExpansion);
    }
  }

  /// These options with one setting more, or another value for it.
  public FormatOptions with(String setting, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(setting, value);
    return new FormatOptions(more, maxRecordBytes, maxExpansion, outsideAllowed);
  }

  /// These options with another limit for a record's bytes.
  public FormatOptions withMaxRecordBytes(long bytes) {
    return new FormatOptions(settings, bytes, maxExpansion, outsideAllowed);
  }

  /// These options with another limit for what a compressed byte may become.
  public FormatOptions withMaxExpansion(long expansion) {
    return new FormatOptions(settings, maxRecordBytes, expansion, outsideAllowed);
  }

  /// These options with names that may lead out of the data's folder, or may not.
  public FormatOptions withOutsideAllowed(boolean allowed) {
    return new FormatOptions(settings, maxRecordBytes, maxExpansion, allowed);
  }

  /// The value of a setting, or `otherwise` where it is not given.
  public String setting(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }

  /// Sees to it that only these settings are given: a misspelt one would do nothing.
  ///
  /// @throws IllegalArgumentException if there is another
  public void allow(String format, String... names) {
    for (String name : settings.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new IllegalArgumentException(
            "expected %s for %s, found \"%s\""
                .formatted(
                    names.length == 0 ? "no settings" : "the settings " + String.join(", ", names), format, name));
      }
    }
  }
}
