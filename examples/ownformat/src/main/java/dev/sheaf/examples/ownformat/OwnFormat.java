package dev.sheaf.examples.ownformat;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Saves rows in the new format and opens them again, as in any other; then damages a byte.
///
/// Argument: a folder to write to.
public final class OwnFormat {
  private OwnFormat() {}

  /// Prints what was read, and what was refused.
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0], "notes.frames");
    NoteLoader.saveAll(file, List.of(new Note(1, "one"), new Note(2, "two"), new Note(3, "three")));
    try (Dataset<Note> notes = NoteLoader.open(file);
        DataLoader<Note> loader = Pipeline.over(notes).shuffle(42).open()) {
      for (Note note : loader) {
        System.out.println(note);
      }
    }

    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Path damaged = Files.write(file.resolveSibling("damaged.frames"), bytes);
    try (Dataset<Note> notes = NoteLoader.open(damaged)) {
      notes.get(0);
      throw new AssertionError("a byte that was changed is found");
    } catch (CorruptDataException e) {
      System.out.println("byte " + e.offset() + ": expected " + e.expected() + ", found " + e.found());
    }
  }
}
