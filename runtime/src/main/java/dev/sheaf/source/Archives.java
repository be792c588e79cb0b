package dev.sheaf.source;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.npy.ZipArchive;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.stage.Run;

/// Tells what kind of archive a file is, by its first bytes.
final class Archives {
  private static final String KINDS = "a zip or a tar archive, which is not compressed as a whole";

  private Archives() {}

  static ItemReader<ArchiveRecord> open(InputFile file, long from, FormatOptions options, Run run) {
    if (ZipArchive.isAhead(file)) {
      return ZipReader.open(file, from, options);
    }
    if (TarReader.isAhead(file)) {
      return TarReader.open(file, from, options, run);
    }
    throw new CorruptDataException(file.name(), 0, KINDS, file.size() == 0 ? "an empty file" : "another file");
  }

  /// A place that no reader of the file has ever named.
  static CheckpointMismatchException nowhere(InputFile file, String place, long found) {
    return new CheckpointMismatchException(
        Part.POSITION, "%s of \"%s\"".formatted(place, file.name()), "" + found, "its text was damaged: start anew");
  }
}
