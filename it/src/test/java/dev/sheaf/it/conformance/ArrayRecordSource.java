package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.arrayrecord.ArrayRecordFormat;
import dev.sheaf.arrayrecord.ArrayRecordReader;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Several files as one list of records, as ArrayRecord's data source has them: whole files, `file[from:to]`, or
/// instructions with `skip` and `take`.
final class ArrayRecordSource implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(.*)\\[(\\d+):(\\d+)]");

  /// A part of one file.
  private record Part(ArrayRecordReader reader, long from, long length) {}

  private final List<Part> parts = new ArrayList<>();
  private long length;

  /// @param folder where the files are
  ArrayRecordSource(Path folder, JsonNode paths) {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("expected one path or more, found none");
    }
    try {
      for (JsonNode path : paths) {
        add(folder, path);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void add(Path folder, JsonNode path) {
    Matcher range = RANGE.matcher(path.asText());
    if (path.isObject()) {
      long skip = path.get("skip").asLong();
      add(folder, path.get("filename").asText(), skip, skip + path.get("take").asLong());
    } else if (range.matches()) {
      add(folder, range.group(1), Long.parseLong(range.group(2)), Long.parseLong(range.group(3)));
    } else {
      add(folder, path.asText(), 0, -1);
    }
  }

  private void add(Path folder, String name, long from, long to) {
    Path path = folder.resolve(name);
    InputFile file = InputFile.open(path);
    ArrayRecordReader reader;
    try {
      reader = new ArrayRecordFormat().open(path, file, FormatOptions.DEFAULT);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    long end = to < 0 ? reader.size() : to;
    parts.add(new Part(reader, from, end - from));
    Objects.checkFromToIndex(from, end, reader.size());
    length += end - from;
  }

  long length() {
    return length;
  }

  MemorySegment read(long key) {
    long left = Objects.checkIndex(key, length);
    for (Part part : parts) {
      if (left < part.length) {
        return part.reader.read(part.from + left);
      }
      left -= part.length;
    }
    throw new AssertionError();
  }

  @Override
  public void close() {
    parts.forEach(part -> part.reader.close());
  }
}
