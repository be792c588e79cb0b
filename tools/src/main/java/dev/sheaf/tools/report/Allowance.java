package dev.sheaf.tools.report;

/// How many bytes of pictures still have room on the page. For one thread.
final class Allowance {
  /// A page beyond this is slow to open and to send.
  private static final long PAGE = 8 << 20;

  private static final long EACH = 1 << 20;

  private long left = PAGE;
  private int leftOut;

  /// Takes the room for one picture, if there is so much.
  boolean take(long bytes) {
    if (bytes > EACH || bytes > left) {
      leftOut++;
      return false;
    }
    left -= bytes;
    return true;
  }

  /// How many pictures had no room.
  int leftOut() {
    return leftOut;
  }
}
