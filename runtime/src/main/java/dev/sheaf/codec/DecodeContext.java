package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.Confinement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What decoding one record needs beside its bytes: the folder that references start from, the options, and the sizes
/// that dimension variables have taken. For one record and one thread.
public final class DecodeContext {
  private record Binding(long extent, String place) {}

  private final Path folder;
  private final DecodeOptions options;
  private final Confinement confinement;
  private final Consumer<Path> references;
  private final ReadBuffers buffers;
  private final Map<String, Binding> dimensions = new HashMap<>();

  DecodeContext(Path folder, DecodeOptions options, Consumer<Path> references) {
    this(folder, options, new Confinement(folder, options.allowOutside()), references, new ReadBuffers());
  }

  private DecodeContext(
      Path folder, DecodeOptions options, Confinement confinement, Consumer<Path> references, ReadBuffers buffers) {
    this.folder = folder;
    this.options = options;
    this.confinement = confinement;
    this.references = references;
    this.buffers = buffers;
  }

  /// For another record of the same payload, in a file of its own or in a list: references may lead anywhere in the
  /// payload's folder, and dimension variables are free again.
  DecodeContext forItem(Path itemFolder) {
    return new DecodeContext(itemFolder, options, confinement, references, buffers);
  }

  /// For a record inside the record: its dimension variables are its own.
  DecodeContext forRecord() {
    return forItem(folder);
  }

  /// Says that something of `bytes` bytes is about to be made.
  void allocate(long bytes, JsonReader in) {}

  /// The folder that relative references start from.
  public Path folder() {
    return folder;
  }

  /// How the record is read where there is a choice.
  public DecodeOptions options() {
    return options;
  }

  /// Where references may lead.
  Confinement confinement() {
    return confinement;
  }

  /// Where readers of the payload's files get their buffers.
  ReadBuffers buffers() {
    return buffers;
  }

  /// Says that a file was read for the record.
  void referred(Path file) {
    references.accept(file);
  }

  /// Says that a dimension variable stands for `extent` in the array that `in` has just read.
  void bind(String name, long extent, JsonReader in, long offset) {
    Binding bound = dimensions.putIfAbsent(name, new Binding(extent, in.place()));
    if (bound != null && bound.extent() != extent) {
      throw in.error(
          Rule.SHAPE,
          offset,
          "%s = %d, as in field %s".formatted(name, bound.extent(), bound.place()),
          "%s = %d".formatted(name, extent));
    }
  }
}
