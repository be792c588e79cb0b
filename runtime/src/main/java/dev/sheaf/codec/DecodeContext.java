package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.Confinement;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What decoding one record needs beside its bytes: the folder that references start from, the options, what has been
/// taken of the limits, and the sizes that dimension variables have taken. For one record and one thread.
public final class DecodeContext {
  private static final long NO_RECORD = -1;

  private final Path folder;
  private final Path payloadFolder;
  private final DecodeOptions options;
  private final Confinement confinement;
  private final Consumer<Path> references;
  private final DecodeBudget budget;
  private final ReadBuffers buffers;
  private final String file;
  private final long record;
  private final DimensionVariables dimensions = new DimensionVariables();

  DecodeContext(Path folder, DecodeOptions options, Consumer<Path> references) {
    this(folder, options, references, "record");
  }

  private DecodeContext(Path folder, DecodeOptions options, Consumer<Path> references, String file) {
    this(
        folder,
        folder,
        options,
        new Confinement(folder, options.allowsOutside()),
        references,
        new DecodeBudget(options.limits()),
        new ReadBuffers(),
        file,
        NO_RECORD);
  }

  /// For the records of one file, each of which is read with [#forRecord(long)].
  ///
  /// @param file the file; references in its records start from its folder
  public static DecodeContext of(Path file, DecodeOptions options) {
    return new DecodeContext(RecordFile.folderOf(file), options, _ -> {}, file.toString());
  }

  private DecodeContext(
      Path folder,
      Path payloadFolder,
      DecodeOptions options,
      Confinement confinement,
      Consumer<Path> references,
      DecodeBudget budget,
      ReadBuffers buffers,
      String file,
      long record) {
    this.folder = folder;
    this.payloadFolder = payloadFolder;
    this.options = options;
    this.confinement = confinement;
    this.references = references;
    this.budget = budget;
    this.buffers = buffers;
    this.file = file;
    this.record = record;
  }

  /// For a record of the same payload in a file of its own: references to bytes start from that file's
  /// folder and may lead anywhere in the payload's; dimension variables and limits are its own. Any thread may call it.
  DecodeContext forFile(Path itemFolder) {
    return new DecodeContext(
        itemFolder,
        payloadFolder,
        options,
        confinement,
        references,
        new DecodeBudget(options.limits()),
        buffers,
        file,
        record);
  }

  /// For another record of the same file: limits and dimension variables are its own. Any thread may call it.
  public DecodeContext forRecord(long position) {
    return new DecodeContext(
        folder,
        payloadFolder,
        options,
        confinement,
        references,
        new DecodeBudget(options.limits()),
        buffers,
        file,
        position);
  }

  /// What the record is read from, for messages: `digits.array_record[17]`.
  public String source() {
    return record == NO_RECORD ? file : "%s[%d]".formatted(file, record);
  }

  /// For a record inside the record, or an item of a list that is as free as one: its dimension variables are its own.
  DecodeContext forRecord() {
    return new DecodeContext(folder, payloadFolder, options, confinement, references, budget, buffers, file, record);
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

  /// What dimension variables stand for.
  DimensionVariables dimensions() {
    return dimensions;
  }

  /// Says that a dimension variable stands for `extent` in the array that `in` has just read.
  void bind(String name, long extent, JsonReader in, long offset) {
    DimensionVariables.Binding bound = dimensions.bind(name, extent, in.place());
    if (bound != null) {
      throw in.error(
          Rule.SHAPE,
          offset,
          "%s = %d, as in field %s".formatted(name, bound.extent(), bound.place()),
          "%s = %d".formatted(name, extent));
    }
  }
}
