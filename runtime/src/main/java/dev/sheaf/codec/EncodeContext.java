package dev.sheaf.codec;

import dev.sheaf.bytes.Lz4FrameWriter;
import dev.sheaf.codec.EncodeException.Rule;
import org.jspecify.annotations.Nullable;

/// What encoding one record needs beside the record: the options, the files that take its arrays, and the sizes that
/// dimension variables have taken. For one record and one thread.
public final class EncodeContext {
  private final Output output;
  private final DimensionVariables dimensions = new DimensionVariables();

  /// @param binaries the files for arrays; null where there are none, and the options ask for none
  EncodeContext(EncodeOptions options, @Nullable BinaryFiles binaries) {
    this(new Output(options, binaries));
  }

  private EncodeContext(Output output) {
    this.output = output;
  }

  /// For another record of the same payload: dimension variables are free again.
  EncodeContext forItem() {
    return new EncodeContext(output);
  }

  /// How the record is written where there is a choice.
  public EncodeOptions options() {
    return output.options;
  }

  /// How many arrays have been written into the payload so far.
  public long arrays() {
    return output.arrays;
  }

  void countArray() {
    output.arrays++;
  }

  BinaryFiles binaries() {
    if (output.binaries == null) {
      throw new IllegalStateException("a payload without files of its own cannot have binary ones");
    }
    return output.binaries;
  }

  WireOutput wire() {
    return output.wire;
  }

  Lz4FrameWriter lz4() {
    if (output.lz4 == null) {
      output.lz4 = new Lz4FrameWriter();
    }
    return output.lz4;
  }

  /// The text of base64 in the document of `out`.
  Base64Output base64(JsonWriter out) {
    if (output.base64 == null) {
      output.base64 = new Base64Output(out);
    }
    return output.base64;
  }

  /// Says that a dimension variable stands for `extent` in the array that `out` is about to write.
  void bind(String name, long extent, JsonWriter out) {
    DimensionVariables.Binding bound = dimensions.bind(name, extent, out.place());
    if (bound != null) {
      throw out.error(
          Rule.SHAPE,
          "%s = %d, as in field %s".formatted(name, bound.extent(), bound.place()),
          "%s = %d".formatted(name, extent));
    }
  }

  /// What all records of one payload share: memory that is taken once, for one document.
  private static final class Output {
    private final EncodeOptions options;
    private final @Nullable BinaryFiles binaries;
    private final WireOutput wire = new WireOutput();
    private @Nullable Lz4FrameWriter lz4;
    private @Nullable Base64Output base64;
    private long arrays;

    private Output(EncodeOptions options, @Nullable BinaryFiles binaries) {
      this.options = options;
      this.binaries = binaries;
    }
  }
}
