package dev.sheaf.io;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// Stands around code that looks at slices of files, which may be mapped.
///
/// When somebody cuts a file off while it is mapped, its memory ends too: Java makes an [InternalError] of an access
/// behind the end, at times a moment later, and up to the end of the last page there are zeros and no error at all. So
/// the files are asked for their length after each access, and what was read counts only if they still had all bytes
/// then. That costs less than a microsecond for each file: put it around a batch or a record, not around an element.
///
/// @param files whose slices are looked at
public record ViewGuard(List<InputFile> files) {
  public ViewGuard {
    files = List.copyOf(files);
  }

  /// Runs code that looks at slices.
  ///
  /// @throws TruncatedDataException if a file has become shorter than it was when it was opened
  /// @throws StorageException if the platform cannot fetch the bytes
  public void run(Runnable access) {
    get(
        () -> {
          access.run();
          return this;
        });
  }

  /// Runs code that makes something of slices: a copy, not another slice, which could be looked at later.
  ///
  /// @throws TruncatedDataException if a file has become shorter than it was when it was opened
  /// @throws StorageException if the platform cannot fetch the bytes
  public <T> T get(Supplier<? extends T> access) {
    return get(files.isEmpty() ? "" : files.getFirst().name(), access, this::checkLengths);
  }

  private void checkLengths() {
    for (InputFile file : files) {
      long present = file.presentSize();
      if (present < file.size()) {
        throw new TruncatedDataException(file.name(), new ByteRange(present, file.size() - present), present);
      }
    }
  }

  /// @param check asks the platform for lengths, and throws if they are too small
  static <T> T get(String name, Supplier<? extends T> access, Runnable check) {
    try {
      T result = access.get();
      // Inside, as an error of compiled code that was put off comes with the next call into the platform.
      check.run();
      return result;
    } catch (InternalError e) {
      check.run();
      if (String.valueOf(e.getMessage()).contains("unsafe memory access")) {
        throw new StorageException("cannot read", name, new IOException(e.getMessage(), e));
      }
      throw e;
    } catch (TruncatedDataException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      // What a decoder says of bytes that are no longer there is not what went wrong.
      check.run();
      throw e;
    }
  }
}
