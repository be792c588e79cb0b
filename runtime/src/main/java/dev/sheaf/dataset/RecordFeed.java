package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out the records of all sources in blocks, to any thread that asks: a large file is no task of one thread.
///
/// Files are cut in the order of their names by whoever asks next, while the others decode; each is read once for that,
/// a chunk at a time. Thread-safe.
final class RecordFeed {
  /// Enough for the costs of a block to vanish; few enough that all threads end at about the same time.
  private static final int BLOCK_RECORDS = 256;

  private static final int BLOCK_BYTES = 1 << 20;

  /// Is told what becomes of the files that are cut.
  interface Listener {
    /// Something in the file is no record, or cannot be read.
    ///
    /// @param record which record of the file it would have been
    void failed(SourceFile file, long record, SheafException fault);

    /// The file has been cut to its end, and no block of it is in anyone's hands.
    void finished(SourceFile file);
  }

  private final Iterator<SourceFile> files;
  private final Listener listener;
  private @Nullable SourceFile current;

  /// What cuts the current file; none when it is at its end.
  private @Nullable RecordCutter cutter;

  RecordFeed(List<SourceFile> files, Listener listener) {
    this.files = files.iterator();
    this.listener = listener;
  }

  /// The next records; null when there are none left. Hand them back with [#done].
  synchronized @Nullable RecordBlock next() {
    while (true) {
      SourceFile cutting = current;
      if (cutting != null) {
        RecordBlock block = cutter == null ? null : cut(cutting, cutter);
        if (block != null) {
          return block;
        }
        current = null;
        release(cutting);
      } else if (!files.hasNext()) {
        return null;
      } else {
        SourceFile file = files.next();
        if (file.form() == RecordForm.WHOLE) {
          return RecordBlock.whole(file);
        }
        begin(file);
      }
    }
  }

  private void begin(SourceFile file) {
    try {
      cutter = RecordCutter.of(file.open(), file.form());
      current = file;
    } catch (SheafException e) {
      listener.failed(file, 0, e);
    }
  }

  private @Nullable RecordBlock cut(SourceFile file, RecordCutter from) {
    RecordRanges block = new RecordRanges();
    long bytes = 0;
    boolean more = true;
    while (more && block.size() < BLOCK_RECORDS && bytes < BLOCK_BYTES) {
      long record = (long) file.records().size() + block.size();
      try {
        more = from.next();
        if (more) {
          block.add(from.start(), from.length());
          bytes += from.length();
        } else {
          file.checksum(from.checksum());
        }
      } catch (DecodeException e) {
        listener.failed(file, record, e);
      } catch (SheafException e) {
        listener.failed(file, record, e);
        more = false;
      }
    }
    if (!more) {
      cutter = null;
    }
    if (block.size() == 0) {
      return null;
    }
    long first = file.records().size();
    file.records().add(block);
    file.retain();
    return new RecordBlock(file, first, block);
  }

  /// Says that nothing more is read from a block.
  void done(RecordBlock block) {
    if (block.file().form() != RecordForm.WHOLE) {
      release(block.file());
    }
  }

  private void release(SourceFile file) {
    if (file.release()) {
      listener.finished(file);
    }
  }
}
