package dev.sheaf.source;

import java.util.Comparator;

/// Orders names as people do: `f2` before `f10`, `f9` before `f9.txt`.
///
/// As [natsort](https://github.com/sourcefrog/natsort) does: runs of digits are compared as numbers, or digit by digit
/// where one begins with a 0, so that `f01` comes before `f1`; white space is looked at only where names are equal
/// without it; everything else is compared by code point, and upper case comes first.
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder NAMES = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String left, String right) {
    int order = new Comparing(left, right).compare();
    return order != 0 ? order : left.compareTo(right);
  }

  /// Two names, and how far they have been compared.
  private static final class Comparing {
    private final int[] left;
    private final int[] right;
    private int l;
    private int r;

    Comparing(String left, String right) {
      this.left = left.codePoints().toArray();
      this.right = right.codePoints().toArray();
    }

    int compare() {
      while (true) {
        l = behindSpace(left, l);
        r = behindSpace(right, r);
        if (l == left.length || r == right.length) {
          return Integer.compare(left.length - l, right.length - r);
        }
        int order =
            isDigit(left, l) && isDigit(right, r) ? compareNumbers() : Integer.compare(left[l++], right[r++]);
        if (order != 0) {
          return order;
        }
      }
    }

    /// Goes on behind the numbers if they are equal.
    private int compareNumbers() {
      boolean digitByDigit = left[l] == '0' || right[r] == '0';
      int first = 0;
      while (isDigit(left, l) && isDigit(right, r)) {
        first = first != 0 ? first : Integer.compare(left[l], right[r]);
        if (digitByDigit && first != 0) {
          return first;
        }
        l++;
        r++;
      }
      // The longer number is the larger one, or goes on behind the same digits.
      return isDigit(left, l) ? 1 : isDigit(right, r) ? -1 : first;
    }

    private static boolean isDigit(int[] name, int at) {
      return at < name.length && name[at] >= '0' && name[at] <= '9';
    }

    private static int behindSpace(int[] name, int from) {
      int at = from;
      while (at < name.length && (name[at] == ' ' || (name[at] >= '\t' && name[at] <= '\r'))) {
        at++;
      }
      return at;
    }
  }
}
