package dev.sheaf.format.npy;

import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a raw blob and the file that says what it is. For one thread.
final class RawWriter implements AutoCloseable {
  private final RowElements elements;
  private final OutputFile blob;
  private final Path shapeFile;

  private RawWriter(RowElements elements, OutputFile blob, Path shapeFile) {
    this.elements = elements;
    this.blob = blob;
    this.shapeFile = shapeFile;
  }

  static RawWriter create(Path target, RowElements elements) {
    return new RawWriter(elements, OutputFile.create(target), ShapeFile.of(target).path());
  }

  void append(MemorySegment row) {
    blob.write(row);
  }

  /// Two files cannot be renamed at once. So the old description goes first and the new one comes last: whoever is
  /// killed in between leaves a blob that nothing describes, never one that is described wrongly.
  void commit() {
    long rows = blob.position() / elements.byteSize();
    // Numbers lie as in memory. Types of one byte have no order; where a file must say one, little is as good.
    ElementLayout layout =
        new ElementLayout(elements.dtype(), elements.shape().stacked(rows), false, ByteOrder.nativeOrder());
    try (OutputFile description = OutputFile.create(shapeFile)) {
      description.write(MemorySegment.ofArray(ShapeFile.json(layout, elements.name())));
      description.seal();
      blob.seal();
      Files.deleteIfExists(shapeFile);
      blob.commit();
      description.commit();
    } catch (IOException e) {
      throw new StorageException("cannot remove", shapeFile.toString(), e);
    }
  }

  @Override
  public void close() {
    blob.close();
  }
}
