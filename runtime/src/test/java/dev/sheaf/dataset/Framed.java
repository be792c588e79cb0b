package dev.sheaf.dataset;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A format that someone else could have written: `FRAMED`, then records, each behind its length in one byte.
public final class Framed implements RecordFormat {
  private static final String MAGIC = "FRAMED";

  static Path write(Path file, byte[]... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
    for (byte[] record : records) {
      out.write(record.length);
      out.writeBytes(record);
    }
    return Files.write(file, out.toByteArray());
  }

  @Override
  public String name() {
    return "framed";
  }

  @Override
  public Match match(FileProbe probe) {
    return probe.has(0, MAGIC) ? Match.CONTENT : probe.named(".framed") ? Match.NAME : Match.NONE;
  }

  @Override
  public RecordReader open(Path path, InputFile file, FormatOptions options) {
    options.allow(name());
    if (!match(FileProbe.of(path, file)).equals(Match.CONTENT)) {
      throw new CorruptDataException(path.toString(), 0, MAGIC, "something else");
    }
    List<ByteRange> records = new ArrayList<>();
    for (long at = MAGIC.length(); at < file.size(); ) {
      int length = file.slice(new ByteRange(at, 1)).get(ValueLayout.JAVA_BYTE, 0) & 0xFF;
      records.add(new ByteRange(at + 1, length));
      at += 1 + length;
    }
    return new Reader(file, records);
  }

  @Override
  public RecordWriter create(Path target, FormatOptions options) {
    OutputFile out = OutputFile.create(target);
    out.write(MemorySegment.ofArray(MAGIC.getBytes(StandardCharsets.US_ASCII)));
    return new Writer(out);
  }

  private record Writer(OutputFile out) implements RecordWriter {
    @Override
    public void write(MemorySegment record) {
      out.write(MemorySegment.ofArray(new byte[] {(byte) record.byteSize()}));
      out.write(record);
    }

    @Override
    public void commit() {
      out.commit();
    }

    @Override
    public void close() {
      out.close();
    }
  }

  private record Reader(InputFile file, List<ByteRange> records) implements RecordReader {
    @Override
    public long size() {
      return records.size();
    }

    @Override
    public MemorySegment read(long record) {
      return file.slice(records.get((int) record));
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
