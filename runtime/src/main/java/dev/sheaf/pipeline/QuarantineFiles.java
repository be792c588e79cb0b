package dev.sheaf.pipeline;

import dev.sheaf.engine.Account;
import dev.sheaf.engine.QuarantineFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.Tally;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a loader in which items are written down that were left out.
record QuarantineFiles(Map<Path, QuarantineFile> byPath) implements AutoCloseable {
  /// Opens those that the policies name, each behind the lines that were written until now.
  static QuarantineFiles open(Policies policies, Account account) {
    QuarantineFiles files = new QuarantineFiles(new HashMap<>());
    try {
      for (Path path : paths(policies)) {
        files.byPath.put(path, QuarantineFile.open(path, lines(path, policies, account)));
      }
      return files;
    } catch (Throwable e) {
      files.closeAfter(e);
      throw e;
    }
  }

  private static List<Path> paths(Policies policies) {
    return policies.all()
        .flatMap(answer -> answer instanceof OnError.Quarantine(Path path, _) ? Stream.of(path) : Stream.of())
        .distinct()
        .toList();
  }

  private static long lines(Path path, Policies policies, Account account) {
    return account.counts().stream()
        .filter(count -> count.kind() == Tally.Kind.QUARANTINED)
        .filter(count -> policies.of(count.stage()) instanceof OnError.Quarantine(Path itsPath, _) && itsPath.equals(path))
        .mapToLong(Account.Count::count)
        .sum();
  }

  /// Closes all of them. The first failure is thrown, with the others beside it.
  @Override
  public void close() {
    StorageException failure = closeAll();
    if (failure != null) {
      throw failure;
    }
  }

  /// Closes all of them after something else has failed.
  void closeAfter(Throwable failure) {
    StorageException another = closeAll();
    if (another != null) {
      failure.addSuppressed(another);
    }
  }

  private @Nullable StorageException closeAll() {
    StorageException first = null;
    for (QuarantineFile file : byPath.values()) {
      try {
        file.close();
      } catch (StorageException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
