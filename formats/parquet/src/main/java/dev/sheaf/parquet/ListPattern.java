package dev.sheaf.parquet;

/// How entries repeat where lists have fixed lengths: the first entry of an innermost list goes on with a list further
/// out, the others go on with the innermost.
///
/// @param extents of the lists, outermost first; the outermost may be as long as it likes
/// @param repetition the level at which the outermost list goes on; each list inside goes on at the next
@SuppressWarnings("ArrayRecordComponent") // Made once for a field, and read by position.
record ListPattern(long[] extents, int repetition) {
  /// Whether the entries from `from` to `to - 1` repeat so.
  ///
  /// @param phase how many entries the outermost list has before them; its first entry may begin anything
  boolean matches(byte[] repetitions, int from, int to, long phase) {
    int deepest = repetition + extents.length - 1;
    // A list of lists without elements has no entries of this kind.
    long inner = extents.length == 1 ? Long.MAX_VALUE : Math.max(1, extents[extents.length - 1]);
    for (int at = from; at < to; ) {
      long position = phase + (at - from);
      long offset = position % inner;
      if (offset == 0) {
        if (position != 0 && repetitions[at] != headLevel(position)) {
          return false;
        }
        at++;
        offset = 1;
        if (inner == 1) {
          continue;
        }
      }
      int end = at + (int) Math.min(to - at, inner - offset);
      int difference = 0;
      for (int i = at; i < end; i++) {
        difference |= repetitions[i] ^ deepest;
      }
      if (difference != 0) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /// Which list goes on where an innermost one begins.
  private int headLevel(long position) {
    int level = repetition + extents.length - 1;
    long size = 1;
    for (int axis = extents.length - 1; axis > 0; axis--) {
      size *= extents[axis];
      if (position % size != 0) {
        break;
      }
      level--;
    }
    return level;
  }
}
