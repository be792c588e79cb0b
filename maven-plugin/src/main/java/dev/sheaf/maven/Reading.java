package dev.sheaf.maven;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How files are read where there is a choice.
 *
 * @param format what the files themselves say if null
 * @param encoding what the first record says if null
 * @param settings of the format
 * @param allowOutside whether records may refer to files outside the folder that they lie in
 */
record Reading(
    @Nullable String format, @Nullable String encoding, Map<String, String> settings, boolean allowOutside) {
  Reading {
    settings = Map.copyOf(settings);
  }

  /** Adds what the command line calls this. */
  Arguments addTo(Arguments arguments) {
    return arguments.with("--format", format).with("--encoding", encoding).withEntries("--set", settings)
        .flag("--allow-outside", allowOutside);
  }
}
