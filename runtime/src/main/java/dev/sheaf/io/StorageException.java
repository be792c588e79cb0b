package dev.sheaf.io;

import dev.sheaf.SheafException;
import java.io.IOException;
import java.io.Serial;

/// The machine failed: a file is not there, may not be read, or the disk gave an error. The cause is what the platform
/// said.
public final class StorageException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;

  /// @param action what was tried, as in `cannot read`
  /// @param file the file it was tried on
  /// @param cause what the platform said
  public StorageException(String action, String file, IOException cause) {
    super("%s \"%s\": %s".formatted(action, file, reason(cause)), cause);
    this.file = file;
  }

  /// The file it happened to.
  public String file() {
    return file;
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case java.nio.file.NoSuchFileException _ -> "there is no such file";
      case java.nio.file.AccessDeniedException _ -> "access is denied";
      case java.nio.file.FileAlreadyExistsException _ -> "something else of that name is there";
      case java.nio.channels.ClosedByInterruptException _ -> "the thread was interrupted";
      case java.nio.file.FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
