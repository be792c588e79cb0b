package dev.sheaf.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// Maps a file, cuts it off, and prints what becomes of reading it: a mistake here ends the process.
final class ShrinkingFileReader {
  static final int SIZE = 1 << 16;
  static final int LEFT = 5000;

  private ShrinkingFileReader() {}

  /// Takes a file to write, and how often everything is read before it is cut, for the compiler.
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) 1);
    Files.write(path, bytes);
    try (InputFile file = InputFile.open(path)) {
      MemorySegment view = file.slice(new ByteRange(0, SIZE));
      ViewGuard guard = new ViewGuard(List.of(file));
      for (int i = 0; i < rounds; i++) {
        copy(file, i % (SIZE - 100), 100);
        sum(guard, view, i % (SIZE - 10), 10);
        compare(guard, view);
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(LEFT);
      }
      System.out.println("what is left: " + said(() -> copy(file, LEFT - 100, 100)));
      System.out.println("across the new end: " + said(() -> copy(file, LEFT - 50, 100)));
      System.out.println("in the last page: " + said(() -> copy(file, LEFT + 50, 100)));
      System.out.println("behind it: " + said(() -> copy(file, SIZE - 100, 100)));
      System.out.println("zeros of a view: " + said(() -> sum(guard, view, LEFT + 50, 10)));
      System.out.println("the end of a view: " + said(() -> sum(guard, view, SIZE - 10, 10)));
      System.out.println("all of a view: " + said(() -> sum(guard, view, 0, SIZE)));
      System.out.println("a comparison: " + said(() -> compare(guard, view)));
    }
    System.out.println("alive");
  }

  private static long copy(InputFile file, long position, int length) {
    byte[] target = new byte[length];
    file.read(position, MemorySegment.ofArray(target));
    long sum = 0;
    for (byte each : target) {
      sum += each;
    }
    return sum;
  }

  private static long sum(ViewGuard guard, MemorySegment view, long from, long length) {
    return guard.get(
        () -> {
          long sum = 0;
          for (long at = from; at < from + length; at++) {
            sum += view.get(ValueLayout.JAVA_BYTE, at);
          }
          return sum;
        });
  }

  private static long compare(ViewGuard guard, MemorySegment view) {
    return guard.get(() -> view.mismatch(view.asSlice(1)));
  }

  private interface Reading {
    long get();
  }

  private static String said(Reading reading) {
    try {
      return "" + reading.get();
    } catch (TruncatedDataException e) {
      return "truncated, " + e.found();
    } catch (RuntimeException | InternalError e) {
      return "not expected: " + e;
    }
  }
}
