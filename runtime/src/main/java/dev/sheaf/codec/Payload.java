package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Reads a whole payload: `{"inputs": record}`, or the record itself.
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
