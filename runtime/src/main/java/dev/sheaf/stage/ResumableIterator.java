package dev.sheaf.stage;

import java.util.Iterator;

/// An iterator that can say where it is, and be put there again: resuming costs what [#seek] costs, and not the items
/// that came before.
///
/// @param <T> the items
public interface ResumableIterator<T> extends Iterator<T> {
  /// Where it is: a number of its own choosing, such as an offset in a file. Asked before every item.
  long position();

  /// Goes to a place where an iterator of the same source has been; called at most once, and before anything else.
  ///
  /// @throws RuntimeException if there is no such place
  void seek(long position);
}
