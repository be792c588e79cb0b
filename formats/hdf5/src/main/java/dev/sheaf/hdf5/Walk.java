package dev.sheaf.hdf5;

import java.util.HashSet;
import java.util.Set;

/// A walk over pieces of a file that name each other, such as the nodes of a tree: it ends, because no piece is visited
/// twice and all of them together are no longer than the file.
final class Walk {
  private final FileBytes file;
  private final String what;
  private final Set<Long> visited = new HashSet<>();
  private long bytes;

  /// @param what what the pieces are, for messages
  Walk(FileBytes file, String what) {
    this.file = file;
    this.what = what;
  }

  /// The next piece.
  Cursor visit(long address, long length) {
    Cursor piece = file.at(address, length, what);
    bytes += length;
    if (!visited.add(address)) {
      throw file.corrupt(address, "each %s once".formatted(what), "one that is named again");
    }
    if (bytes > file.room()) {
      throw file.corrupt(
          address, "%s side by side".formatted(what), "more of them than the file has bytes");
    }
    return piece;
  }
}
