package dev.sheaf.testkit;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/// The smallest format that keeps the contract: `TINY`, the number of records, for each record its length and its
/// bytes, `END`; each part has a CRC-32 behind it. Numbers are big-endian.
class TinyFormat implements RecordFormat {
  static final String START = "TINY";
  static final String END = "END";

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public Match match(FileProbe probe) {
    return probe.has(0, START) ? Match.CONTENT : probe.named(".tiny") ? Match.NAME : Match.NONE;
  }

  @Override
  public RowSource open(Path path, InputFile file, FormatOptions options) {
    options.allow(name());
    return new Reader(file);
  }

  @Override
  public RecordWriter create(Path target, FormatOptions options) {
    options.allow(name());
    return new Writer(target);
  }

  static int crc(MemorySegment bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.toArray(ValueLayout.JAVA_BYTE));
    return (int) crc.getValue();
  }

  static class Reader implements RecordReader {
    final InputFile file;
    final List<ByteRange> records = new ArrayList<>();
    private volatile boolean closed;

    Reader(InputFile file) {
      this.file = file;
      expect(0, START);
      long offset = (long) START.length() + Integer.BYTES;
      int count = part(offset, Integer.BYTES).asByteBuffer().getInt();
      offset += 2L * Integer.BYTES;
      for (int i = 0; i < count; i++) {
        long length = part(offset, Integer.BYTES).asByteBuffer().getInt();
        offset += 2L * Integer.BYTES;
        part(offset, length);
        records.add(new ByteRange(offset, length));
        offset += length + Integer.BYTES;
      }
      expect(offset, END);
      if (offset + END.length() + Integer.BYTES != file.size()) {
        throw new CorruptDataException(file.name(), offset, "the end of the file", "more bytes");
      }
    }

    /// A part of the file, whose checksum is right.
    private MemorySegment part(long offset, long length) {
      if (length < 0 || length + Integer.BYTES > file.size() - offset) {
        throw new TruncatedDataException(file.name(), new ByteRange(offset, Math.max(0, length)), file.size());
      }
      MemorySegment bytes = file.slice(new ByteRange(offset, length));
      check(offset, bytes, file.slice(new ByteRange(offset + length, Integer.BYTES)).asByteBuffer().getInt());
      return bytes;
    }

    void check(long offset, MemorySegment bytes, int stored) {
      if (stored != crc(bytes)) {
        throw new CorruptDataException(file.name(), offset, "the checksum " + crc(bytes), "" + stored);
      }
    }

    private void expect(long offset, String text) {
      MemorySegment found = part(offset, text.length());
      if (!MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII)).asByteBuffer().equals(found.asByteBuffer())) {
        throw new CorruptDataException(file.name(), offset, text, "other bytes");
      }
    }

    private void check() {
      if (closed) {
        throw new IllegalStateException("\"%s\" is closed".formatted(file.name()));
      }
    }

    @Override
    public long size() {
      check();
      return records.size();
    }

    @Override
    public MemorySegment read(long record) {
      Objects.checkIndex(record, size());
      ByteRange range = records.get((int) record);
      return part(range.offset(), range.length());
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        file.close();
      }
    }
  }

  /// Knows how many records there are only in the end.
  static class Writer implements RecordWriter {
    private final OutputFile out;
    private int count;
    private boolean committed;

    Writer(Path target) {
      out = OutputFile.create(target);
      put(START.getBytes(StandardCharsets.US_ASCII));
      put(new byte[Integer.BYTES]);
    }

    private void put(byte[] bytes) {
      MemorySegment part = MemorySegment.ofArray(bytes);
      out.write(part);
      out.write(MemorySegment.ofArray(number(crc(part))));
    }

    private static byte[] number(int value) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private void check() {
      if (committed) {
        throw new IllegalStateException("it is written");
      }
    }

    @Override
    public void write(MemorySegment record) {
      check();
      put(number((int) record.byteSize()));
      put(record.toArray(ValueLayout.JAVA_BYTE));
      count++;
    }

    @Override
    public void commit() {
      check();
      put(END.getBytes(StandardCharsets.US_ASCII));
      MemorySegment number = MemorySegment.ofArray(number(count));
      out.overwrite(START.length() + Integer.BYTES, number);
      out.overwrite(START.length() + 2 * Integer.BYTES, MemorySegment.ofArray(number(crc(number))));
      committed = true;
      out.commit();
    }

    @Override
    public void close() {
      out.close();
    }
  }
}
