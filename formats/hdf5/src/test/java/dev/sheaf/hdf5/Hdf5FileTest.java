package dev.sheaf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5FileTest {
  @Test
  void listsEveryPathOnceAndMarksGroupsThatItHasBeenIn() {
    try (Hdf5File file = Hdf5File.open(Files5.conformance("groups.h5"))) {
      var tree = file.tree();
      assertEquals(new Hdf5Node.Group(false), tree.get("/a"));
      assertEquals(new Hdf5Node.Group(true), tree.get("/a/b/back_to_top"));
      assertEquals(new Hdf5Node.SoftLink("/nowhere"), tree.get("/dangling"));
      assertEquals(new Hdf5Node.Dataset(Optional.of(Shape.of(6))), tree.get("/hard"));
      assertFalse(tree.containsKey("/a/b/back_to_top/a"));
    }
  }

  @Test
  void listsOneGroup() {
    try (Hdf5File file = Files5.open("rows.h5")) {
      assertEquals(List.of("x", "y"), List.copyOf(file.list("/other").keySet()));
      assertEquals(List.of(), List.copyOf(file.list("empty/").keySet()));
      assertEquals(new Hdf5Node.Dataset(Optional.empty()), file.list("").get("nothing"));
      assertThrows(IllegalArgumentException.class, () -> file.list("label"));
    }
  }

  @Test
  void listsTheGroupOfAVirtualDatasetAndRefusesTheDatasetItself() {
    try (Hdf5File file = Files5.open("rows.h5")) {
      assertEquals(new Hdf5Node.Dataset(Optional.of(Shape.of(20))), file.tree().get("/virtual"));
      Hdf5Dataset dataset = file.dataset("virtual");
      assertEquals(Hdf5Dataset.Layout.ELSEWHERE, dataset.layout());
      var error = assertThrows(UnsupportedFormatException.class, dataset::read);
      assertTrue(error.expected().contains("\"virtual\""), error::expected);
      assertTrue(error.found().contains("a virtual dataset"), error::found);
    }
  }

  @Test
  void tellsWhatADatasetIsBeforeItIsRead() {
    try (Hdf5File file = Files5.open("rows.h5")) {
      Hdf5Dataset label = file.dataset("/label");
      assertEquals(Optional.of(Shape.of(20)), label.shape());
      assertEquals(DType.INT64, assertInstanceOf(Hdf5Type.Numbers.class, label.type()).dtype());
      assertEquals(Hdf5Dataset.Layout.CHUNKED, label.layout());
      assertEquals(Optional.of(Shape.of(8)), label.chunkShape());
      assertEquals("/label (20,)", label.toString());
      assertEquals(Hdf5Dataset.Layout.CONTIGUOUS, file.dataset("image").layout());
      assertEquals(Optional.empty(), file.dataset("image").chunkShape());
      assertEquals(new Hdf5Value.Empty(), file.dataset("nothing").read());
      assertEquals(1.5, Values.scalar(file.dataset("scalar").array()));
    }
  }

  @Test
  void refusesPathsThatLeadToNoDatasetAndSaysWhatIsThere() {
    try (Hdf5File file = Files5.open("rows.h5")) {
      var nothing = assertThrows(IllegalArgumentException.class, () -> file.dataset("other/z"));
      assertEquals(
          "expected \"other/z\" in rows.h5, found nothing named \"z\" where it leads to; there are [x, y]",
          nothing.getMessage());
      assertThrows(IllegalArgumentException.class, () -> file.dataset("other"));
      assertThrows(IllegalArgumentException.class, () -> file.dataset("label/x"));
      assertThrows(IllegalArgumentException.class, () -> file.dataset("/"));
      assertThrows(IllegalArgumentException.class, () -> file.dataset("name").array());
    }
  }

  @Test
  void givesAViewOfTheFileWhereItIsMappedAndPlain(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("rows.h5"), Files5.bytes("rows.h5"));
    Hdf5File file = Hdf5File.open(path);
    NdArray image = file.dataset("image").array();
    NdArray part = numbers(file.dataset("image").read(slices(new long[][] {{5, 7, 1}, {0, 2, 1}, {0, 3, 1}})));
    assertTrue(image.segment().isMapped());
    assertTrue(part.segment().isMapped());
    assertFalse(file.dataset("label").array().segment().isNative());
    assertEquals(1.25f, ((Float32Array) image).get(0, 1, 2));
    assertEquals(image.slice(5, 7), part);
    file.close();
    assertThrows(IllegalStateException.class, () -> ((Float32Array) image).get(0, 1, 2));
  }

  @Test
  void readsTheSameWhereItIsNotMapped(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("rows.h5"), Files5.bytes("rows.h5"));
    try (Hdf5File mapped = Hdf5File.open(path);
        Hdf5File positional = Hdf5File.open(path, InputFile.openPositional(path), FormatOptions.DEFAULT)) {
      for (String dataset : List.of("image", "swapped", "label", "small", "half", "flag")) {
        assertEquals(mapped.dataset(dataset).array(), positional.dataset(dataset).array(), dataset);
      }
    }
  }

  @Test
  void readsFromAFileSystemThatMapsNoFiles() throws IOException {
    try (FileSystem system = Jimfs.newFileSystem(Configuration.unix())) {
      Path folder = Files.createDirectory(system.getPath("/data"));
      for (String name : List.of("external.h5", "other.h5", "layouts-latest.h5")) {
        Files.write(folder.resolve(name), Files.readAllBytes(Files5.conformance(name)));
      }
      FormatOptions options = FormatOptions.DEFAULT.withOutsideAllowed(true);
      try (Hdf5File file = Hdf5File.open(folder.resolve("external.h5"), options)) {
        assertEquals(5, file.dataset("link").array().size());
      }
      try (Hdf5File here = Hdf5File.open(folder.resolve("layouts-latest.h5"));
          Hdf5File there = Hdf5File.open(Files5.conformance("layouts-latest.h5"))) {
        for (String dataset : List.of("contiguous", "gzip_shuffle", "compact")) {
          assertEquals(there.dataset(dataset).array(), here.dataset(dataset).array());
        }
      }
    }
  }

  @Test
  void readsEverySliceAsThatOfTheWhole() {
    for (String name : List.of("layouts-earliest.h5", "layouts-latest.h5")) {
      try (Hdf5File file = Hdf5File.open(Files5.conformance(name))) {
        for (String path : List.of("contiguous", "chunked", "gzip_shuffle", "compact", "gzip_be", "fletcher")) {
          Hdf5Dataset dataset = file.dataset(path);
          NdArray whole = dataset.array();
          long rows = whole.shape().dim(0);
          long columns = whole.shape().dim(1);
          for (long step : new long[] {1, 2, 3, 7, rows, Long.MAX_VALUE}) {
            for (long[] range : new long[][] {{0, rows}, {1, rows}, {0, rows - 1}, {2, 3}, {rows, rows}}) {
              Hdf5Slice first = new Hdf5Slice(range[0], range[1], step);
              Hdf5Slice second = new Hdf5Slice(0, columns, step);
              NdArray part = numbers(dataset.read(List.of(first, second)));
              assertEquals(Shape.of(first.count(), second.count()), part.shape());
              for (long i = 0; i < first.count(); i++) {
                for (long j = 0; j < second.count(); j++) {
                  assertEquals(
                      whole.at(range[0] + i * step).at(j * step),
                      part.at(i).at(j),
                      "%s %s %d %d".formatted(path, first, i, j));
                }
              }
            }
          }
        }
      }
    }
  }

  @Test
  void refusesSlicesThatAreNotInTheDataset() {
    try (Hdf5File file = Files5.open("rows.h5")) {
      Hdf5Dataset label = file.dataset("label");
      assertThrows(IndexOutOfBoundsException.class, () -> label.read(List.of(new Hdf5Slice(0, 21))));
      assertThrows(IllegalArgumentException.class, () -> label.read(List.of()));
      assertThrows(IllegalArgumentException.class, () -> new Hdf5Slice(-1, 2));
      assertThrows(IllegalArgumentException.class, () -> new Hdf5Slice(2, 1));
      assertThrows(IllegalArgumentException.class, () -> new Hdf5Slice(0, 1, 0));
      assertThrows(IllegalArgumentException.class, () -> file.dataset("nothing").read(List.of()));
    }
  }

  @Test
  void readsOnlyTheChunksThatHaveAPartInASlice() {
    CountedFile input = new CountedFile(Files5.input("rows.h5"));
    try (Hdf5File file = Hdf5File.open(Path.of("rows.h5"), input, FormatOptions.DEFAULT)) {
      Hdf5Dataset label = file.dataset("label");
      label.read(List.of(new Hdf5Slice(0, 1)));
      long once = input.slices();
      label.read(List.of(new Hdf5Slice(1, 8)));
      assertEquals(once, input.slices(), "the chunk is kept");
      label.read(List.of(new Hdf5Slice(7, 9)));
      assertEquals(once + 1, input.slices(), "one chunk more");
    }
  }

  @Test
  void findsChunksInPagesAndFillsThoseThatWereNeverWritten() {
    try (Hdf5File file = Files5.open("pages.h5")) {
      Int16Array grows = (Int16Array) file.dataset("grows").array();
      assertEquals(300_000, grows.size());
      for (long i = 0; i < grows.size(); i++) {
        boolean written = i == 0 || i == 5 || i == 131_072 || i == 262_143;
        assertEquals(written ? i % 1000 : -7, grows.get(i), "element " + i);
      }
      Int16Array fixed = (Int16Array) file.dataset("fixed").array();
      for (long i : new long[] {0, 5, 9000, 16_383, 16_384, 19_999}) {
        assertEquals(i % 1000, fixed.get(i), "element " + i);
      }
      assertEquals(-7, fixed.get(1));
      assertEquals(-7, fixed.get(8192));
    }
  }

  @Test
  void takesNoMoreMemoryAtOnceThanIsAllowed() {
    FormatOptions options = FormatOptions.DEFAULT.withMaxRecordBytes(100);
    try (Hdf5File file = Files5.open("rows.h5", Files5.bytes("rows.h5"), options)) {
      Hdf5Dataset label = file.dataset("label");
      assertThrows(UnsupportedFormatException.class, label::read);
      assertEquals(9, ((Int64Array) numbers(label.read(List.of(new Hdf5Slice(3, 4))))).get(0));
      assertThrows(UnsupportedFormatException.class, () -> file.dataset("name").read());
      // A view takes none.
      assertEquals(120, file.dataset("image").array().size());
    }
  }

  @Test
  void refusesLinksToOtherFilesUnlessTheyAreAllowedAndLieInTheFolder() {
    Path path = Files5.conformance("external.h5");
    try (Hdf5File file = Hdf5File.open(path)) {
      var error = assertThrows(UnsupportedFormatException.class, () -> file.dataset("link"));
      assertTrue(error.expected().contains("outsideAllowed"), error::expected);
      assertEquals(new Hdf5Node.ExternalLink("other.h5", "/secret"), file.tree().get("/link"));
    }
    try (Hdf5File file = Hdf5File.open(path, FormatOptions.DEFAULT.withOutsideAllowed(true))) {
      assertEquals(5, file.dataset("link").array().size());
      assertEquals(3, file.dataset("link_self").array().size());
      assertThrows(UnsupportedFormatException.class, () -> file.dataset("link_up"));
      assertThrows(UnsupportedFormatException.class, () -> file.dataset("link_absolute"));
      assertThrows(CorruptDataException.class, () -> file.dataset("link_missing"));
    }
  }

  @Test
  void endsWhereLinksLeadInACircle() {
    try (Hdf5File file = Hdf5File.open(Files5.conformance("groups.h5"))) {
      var error = assertThrows(CorruptDataException.class, () -> file.dataset("soft_circle_1"));
      assertTrue(error.found().contains("in a circle"), error::found);
    }
  }

  @Test
  void tellsTruncatedFilesFromForeignOnesAndNewerOnes() {
    byte[] bytes = Files5.bytes("new.h5");
    assertThrows(
        TruncatedDataException.class, () -> Files5.open("cut.h5", Arrays.copyOf(bytes, bytes.length - 1)).close());
    assertThrows(CorruptDataException.class, () -> Files5.open("empty.h5", new byte[0]).close());
    byte[] newer = bytes.clone();
    newer[8] = 9;
    var error = assertThrows(UnsupportedFormatException.class, () -> Files5.open("newer.h5", newer).close());
    assertEquals(8, error.offset());
    assertEquals("version 9", error.found());
  }

  @Test
  void saysThatItIsClosed() {
    Hdf5File file = Files5.open("rows.h5");
    Hdf5Dataset label = file.dataset("label");
    label.read();
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, label::read);
    assertThrows(IllegalStateException.class, label::attributes);
    assertThrows(IllegalStateException.class, file::tree);
    assertThrows(IllegalStateException.class, () -> file.dataset("label"));
  }

  private static List<Hdf5Slice> slices(long[][] ranges) {
    return Arrays.stream(ranges).map(range -> new Hdf5Slice(range[0], range[1], range[2])).toList();
  }

  private static NdArray numbers(Hdf5Value value) {
    return assertInstanceOf(Hdf5Value.Numbers.class, value).array();
  }
}
