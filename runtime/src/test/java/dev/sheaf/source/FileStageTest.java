package dev.sheaf.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.StaleDataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.MalformedTextException;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStageTest {
  @TempDir Path folder;

  /// Leaves out every item that cannot be made.
  private static final class Lenient implements Run {
    final List<Throwable> leftOut = new ArrayList<>();

    @Override
    public void check() {
      // Nobody closes it.
    }

    @Override
    public void leaveOut(Fault fault) {
      leftOut.add(fault.cause());
    }
  }

  private final Lenient lenient = new Lenient();

  private Path text(String text) throws IOException {
    return Files.write(folder.resolve("text.txt"), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static <T> List<T> rest(Cursor<T> cursor) {
    List<T> items = new ArrayList<>();
    while (cursor.advance()) {
      items.add(cursor.item());
    }
    assertFalse(cursor.advance());
    return items;
  }

  @Test
  void aLineThatIsNotUtf8MayBeLeftOut() throws IOException {
    FileStage<String> stage = FileStage.lines(text("a\n\u00ff\nb\n\u00ff"), LineOptions.DEFAULT);
    try (Cursor<String> cursor = stage.open(lenient, 0, null)) {
      assertEquals(List.of("a", "b"), rest(cursor));
    }
    assertEquals(2, lenient.leftOut.size());
    assertInstanceOf(MalformedTextException.class, lenient.leftOut.getFirst());
  }

  @Test
  void aDamagedEntryOfAZipArchiveMayBeLeftOut() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : List.of("a", "b")) {
        out.putNextEntry(new ZipEntry(name));
        out.write("text".getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] damaged = bytes.toByteArray();
    damaged[31] ^= 0x10;
    Path archive = Files.write(folder.resolve("a.zip"), damaged);
    try (var cursor = FileStage.archive(archive, FormatOptions.DEFAULT).open(lenient, 0, null)) {
      assertEquals(List.of("b"), rest(cursor).stream().map(ArchiveRecord::name).toList());
    }
    assertInstanceOf(CorruptDataException.class, lenient.leftOut.getFirst());
  }

  @Test
  void anItemComesAgainFromItsPlaceAndTheNextFromTheStateBehindIt() throws IOException {
    FileStage<String> stage = FileStage.lines(text("a\n\nb\n\nc"), LineOptions.DEFAULT.withoutEmpty());
    try (Cursor<String> cursor = stage.open(lenient, 0, null)) {
      assertTrue(cursor.advance());
      assertTrue(cursor.advance());
      assertEquals("b", cursor.item());
      assertEquals(List.of("b", "c"), rest(stage.open(lenient, 0, cursor.place())));
      assertEquals(List.of("c"), rest(stage.open(lenient, 0, cursor.state())));
      State end = cursor.advance() ? cursor.state() : cursor.place();
      assertEquals(List.of(), rest(stage.open(lenient, 0, end)));
    }
  }

  @Test
  void aFaultThatEndsTheFileIsThrownAgain() {
    Cursor<String> cursor = FileStage.lines(folder.resolve("nowhere"), LineOptions.DEFAULT).open(lenient, 0, null);
    FaultException first = assertThrows(FaultException.class, cursor::advance);
    assertTrue(first.isFinal());
    assertInstanceOf(StorageException.class, first.fault().cause());
    assertSame(first, assertThrows(FaultException.class, cursor::advance));
    cursor.close();
  }

  @Test
  void aFileThatChangesBeforeItIsReadIsTold() throws IOException {
    try (Cursor<String> cursor = FileStage.lines(text("a\n"), LineOptions.DEFAULT).open(lenient, 0, null)) {
      text("another\n");
      FaultException failure = assertThrows(FaultException.class, cursor::advance);
      assertInstanceOf(StaleDataException.class, failure.fault().cause());
    }
  }

  @Test
  void aFileThatIsCutOffWhileItIsReadIsTruncated() throws IOException {
    for (boolean mapped : new boolean[] {true, false}) {
      Path file = text("0123456789\n".repeat(100_000));
      LineOptions options = LineOptions.DEFAULT.withMapped(mapped);
      try (Cursor<String> cursor = FileStage.lines(file, options).open(lenient, 0, null)) {
        assertTrue(cursor.advance());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(1000);
        }
        FaultException failure = assertThrows(FaultException.class, () -> rest(cursor));
        assertInstanceOf(TruncatedDataException.class, failure.fault().cause());
      }
    }
  }

  @Test
  void aRunThatIsClosedStopsALongLineAndLongRowsOfEmptyOnes() throws IOException {
    Run closed =
        new Run() {
          @Override
          public void check() {
            throw new CancellationException("closed");
          }

          @Override
          public void leaveOut(Fault fault) {
            throw new AssertionError(fault);
          }
        };
    Path file = text("\n".repeat(1000));
    try (Cursor<String> cursor = FileStage.lines(file, LineOptions.DEFAULT.withoutEmpty()).open(closed, 0, null)) {
      assertThrows(CancellationException.class, cursor::advance);
    }
  }
}
