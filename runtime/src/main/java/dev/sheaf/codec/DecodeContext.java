package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.Confinement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What decoding one record needs beside its bytes: the folder that references start from, the options, what has been
/// taken of the limits, and the sizes that dimension variables have taken. For one record and one thread.
public final class DecodeContext {
  private record Binding(long extent, String place) {}

  private final Path folder;
  private final Path payloadFolder;
  private final DecodeOptions options;
  private final Confinement confinement;
  private final Consumer<Path> references;
  private final DecodeBudget budget;
  private final ReadBuffers buffers;

  /// Most records inside records have no dimension variables.
  private @Nullable Map<String, Binding> dimensions;

  DecodeContext(Path folder, DecodeOptions options, Consumer<Path> references) {
    this(
        folder,
        folder,
        options,
        new Confinement(folder, options.allowsOutside()),
        references,
        new DecodeBudget(options.limits()),
        new ReadBuffers());
  }

  private DecodeContext(
      Path folder,
      Path payloadFolder,
      DecodeOptions options,
      Confinement confinement,
      Consumer<Path> references,
      DecodeBudget budget,
      ReadBuffers buffers) {
    this.folder = folder;
    this.payloadFolder = payloadFolder;
    this.options = options;
    this.confinement = confinement;
    this.references = references;
    this.budget = budget;
    this.buffers = buffers;
  }

  /// For a record of the same payload in a file of its own: references to bytes start from that file's
  /// folder and may lead anywhere in the payload's; dimension variables and limits are its own. Any thread may call it.
  DecodeContext forFile(Path itemFolder) {
    return new DecodeContext(
        itemFolder, payloadFolder, options, confinement, references, new DecodeBudget(options.limits()), buffers);
  }

  /// For a record inside the record, or an item of a list that is as free as one: its dimension variables are its own.
  DecodeContext forRecord() {
    return new DecodeContext(folder, payloadFolder, options, confinement, references, budget, buffers);
  }

  /// The limits that hold for the next array: those of the options, or what is left of all together.
  DecodeLimits limits() {
    DecodeLimits limits = options.limits();
    long left = budget.bytesLeft();
    return left < limits.maxArrayBytes() ? limits.withMaxArrayBytes(left) : limits;
  }

  /// How many bytes the next text may have.
  int maxTextBytes() {
    return (int) Math.min(options.limits().maxTextBytes(), budget.bytesLeft());
  }

  /// Says that something of `bytes` bytes is about to be made where `in` stands.
  void allocate(long bytes, JsonReader in) {
    budget.take(bytes, in, in.offset());
  }

  /// Says that a file is about to be opened that a reference at `offset` names.
  void open(JsonReader in, long offset) {
    budget.open(in, offset);
  }

  /// The folder that references to bytes start from: that of the file in which they stand.
  public Path folder() {
    return folder;
  }

  /// The folder that patterns of files start from, wherever in the payload they stand.
  Path payloadFolder() {
    return payloadFolder;
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
    if (dimensions == null) {
      dimensions = new HashMap<>();
    }
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
