package dev.sheaf.pipeline;

import static dev.sheaf.pipeline.Operator.source;

import dev.sheaf.source.LineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Where random pipelines begin.
final class SourceOperators {
  private SourceOperators() {}

  static List<Operator<List<Drawn>>> all() {
    return List.of(
        source("over", c -> numbers(c, c.below(30))),
        source("range", c -> ranged(c.below(30))),
        source("of", c -> new Drawn(Pipeline.of(list(9)), Model.of(9))),
        source("files", c -> new Drawn(Pipeline.files(c.file("files")).map(SourceOperators::named))),
        source("from", c -> new Drawn(Pipeline.from("list", list(14)), Model.of(14))),
        source("from", c -> new Drawn(Pipeline.from("sorted", new TreeSet<>(list(20))), Model.of(20))),
        source("from", c -> new Drawn(Pipeline.from("offsets", offsets(c.below(25), c.badAndNeverStuck("iterator"))))),
        source("lines", c -> new Drawn(lines(c.file("numbers.txt"), c.maybe()), Model.of(30))),
        source("archive", c -> new Drawn(archive(c.file("numbers.tar")), Model.of(30))),
        source("count", c -> new Drawn(Pipeline.count(c.below(9), c.below(5)).take(c.below(20)))),
        source("constant", c -> new Drawn(Pipeline.constant((long) c.below(9)).take(c.below(9)))));
  }

  /// Makes the files that sources are drawn from.
  static void makeFiles(Path folder) throws IOException {
    List<String> numbers = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
    Files.write(folder.resolve("numbers.txt"), numbers);
    Files.write(folder.resolve("numbers.tar"), TarFile.of(numbers, name -> name, name -> name));
    Path files = Files.createDirectory(folder.resolve("files"));
    for (String number : numbers.subList(0, 12)) {
      Files.writeString(files.resolve(number), number);
    }
  }

  static Drawn numbers(Choices choices, int size) {
    LongConsumer bad = choices.badAndNeverStuck("read");
    Numbers numbers =
        Numbers.readBy(
            size,
            row -> {
              bad.accept(row);
              return row;
            });
    return new Drawn(Pipeline.over(numbers), Model.of(size));
  }

  private static Drawn ranged(int size) {
    return new Drawn(Pipeline.range(size), Model.of(size));
  }

  private static List<Long> list(int size) {
    return LongStream.range(0, size).boxed().toList();
  }

  private static Pipeline<Long> lines(Path file, boolean mapped) {
    return Pipeline.lines(file, LineOptions.DEFAULT.withMapped(mapped)).map(Long::valueOf);
  }

  private static Pipeline<Long> archive(Path file) {
    return Pipeline.archive(file).map(entry -> Long.valueOf(entry.text()));
  }

  private static Long named(Path file) {
    return Long.valueOf(file.getFileName().toString());
  }

  private static Iterable<Long> offsets(int count, LongConsumer bad) {
    return () -> new Offsets(count, bad);
  }
}
