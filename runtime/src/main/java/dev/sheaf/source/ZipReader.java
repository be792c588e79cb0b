package dev.sheaf.source;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.npy.ZipArchive;
import dev.sheaf.io.InputFile;
import org.jspecify.annotations.Nullable;

/// Reads the entries of a zip archive, folders too. Its position is the number of the next.
final class ZipReader implements ItemReader<ArchiveRecord> {
  private final ZipArchive archive;
  private int next;

  private ZipReader(ZipArchive archive, int next) {
    this.archive = archive;
    this.next = next;
  }

  static ZipReader open(InputFile file, long from, FormatOptions options) {
    ZipArchive archive = ZipArchive.read(file, options);
    if (from < 0 || from > archive.size()) {
      throw Archives.nowhere(file, "0 to %d entries".formatted(archive.size()), from);
    }
    return new ZipReader(archive, (int) from);
  }

  @Override
  public @Nullable ArchiveRecord next() {
    if (next == archive.size()) {
      return null;
    }
    // An entry that is damaged leaves the others alone.
    int entry = next++;
    return new ArchiveRecord(archive.name(entry), archive.content(entry));
  }

  @Override
  public long position() {
    return next;
  }

  @Override
  public boolean isReady() {
    return false;
  }
}
