package dev.sheaf.source;

import dev.sheaf.DataException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.FileStamp;
import dev.sheaf.dataset.StaleDataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The items that one file holds, front to back. It is opened anew in each epoch, when the first item is asked for, and
/// closed with the cursor.
///
/// A state says which file was read, by its size and time, and where its reader was: going on there costs the same at
/// any place. A file that has changed since is refused.
///
/// @param <T> the items
public final class FileStage<T> extends Stage<T> {
  private static final int LINES_PER_BLOCK = 64;

  private final String call;
  private final Path path;
  private final boolean mapped;
  private final int itemsPerBlock;
  private final ItemReader.Opening<T> opening;

  private FileStage(String call, Path path, boolean mapped, int itemsPerBlock, ItemReader.Opening<T> opening) {
    this.call = call;
    this.path = path;
    this.mapped = mapped;
    this.itemsPerBlock = itemsPerBlock;
    this.opening = opening;
  }

  /// The lines of a text.
  public static FileStage<String> lines(Path file, LineOptions options) {
    String words = "lines(\"%s\"%s)".formatted(nameOf(file), options.words());
    return new FileStage<>(
        words, file, options.mapped(), LINES_PER_BLOCK, (open, from, run) -> LineReader.open(open, from, options, run));
  }

  /// The files in a zip or tar archive.
  public static FileStage<ArchiveRecord> archive(Path file, FormatOptions options) {
    // A record may be large: few are kept ahead.
    return new FileStage<>(
        "archive(\"%s\")".formatted(nameOf(file)),
        file,
        true,
        1,
        (open, from, run) -> Archives.open(open, from, options, run));
  }

  private static Path nameOf(Path file) {
    return Objects.requireNonNullElse(file.getFileName(), file);
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from == null || from.require(name(), -1, 0).numbers().isEmpty()) {
      return new Reading(run, beginning());
    }
    FileStamp then = stamp(from.require(name(), 3, 0));
    FileStamp now = FileStamp.of(path);
    if (!then.equals(now)) {
      throw new CheckpointMismatchException(
          Part.DATASET,
          "\"%s\" of %s".formatted(path, now),
          "one of " + then,
          "the data has changed since, or is another: start anew");
    }
    return new Reading(run, from);
  }

  /// The file's size and time and its beginning; nothing where there is no file, which whoever reads is told.
  private State beginning() {
    try {
      return at(FileStamp.of(path), 0);
    } catch (StorageException _) {
      return State.of(name());
    }
  }

  /// What states and statistics call it: `lines`.
  @Override
  public String name() {
    return call.substring(0, call.indexOf('('));
  }

  private State at(FileStamp stamp, long position) {
    return State.of(name(), stamp.size(), stamp.modified(), position);
  }

  private static FileStamp stamp(State state) {
    return new FileStamp(state.number(0), state.number(1));
  }

  /// The file, and what reads it.
  private record Opened<T>(InputFile file, FileStamp stamp, ItemReader<T> reader) {}

  private final class Reading extends Cursor<T> {
    private final Run run;
    private final Tally expected;
    private final State from;
    private @Nullable Opened<T> opened;
    private @Nullable FaultException failure;
    private @Nullable T item;
    private long begin;

    Reading(Run run, State from) {
      this.run = run;
      this.expected = run.tally(Fault.READ, Tally.Kind.EXPECTED);
      this.from = from;
    }

    @Override
    public boolean advance() {
      if (failure != null) {
        throw failure;
      }
      try {
        ItemReader<T> reader = opened().reader();
        item = next(reader);
        expected.add(item == null ? 0 : 1);
        return item != null;
      } catch (FaultException | CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        failure = new FaultException(new Fault(Fault.READ, -1, e), true);
        throw failure;
      }
    }

    private @Nullable T next(ItemReader<T> reader) {
      while (true) {
        begin = reader.position();
        try {
          return reader.next();
        } catch (DataException e) {
          if (reader.position() == begin) {
            throw e;
          }
          expected.add();
          run.leaveOut(new Fault(Fault.READ, -1, e));
          run.check();
        }
      }
    }

    private Opened<T> opened() {
      Opened<T> there = opened;
      if (there == null) {
        there = openFile();
        opened = there;
      }
      return there;
    }

    private Opened<T> openFile() {
      InputFile file = mapped ? InputFile.open(path) : InputFile.openPositional(path);
      try {
        FileStamp stamp = FileStamp.of(path);
        if (from.numbers().isEmpty()) {
          return new Opened<>(file, stamp, opening.open(file, 0, run));
        }
        if (!stamp.equals(stamp(from))) {
          throw new StaleDataException(
              path.toString(), stamp(from).toString(), stamp.toString(), "let the file be while it is read");
        }
        return new Opened<>(file, stamp, opening.open(file, from.number(2), run));
      } catch (RuntimeException e) {
        file.close();
        throw e;
      }
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      Opened<T> there = opened;
      return there == null ? from : at(there.stamp(), there.reader().position());
    }

    @Override
    public State place() {
      return at(Objects.requireNonNull(opened).stamp(), begin);
    }

    @Override
    public boolean isReady() {
      Opened<T> there = opened;
      return there != null && there.reader().isReady();
    }

    @Override
    public void close() {
      Opened<T> there = opened;
      if (there != null) {
        there.file().close();
      }
    }
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public int itemsPerBlock() {
    return itemsPerBlock;
  }

  @Override
  public String toString() {
    return call;
  }
}
