package dev.sheaf.dataset;

import dev.sheaf.dataset.ForwardBytes.Stops;

/// Cuts JSON Lines: a record on each line, which ends with `\n` or `\r\n`; behind the last record, neither a line's end
/// nor empty lines change anything.
///
/// No text of JSON holds a line's end as it is, so that lines can be cut without a look at what is in them.
final class LineCutter extends RecordCutter {
  private static final Stops LINE_END = Stops.of("\n");
  private static final long NONE = -1;

  /// Whether a line is found already that comes next.
  private boolean held;

  LineCutter(ForwardBytes bytes) {
    super(bytes);
  }

  /// Empty lines between records are no records: the first of them is told.
  @Override
  boolean next() {
    if (held) {
      held = false;
      return true;
    }
    long empty = NONE;
    while (true) {
      long start = bytes.offset();
      int first = bytes.next();
      while (first != '\n' && isSpace(first)) {
        first = bytes.next();
      }
      if (first == ForwardBytes.END) {
        return false;
      }
      if (first == '\n') {
        empty = empty == NONE ? start : empty;
        continue;
      }
      boolean ended = bytes.takePast(LINE_END) == '\n';
      record(start, ended ? bytes.offset() - 1 : bytes.offset());
      if (empty == NONE) {
        return true;
      }
      held = true;
      throw fault(empty, "a record on each line", "an empty line");
    }
  }
}
