package dev.sheaf.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// Records in an encoding.
record RecordBytes<R>(
    String name, RecordEncoding encoding, RecordCodec<R> codec, RecordEncoding.Decoder<R> decoder, DecodeContext context)
    implements ItemCodec<R> {
  static <R> RecordBytes<R> of(RecordEncoding encoding, RecordCodec<R> codec) {
    return new RecordBytes<>(
        "%s of %s".formatted(encoding.name(), codec.schema().fingerprint()),
        encoding,
        codec,
        encoding.decoder(codec),
        DecodeContext.of(Path.of("cache"), DecodeOptions.DEFAULT));
  }

  @Override
  public MemorySegment write(R item) {
    return MemorySegment.ofArray(encoding.write(item, codec));
  }

  @Override
  public R read(MemorySegment bytes) {
    // Arrays may be views of what they are read from.
    MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, bytes.byteSize()), Long.BYTES).asSlice(0, bytes.byteSize());
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.byteSize());
    return decoder.read(copy.asReadOnly(), context);
  }
}
