package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.FilePattern;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.FieldType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a sequence of values from JSON: a list of them, or a text `@pattern` that names files with one in each.
///
/// Patterns start from the payload's folder, also those that stand in a file which another pattern names.
final class SequenceReader {
  /// What an item takes beside itself.
  private static final long REFERENCE_BYTES = 8;

  /// About what the path of a file takes beside its characters.
  private static final long PATH_BYTES = 100;

  private SequenceReader() {}

  /// Reads the sequence that `in` is at.
  static <T> LazySequence<T> read(
      JsonReader in, FieldType element, ValueReader.Reading<T> reading, DecodeContext context) {
    return switch (in.peek()) {
      case '[' -> inline(in, element, reading, context);
      case '"' -> files(in, element, reading, context);
      default -> throw in.unexpected("a list, or a text that starts with '@'");
    };
  }

  private static <T> LazySequence<T> inline(
      JsonReader in, FieldType element, ValueReader.Reading<T> reading, DecodeContext context) {
    JsonReader.Place place = in.here();
    List<T> items = new ArrayList<>();
    in.beginList();
    while (in.nextItem()) {
      in.place(place, items.size());
      context.allocate(REFERENCE_BYTES, in);
      items.add(reading.read(new JsonValueReader(in, context.forRecord(), element)));
    }
    in.place(place);
    List<T> values = List.copyOf(items);
    String field = place.toString();
    return LazySequence.of(
        values.size(), index -> values.get((int) index), index -> "%s[%d]".formatted(field, index));
  }

  private static <T> LazySequence<T> files(
      JsonReader in, FieldType element, ValueReader.Reading<T> reading, DecodeContext context) {
    long offset = in.offset();
    String text = in.string();
    if (!text.startsWith("@")) {
      throw in.error(Rule.TYPE, offset, "a list, or a text that starts with '@'", "\"%s\"".formatted(text));
    }
    String field = in.place();
    List<Path> files = expand(text.substring(1), in, offset, context);
    context.allocate(files.stream().mapToLong(file -> PATH_BYTES + file.toString().length()).sum(), in);
    return LazySequence.of(
        files.size(),
        index -> readItem(files.get((int) index), "%s[%d]".formatted(field, index), element, reading, context),
        index -> files.get((int) index).toString());
  }

  private static List<Path> expand(String pattern, JsonReader in, long offset, DecodeContext context) {
    if (pattern.contains("::") && pattern.contains("*")) {
      // Other readers take this for a chain of file systems, and read other files than the pattern says.
      throw in.error(Rule.GLOB, offset, "a pattern of files without \"::\"", "\"%s\"".formatted(pattern));
    }
    try {
      if (!context.confinement().admits(FilePattern.root(context.payloadFolder(), pattern))) {
        throw in.error(
            Rule.PATH,
            offset,
            "files in \"%s\" (or the option that allows others)".formatted(context.confinement().folder()),
            "\"%s\"".formatted(pattern));
      }
      return FilePattern.expand(context.payloadFolder(), pattern);
    } catch (IllegalArgumentException e) {
      throw in.error(Rule.GLOB, offset, "a pattern of files", String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      throw in.error(Rule.FILE, offset, "folders that can be listed", "an error: " + e.getMessage(), e);
    }
  }

  private static <T> T readItem(
      Path file, String place, FieldType element, ValueReader.Reading<T> reading, DecodeContext context) {
    try (InputFile source = context.confinement().open(file).orElseThrow(() -> outside(file, place, context))) {
      byte[] buffer = context.buffers().take(JsonReader.bufferBytes(source, JsonReader.CHUNK_BYTES));
      JsonReader in = new JsonReader(source, context.options().limits(), buffer);
      in.place(place);
      DecodeContext ofItem = context.forFile(RecordFile.folderOf(file));
      ofItem.open(in, 0);
      T value = reading.read(new JsonValueReader(in, ofItem, element));
      in.end();
      // After a fault it is not worth keeping.
      context.buffers().giveBack(in.buffer);
      return value;
    } catch (StorageException e) {
      throw new DecodeException(Rule.FILE, file.toString(), place, -1, "a file", "an error: " + e.getMessage(), e);
    }
  }

  private static DecodeException outside(Path file, String place, DecodeContext context) {
    return new DecodeException(
        Rule.PATH,
        file.toString(),
        place,
        -1,
        "a file in \"%s\" (or the option that allows others)".formatted(context.confinement().folder()),
        "a link that leads elsewhere",
        null);
  }
}
