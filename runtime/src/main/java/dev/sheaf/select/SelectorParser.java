package dev.sheaf.select;

import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import java.util.ArrayList;
import java.util.List;

/// Reads the text form of selectors, which is fairseq2's:
///
/// ```
/// selector = path { "," path }
/// path     = white-space ( key | index ) { "." key | index } white-space
/// index    = "[" ( digit { digit } | "*" ) "]"
/// key      = one or more characters other than "." "[" "," and white space
/// ```
///
/// White space is ASCII's. There are no quotes and no escapes.
final class SelectorParser {
  private static final String WHITE_SPACE = " \t\n\u000b\f\r";
  private static final int NOTHING = -1;

  private final String text;
  private int position;

  SelectorParser(String text) {
    this.text = text;
  }

  List<ElementPath> paths() {
    List<ElementPath> paths = new ArrayList<>();
    do {
      paths.add(path());
    } while (take(','));
    return paths;
  }

  private ElementPath path() {
    skipWhiteSpace();
    List<Step> steps = new ArrayList<>();
    steps.add(next() == '[' ? index() : key("a key or an index in brackets"));
    while (next() == '.' || next() == '[') {
      steps.add(take('.') ? key("a key") : index());
    }
    skipWhiteSpace();
    if (next() != NOTHING && next() != ',') {
      throw expected("the next path behind a comma, or the end");
    }
    return new ElementPath(steps);
  }

  private Step.Key key(String expected) {
    int start = position;
    while (isOfKey(next())) {
      position++;
    }
    if (position == start) {
      throw expected(expected);
    }
    return new Step.Key(text.substring(start, position));
  }

  private Step index() {
    position++;
    Step step = take('*') ? new Each() : new Index(number());
    if (!take(']')) {
      throw expected("\"]\"");
    }
    return step;
  }

  private long number() {
    int start = position;
    while (isDigit(next())) {
      position++;
    }
    if (position == start) {
      throw expected("digits or \"*\"");
    }
    try {
      return Long.parseLong(text, start, position, 10);
    } catch (NumberFormatException _) {
      position = start;
      throw expected("an index of at most " + Long.MAX_VALUE);
    }
  }

  private void skipWhiteSpace() {
    while (isWhiteSpace(next())) {
      position++;
    }
  }

  private static boolean isOfKey(int c) {
    return c != NOTHING && c != '.' && c != '[' && c != ',' && !isWhiteSpace(c);
  }

  private static boolean isWhiteSpace(int c) {
    return WHITE_SPACE.indexOf(c) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int next() {
    return position < text.length() ? text.charAt(position) : NOTHING;
  }

  private boolean take(char c) {
    if (next() != c) {
      return false;
    }
    position++;
    return true;
  }

  private SelectorSyntaxException expected(String expected) {
    return new SelectorSyntaxException(text, position, expected);
  }
}
