package dev.sheaf.testkit;

import dev.sheaf.DataException;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// Formats that each break the contract in one way.
final class BrokenFormats {
  private BrokenFormats() {}

  /// A format that opens its files in some way of its own.
  abstract static class Broken extends TinyContract {
    abstract RowSource open(InputFile file);

    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public RowSource open(Path path, InputFile file, FormatOptions options) {
          options.allow(name());
          return Broken.this.open(file);
        }
      };
    }
  }

  static final class LeavesItsFileOpen extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        @Override
        public void close() {}
      };
    }
  }

  static final class ClosesAFileThatItCannotOpen extends Broken {
    @Override
    RowSource open(InputFile file) {
      try {
        return new TinyFormat.Reader(file);
      } catch (RuntimeException e) {
        file.close();
        throw e;
      }
    }
  }

  static final class ReadsOnAfterItIsClosed extends Broken {
    @Override
    RowSource open(InputFile file) {
      TinyFormat.Reader reader = new TinyFormat.Reader(file);
      byte[][] records = new byte[(int) reader.size()][];
      for (int i = 0; i < records.length; i++) {
        records[i] = reader.read(i).toArray(ValueLayout.JAVA_BYTE);
      }
      return new RecordReader() {
        @Override
        public MemorySegment read(long record) {
          return MemorySegment.ofArray(records[Objects.checkIndex((int) record, records.length)])
              .asReadOnly();
        }

        @Override
        public long size() {
          return records.length;
        }

        @Override
        public void close() {
          reader.close();
        }
      };
    }
  }

  static final class TakesAnySetting extends TinyContract {
    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public RowSource open(Path path, InputFile file, FormatOptions options) {
          return new Reader(file);
        }
      };
    }
  }

  static final class LooksAtNoChecksum extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        @Override
        void check(long offset, MemorySegment bytes, int stored) {}
      };
    }
  }

  static final class FailsWithAnExceptionOfJava extends Broken {
    @Override
    RowSource open(InputFile file) {
      try {
        return new TinyFormat.Reader(file);
      } catch (CorruptDataException e) {
        throw new ArrayIndexOutOfBoundsException(e.getMessage());
      }
    }
  }

  static final class TakesMemoryFirst extends Broken {
    @Override
    RowSource open(InputFile file) {
      long count = file.slice(new ByteRange(8, 4)).asByteBuffer().getInt();
      byte[] room = new byte[Math.clamp(count, 0, 100 << 20)];
      room[0] = 0;
      return new TinyFormat.Reader(file);
    }
  }

  static final class CallsAnErrorOfTheDiskDamage extends Broken {
    @Override
    RowSource open(InputFile file) {
      try {
        return new TinyFormat.Reader(file);
      } catch (StorageException e) {
        throw new CorruptDataException(file.name(), 0, "a file", String.valueOf(e.getMessage()));
      }
    }
  }

  static final class ReadsOneTwiceAtOnce extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        private final MemorySegment buffer = MemorySegment.ofArray(new byte[100]);

        @Override
        public MemorySegment read(long record) {
          MemorySegment bytes = super.read(record);
          buffer.copyFrom(bytes);
          LockSupport.parkNanos(1_000);
          return buffer.asSlice(0, bytes.byteSize()).asReadOnly();
        }
      };
    }
  }

  static final class SortsBatches extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        @Override
        public void read(long[] all, int count, Consumer consumer) {
          Arrays.stream(all, 0, count).sorted().forEach(record -> consumer.accept(record, read(record)));
        }
      };
    }
  }

  static final class LeavesOutTheLastOfARange extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        @Override
        public void read(long from, long to, Consumer consumer) {
          super.read(from, Math.max(from, to - 1), consumer);
        }
      };
    }
  }

  static final class HandsOutItsOwnBytes extends Broken {
    @Override
    RowSource open(InputFile file) {
      return new TinyFormat.Reader(file) {
        @Override
        public MemorySegment read(long record) {
          return MemorySegment.ofArray(super.read(record).toArray(ValueLayout.JAVA_BYTE));
        }
      };
    }
  }

  static final class ReadsThePathInstead extends TinyContract {
    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public RowSource open(Path path, InputFile file, FormatOptions options) {
          return super.open(path, InputFile.open(path), options);
        }
      };
    }
  }

  static final class WantsToMap extends TinyContract {
    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public RowSource open(Path path, InputFile file, FormatOptions options) {
          if (Files.exists(path)) {
            try (FileChannel channel = FileChannel.open(path)) {
              channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);
            } catch (IOException e) {
              throw new StorageException("cannot map", path.toString(), e);
            }
          }
          return super.open(path, file, options);
        }
      };
    }
  }

  static final class TakesAnyFileForItsOwn extends TinyContract {
    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public Match match(FileProbe probe) {
          return Match.CONTENT;
        }
      };
    }
  }

  static final class GoesByNameAlone extends TinyContract {
    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public Match match(FileProbe probe) {
          return probe.named(".tiny") ? Match.CONTENT : Match.NONE;
        }
      };
    }
  }

  /// What a writer makes, done over.
  abstract static class BrokenWriter extends TinyContract {
    abstract RecordWriter create(Path target);

    @Override
    public RecordFormat format() {
      return new TinyFormat() {
        @Override
        public RecordWriter create(Path target, FormatOptions options) {
          options.allow(name());
          return BrokenWriter.this.create(target);
        }
      };
    }
  }

  static final class WritesInPlace extends BrokenWriter {
    @Override
    RecordWriter create(Path target) {
      return new TinyFormat.Writer(target) {
        @Override
        public void write(MemorySegment record) {
          super.write(record);
          try {
            Files.write(target, ByteBuffer.allocate(1).array(), StandardOpenOption.CREATE);
          } catch (IOException e) {
            throw new StorageException("cannot write", target.toString(), e);
          }
        }
      };
    }
  }

  static final class WritesSomethingElseEachTime extends BrokenWriter {
    @Override
    RecordWriter create(Path target) {
      return new TinyFormat.Writer(target) {
        @Override
        public void commit() {
          write(MemorySegment.ofArray(target.toString().getBytes(StandardCharsets.UTF_8)));
          super.commit();
        }
      };
    }
  }

  static final class KeepsTheMemoryThatItWasGiven extends BrokenWriter {
    @Override
    RecordWriter create(Path target) {
      return new TinyFormat.Writer(target) {
        private final List<MemorySegment> kept = new ArrayList<>();

        @Override
        public void write(MemorySegment record) {
          kept.add(record);
        }

        @Override
        public void commit() {
          kept.forEach(super::write);
          super.commit();
        }
      };
    }
  }

  static final class GivesNoRowOfADamagedFile extends Broken {
    @Override
    RowSource open(InputFile file) {
      try {
        return new TinyFormat.Reader(file);
      } catch (DataException e) {
        return new RecordReader() {
          @Override
          public MemorySegment read(long record) {
            throw new IndexOutOfBoundsException("" + record);
          }

          @Override
          public long size() {
            return 0;
          }

          @Override
          public void close() {
            file.close();
          }
        };
      }
    }
  }
}
