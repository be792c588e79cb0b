package dev.sheaf.codec;

import dev.sheaf.bytes.ByteSink;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The files that hold a payload's arrays, beside it and named after it: `inputs.json` has `inputs.bin`, then
/// `inputs.1.bin` and so on. The same arrays give the same files. For one thread.
///
/// All are written beside their places and put there together, by [#commit]; until [#keep()] they can be taken back.
final class BinaryFiles implements AutoCloseable {
  private static final String SUFFIX = ".bin";

  private final Path folder;
  private final String stem;
  private final EncodeOptions options;
  private final List<Path> places = new ArrayList<>();
  private final List<OutputFile> files = new ArrayList<>();
  private final List<Path> created = new ArrayList<>();
  private boolean replacing;

  /// @throws IllegalArgumentException if references cannot hold the payload's name
  BinaryFiles(Path payload, EncodeOptions options) {
    this.folder = RecordFile.folderOf(payload);
    this.stem = stem(payload.getFileName().toString());
    this.options = options;
  }

  private static String stem(String name) {
    if (name.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "expected a name without ':' and control characters, as binary files are named after it, found \"%s\""
              .formatted(name));
    }
    int point = name.lastIndexOf('.');
    // A payload that is called .bin itself keeps its name.
    return point <= 0 || name.toLowerCase(Locale.ROOT).endsWith(SUFFIX) ? name : name.substring(0, point);
  }

  /// Appends one array.
  ///
  /// @param content passes on its bytes
  /// @param sized whether the reference says how many they are
  /// @return the reference
  String append(Consumer<ByteSink> content, boolean sized) {
    if (files.isEmpty() || files.getLast().position() > options.maxFileSize()) {
      begin();
    }
    OutputFile file = files.getLast();
    long offset = file.position();
    content.accept((bytes, from, count) -> file.write(MemorySegment.ofArray(bytes).asSlice(from, count)));
    String reference = places.getLast().getFileName() + ":" + offset;
    return sized ? reference + ":" + (file.position() - offset) : reference;
  }

  private void begin() {
    if (!files.isEmpty()) {
      files.getLast().seal();
    }
    Path place = folder.resolve(files.isEmpty() ? stem + SUFFIX : stem + "." + files.size() + SUFFIX);
    if (Files.exists(place)) {
      if (!options.replacingFiles()) {
        String advice = "it is there already; move it away, or write with EncodeOptions.replacingBinaryFiles()";
        throw new StorageException(
            "cannot create", place.toString(), new FileSystemException(place.toString(), null, advice));
      }
      replacing = true;
    } else {
      created.add(place);
    }
    places.add(place);
    files.add(OutputFile.create(place));
  }

  /// The files, in the order of their numbers.
  List<Path> places() {
    return List.copyOf(places);
  }

  /// Puts all files in place.
  ///
  /// @param payload the payload that will refer to them: where files are replaced, an old one is removed first, so that
  ///     it never refers to new bytes
  void commit(Path payload) {
    for (OutputFile file : files) {
      file.seal();
    }
    if (replacing) {
      delete(payload);
    }
    for (OutputFile file : files) {
      file.commit();
    }
  }

  /// Lets the files stay.
  void keep() {
    created.clear();
  }

  /// Takes back what was not kept; files that replaced others stay.
  @Override
  public void close() {
    for (OutputFile file : files) {
      file.close();
    }
    created.forEach(BinaryFiles::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("cannot remove", file.toString(), e);
    }
  }
}
