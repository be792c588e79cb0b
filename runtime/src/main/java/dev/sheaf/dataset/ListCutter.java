package dev.sheaf.dataset;

import dev.sheaf.dataset.ForwardBytes.Stops;

/// Cuts a JSON list of records at the commas between them: those outside of texts and of brackets.
///
/// Brackets are counted, not matched: what does not match inside a record is found when that is decoded.
final class ListCutter extends RecordCutter {
  private static final Stops BESIDE_RECORDS = Stops.of("\"{}[],");
  private static final Stops INSIDE_RECORDS = Stops.of("\"{}[]");
  private static final Stops IN_TEXT = Stops.of("\"\\");

  private boolean begun;
  private boolean done;

  /// What ended the record before: a comma or the list's bracket.
  private int separator = ',';

  ListCutter(ForwardBytes bytes) {
    super(bytes);
  }

  @Override
  boolean next() {
    if (done) {
      return false;
    }
    // Until a record is whole: behind anything else no place is sure.
    done = true;
    if (!begun) {
      begun = true;
      expect('[', "'[' that begins a list");
      int first = token();
      if (first == ']') {
        return end();
      }
      return cut(first);
    }
    return separator == ']' ? end() : cut(token());
  }

  private boolean end() {
    expect(ForwardBytes.END, "the end of the file behind the list");
    return false;
  }

  private void expect(int expected, String words) {
    int next = token();
    if (next != expected) {
      throw fault(place(next), words, found(next));
    }
  }

  /// The next byte that is no white space.
  private int token() {
    int next = bytes.next();
    while (isSpace(next)) {
      next = bytes.next();
    }
    return next;
  }

  private boolean cut(int first) {
    long start = place(first);
    if (first == ',' || first == ']' || first == '}') {
      throw fault(start, "a record", found(first));
    }
    long depth = 0;
    for (int next = first; ; next = bytes.takePast(depth == 0 ? BESIDE_RECORDS : INSIDE_RECORDS)) {
      switch (next) {
        case '"' -> text();
        case '{', '[' -> depth++;
        case ',' -> {
          return record(start, next);
        }
        case ']', '}' -> {
          if (depth == 0) {
            if (next == ']') {
              return record(start, next);
            }
            throw fault(place(next), "',' or ']' behind a record", found(next));
          }
          depth--;
        }
        case ForwardBytes.END -> throw fault(bytes.offset(), "']' that ends the list", found(next));
        default -> {
          // A number or a word begins: what it is, is seen when the record is decoded.
        }
      }
    }
  }

  private boolean record(long start, int next) {
    record(start, place(next));
    separator = next;
    done = false;
    return true;
  }

  /// Goes behind the text whose first quote is taken.
  private void text() {
    long start = bytes.offset() - 1;
    int next = bytes.takePast(IN_TEXT);
    while (next != '"') {
      if (next == ForwardBytes.END || bytes.next() == ForwardBytes.END) {
        throw fault(
            bytes.offset(), "a '\"' that ends the text from byte %d on".formatted(start), found(ForwardBytes.END));
      }
      next = bytes.takePast(IN_TEXT);
    }
  }

  /// Where the byte is that was taken last.
  private long place(int next) {
    return next == ForwardBytes.END ? bytes.offset() : bytes.offset() - 1;
  }

  private static String found(int next) {
    if (next == ForwardBytes.END) {
      return "the end of the file";
    }
    return next > ' ' && next < 0x7F ? "'%c'".formatted(next) : "byte 0x%02X".formatted(next);
  }
}
