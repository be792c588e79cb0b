package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Reads a whole payload, `{"inputs": record}` or the record itself, and writes one of the first kind.
///
/// A payload whose first key is `inputs` is of the first kind. A record that has a field `inputs` itself could be taken
/// for one, so its payloads must be of the first kind.
public final class Payload {
  private static final String INPUTS = "inputs";

  /// The longest Java array that every JVM makes, less the byte that shows that there is more.
  private static final int LONGEST_STREAM = Integer.MAX_VALUE - 9;

  /// What errors call a payload that is no file.
  private static final String NAME = "payload";

  private Payload() {}

  /// Reads the payload in a file; references in it start from the file's folder.
  ///
  /// @throws DecodeException if the data is not such a record
  /// @throws StorageException if the file cannot be read
  public static <R> R load(Path file, RecordCodec<R> codec, DecodeOptions options) {
    try (InputFile source = InputFile.openPositional(file)) {
      return read(source, RecordFile.folderOf(file), codec, options);
    }
  }

  /// Reads a payload from bytes in memory; references in it start from `folder`.
  ///
  /// @throws DecodeException if the data is not such a record
  public static <R> R parse(byte[] json, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    return read(MemorySegment.ofArray(json), folder, codec, options);
  }

  /// Reads a payload from a segment, which is not needed afterwards; references in it start from `folder`.
  ///
  /// @throws DecodeException if the data is not such a record
  public static <R> R read(MemorySegment json, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    try (InputFile source = InputFile.of(NAME, json)) {
      return read(source, folder, codec, options);
    }
  }

  /// Reads a payload from a stream to its end, once, and leaves it open; references in it start from `folder`.
  ///
  /// The stream is kept in memory while it is read, and its bytes are held against
  /// [DecodeLimits#maxTotalBytes()] on their own.
  ///
  /// @throws DecodeException if the data is not such a record
  /// @throws StorageException if the stream fails
  public static <R> R read(InputStream json, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    int most = (int) Math.min(options.limits().maxTotalBytes(), LONGEST_STREAM);
    byte[] bytes;
    try {
      bytes = json.readNBytes(most + 1);
    } catch (IOException e) {
      throw new StorageException("cannot read", NAME, e);
    }
    if (bytes.length > most) {
      throw new DecodeException(
          Rule.LIMIT, NAME, "", most, "a stream of at most %d bytes".formatted(most), "a longer one", null);
    }
    return parse(bytes, folder, codec, options);
  }

  private static <R> R read(InputFile source, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    JsonReader in = new JsonReader(source, options.limits());
    boolean wrapped = enterInputs(in, codec.schema());
    R record = codec.read(in, new DecodeContext(folder, options, _ -> {}));
    while (wrapped) {
      in.place("");
      in.peek();
      long offset = in.offset();
      String another = in.nextKey(INPUTS);
      if (another == null) {
        break;
      }
      if (another.equals(INPUTS) && options.lastDuplicate()) {
        record = codec.read(in, new DecodeContext(folder, options, _ -> {}));
      } else if (!another.equals(INPUTS) && options.ignoresUnknown()) {
        in.skipValue();
      } else {
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

  /// Goes to the record of a payload of the first kind; stays at the start of one that is the record itself.
  private static boolean enterInputs(JsonReader in, RecordSchema schema) {
    if (in.peek() == '{') {
      long start = in.offset();
      in.beginObject();
      if (INPUTS.equals(in.nextKey(INPUTS))) {
        return true;
      }
      in.seek(start);
      in.depth(0);
    }
    if (!schema.bare() && schema.fields().stream().anyMatch(field -> field.name().equals(INPUTS))) {
      throw in.error(
          Rule.MISSING,
          in.offset(),
          "{\"inputs\": ...} around the record, as it has a field \"inputs\" itself",
          in.found());
    }
    return false;
  }
}
