package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The bytes of an array in another file, as a `binref` names them.
final class ReferencedBytes {
  private static final int PIECE_BYTES = 256 << 10;

  private final JsonReader in;
  private final long place;
  private final BinaryReference reference;
  private final Path file;
  private final DecodeContext context;

  private ReferencedBytes(
      JsonReader in, long place, BinaryReference reference, Path file, DecodeContext context) {
    this.context = context;
    this.in = in;
    this.place = place;
    this.reference = reference;
    this.file = file;
  }

  /// Finds the file, without opening it.
  ///
  /// @param place where the reference stands in the document, for errors
  static ReferencedBytes find(String text, JsonReader in, long place, DecodeContext context) {
    Optional<BinaryReference> reference = BinaryReference.parse(text);
    if (reference.isEmpty()) {
      throw in.error(Rule.PATH, place, "path[:offset[:size]]", "\"%s\"".formatted(text));
    }
    Path file = resolve(reference.get().path(), in, place, context);
    if (!context.confinement().admits(file)) {
      throw outside(in, place, reference.get(), context);
    }
    try {
      context.referred(file);
    } catch (StorageException e) {
      throw unreadable(in, place, file, e);
    }
    return new ReferencedBytes(in, place, reference.get(), file, context);
  }

  private static DecodeException outside(
      JsonReader in, long place, BinaryReference reference, DecodeContext context) {
    return in.error(
        Rule.PATH,
        place,
        "a file in \"%s\" (or the option that allows others)".formatted(context.confinement().folder()),
        "\"%s\"".formatted(reference.path()));
  }

  private static Path resolve(String path, JsonReader in, long place, DecodeContext context) {
    String local = path.startsWith("file://") ? path.substring("file://".length()) : path;
    try {
      return context.folder().resolve(local);
    } catch (InvalidPathException _) {
      throw in.error(Rule.PATH, place, "the path of a file", "\"%s\"".formatted(path));
    }
  }

  /// The bytes at the reference's offset, in memory that is taken once the file is known to be long enough; the file
  /// may hold more.
  MemorySegment read(long byteCount, Supplier<MemorySegment> memory) {
    return withFile(
        source -> {
          if (byteCount > 0 && source.size() - byteCount < reference.offset()) {
            throw tooShort(byteCount, source.size());
          }
          MemorySegment target = memory.get();
          copy(source, target);
          return target;
        });
  }

  /// The compressed bytes: as many as the reference says, or as there are.
  byte[] readCompressed(DecodeLimits limits) {
    if (reference.size().isEmpty()) {
      throw in.error(
          Rule.PATH, place, "path:offset:size, as the bytes are compressed", "\"%s\"".formatted(reference.path()));
    }
    return withFile(
        source -> {
          long available = Math.max(0, source.size() - reference.offset());
          long count = Math.min(available, reference.size().getAsLong());
          long most = Math.min(limits.maxArrayBytes(), Integer.MAX_VALUE - 8);
          if (count > most) {
            throw in.error(
                Rule.LIMIT, place, "at most %d compressed bytes".formatted(most), "%d bytes".formatted(count));
          }
          byte[] bytes = new byte[(int) count];
          if (count > 0) {
            source.read(reference.offset(), MemorySegment.ofArray(bytes));
          }
          return bytes;
        });
  }

  private interface Work<T> {
    T with(InputFile source);
  }

  private <T> T withFile(Work<T> work) {
    context.open(in, place);
    // Looked at again: what the name leads to may have changed since.
    try (InputFile source =
        context.confinement().open(file).orElseThrow(() -> outside(in, place, reference, context))) {
      return work.with(source);
    } catch (StorageException e) {
      throw unreadable(in, place, file, e);
    }
  }

  private static DecodeException unreadable(JsonReader in, long place, Path file, StorageException cause) {
    return in.error(Rule.FILE, place, "the file \"%s\"".formatted(file), "an error: " + cause.getMessage(), cause);
  }

  /// Through a small array: only those of bytes can be read into.
  private void copy(InputFile source, MemorySegment target) {
    MemorySegment piece = MemorySegment.ofArray(new byte[(int) Math.min(PIECE_BYTES, target.byteSize())]);
    for (long at = 0; at < target.byteSize(); at += PIECE_BYTES) {
      MemorySegment part = piece.asSlice(0, Math.min(PIECE_BYTES, target.byteSize() - at));
      source.read(reference.offset() + at, part);
      MemorySegment.copy(part, 0, target, at, part.byteSize());
    }
  }

  private DecodeException tooShort(long byteCount, long size) {
    return in.error(
        Rule.BINREF_LENGTH,
        place,
        "%d bytes from byte %d of \"%s\"".formatted(byteCount, reference.offset(), file),
        "a file of %d bytes".formatted(size));
  }
}
