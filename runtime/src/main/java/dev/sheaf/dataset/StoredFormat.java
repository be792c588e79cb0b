package dev.sheaf.dataset;

import dev.sheaf.codec.RecordEncoding;
import java.util.Map;
import java.util.TreeMap;

/// What finds the rows in the files of an index: this library itself in JSON, or a format, as it was told to.
///
/// @param name `json`, or the name of the format; empty where the files say it
/// @param encoding the name of the records' encoding; empty where the first record says it
/// @param settings those of the format
record StoredFormat(String name, String encoding, Map<String, String> settings) {
  static final StoredFormat JSON = new StoredFormat("json", "", Map.of());

  StoredFormat {
    settings = new TreeMap<>(settings);
  }

  static StoredFormat of(DatasetOptions options) {
    return new StoredFormat(
        options.format().orElse(""),
        options.encoding().map(RecordEncoding::name).orElse(""),
        options.formatOptions().settings());
  }

  /// What the files are opened with; a choice that the caller makes counts more.
  DatasetOptions applyTo(DatasetOptions options) {
    DatasetOptions applied = options;
    if (applied.format().isEmpty() && !name.isEmpty()) {
      applied = applied.withFormat(name);
    }
    if (applied.encoding().isEmpty() && !encoding.isEmpty()) {
      applied = applied.withEncoding(encoding);
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (!applied.formatOptions().settings().containsKey(setting.getKey())) {
        applied = applied.with(setting.getKey(), setting.getValue());
      }
    }
    return applied;
  }
}
