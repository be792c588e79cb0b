package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Reads a whole payload, `{"inputs": record}` or the record itself, and writes one of the first kind.
///
/// A payload whose first key is `inputs` is of the first kind.
public final class Payload {
  private static final String INPUTS = "inputs";

  private Payload() {}

  /// Reads the payload in a file; references in it start from the file's folder.
  ///
  /// @throws DecodeException if the data is not such a record
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public static <R> R load(Path file, RecordCodec<R> codec, DecodeOptions options) {
    try (InputFile source = InputFile.openPositional(file)) {
      return read(source, RecordFile.folderOf(file), codec, options);
    }
  }

  /// Reads a payload from bytes in memory; references in it start from `folder`.
  ///
  /// @throws DecodeException if the data is not such a record
  public static <R> R parse(byte[] json, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    try (InputFile source = InputFile.of("payload", MemorySegment.ofArray(json))) {
      return read(source, folder, codec, options);
    }
  }

  private static <R> R read(InputFile source, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    JsonReader in = new JsonReader(source, options.limits());
    DecodeContext context = new DecodeContext(folder, options, _ -> {});
    boolean wrapped = isWrapped(source, options);
    if (wrapped) {
      in.beginObject();
      var _ = in.nextKey();
    }
    R record = codec.read(in, context);
    if (wrapped) {
      in.place("");
      in.peek();
      long offset = in.offset();
      String another = in.nextKey();
      if (another != null) {
        Rule rule = another.equals(INPUTS) ? Rule.JSON : Rule.EXTRA;
        throw in.error(rule, offset, "nothing beside \"inputs\"", "the key \"%s\"".formatted(another));
      }
    }
    in.end();
    return record;
  }

  /// Writes a record as the payload in a file, and its arrays beside it where the encoding asks for that: `inputs.json`
  /// has `inputs.bin`, then `inputs.1.bin` and so on.
  ///
  /// All files appear whole or not at all, the payload last; one that is there already is replaced. Binary files that
  /// are there already are replaced only where the options say so, as the name of the payload alone does not tell whose
  /// they are; the old payload is then removed first, so that it never refers to new bytes. The same record gives the
  /// same files.
  ///
  /// @throws EncodeException if the record is not as its schema says, or cannot be written as the options say
  /// @throws IllegalArgumentException if there would be binary files and the name of the payload has a colon or a
  ///     control character, which references cannot hold
  /// @throws dev.sheaf.io.StorageException if a file cannot be written, or a binary file is in the way
  public static <R> WrittenPayload save(Path file, R record, RecordCodec<R> codec, EncodeOptions options) {
    try (BinaryFiles binaries = options.encoding() == Encoding.BINREF ? new BinaryFiles(file, options) : null;
        OutputFile target = OutputFile.create(file)) {
      JsonWriter out =
          new JsonWriter(
              (bytes, from, count) -> target.write(MemorySegment.ofArray(bytes).asSlice(from, count)), file.toString());
      EncodeContext context = new EncodeContext(options, binaries);
      write(record, codec, out, context);
      if (binaries == null) {
        target.commit();
        return new WrittenPayload(file, List.of(), context.arrays(), out.size());
      }
      binaries.commit(file);
      target.commit();
      binaries.keep();
      return new WrittenPayload(file, binaries.places(), context.arrays(), out.size());
    }
  }

  /// Writes a record as a payload into a stream, which stays open. What was written before an error is in the stream.
  ///
  /// @throws EncodeException if the record is not as its schema says, or cannot be written as the options say
  /// @throws IllegalArgumentException if the options ask for binary files: those need a payload that is a file
  /// @throws dev.sheaf.io.StorageException if the stream fails
  public static <R> void write(OutputStream target, R record, RecordCodec<R> codec, EncodeOptions options) {
    if (options.encoding() == Encoding.BINREF) {
      throw new IllegalArgumentException("expected json or base64 for a stream, found binref: save to a file instead");
    }
    write(record, codec, new JsonWriter(target), new EncodeContext(options, null));
  }

  private static <R> void write(R record, RecordCodec<R> codec, JsonWriter out, EncodeContext context) {
    out.beginObject();
    out.key(INPUTS);
    codec.write(record, out, context);
    out.endObject();
    out.end();
  }

  /// Looks at the first key with a reader of its own, so that a record without `inputs` is read from its start.
  private static boolean isWrapped(InputFile source, DecodeOptions options) {
    JsonReader ahead = new JsonReader(source, options.limits(), 64);
    if (ahead.peek() != '{') {
      return false;
    }
    ahead.beginObject();
    return INPUTS.equals(ahead.nextKey());
  }
}
