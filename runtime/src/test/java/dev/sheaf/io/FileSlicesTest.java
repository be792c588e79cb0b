package dev.sheaf.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Slices of files that data refers to by text.
class FileSlicesTest {
  @TempDir Path outside;
  private Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectories(outside.resolve("folder"));
    Files.writeString(folder.resolve("f"), "0123456789");
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("g"), "abc");
    Files.createFile(folder.resolve("empty"));
    Files.writeString(outside.resolve("secret"), "secret");
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f           | 0123456789
          ' f '       | 0123456789
          f:3         | 3456789
          f:3:4       | 3456
          f: 3 : 4    | 3456
          f:007:001   | 7
          f:10        | ''
          f:10:0      | ''
          empty       | ''
          empty:0:0   | ''
          sub/g:1     | bc
          sub/../f:9  | 9
          ./f:9       | 9
          """)
  void givesTheBytesThatAReferenceNames(String reference, String expected) {
    assertEquals(expected, text(FileSlices.in(folder).ofText().apply(reference)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ":3", "f:", "f:3:", "f::3", "f:1:2:3", "f:+3", "f:-1", "f:0x3", "f:3.0", "f:\u0663",
        "f:99999999999999999999"
      })
  void refusesATextThatIsNoReference(String text) {
    assertEquals(text, assertThrows(SliceReferenceException.class, () -> SliceReference.parse(text)).reference());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f:11", "f:5:6", "f:10:1", "f:11:0", "empty:1", "f:3:9223372036854775807", "f:9223372036854775807"
      })
  void refusesASliceBehindTheEndOfItsFile(String text) {
    FileSlices slices = FileSlices.in(folder);
    assertThrows(TruncatedDataException.class, () -> slices.ofText().apply(text));
    assertEquals("0123456789", text(slices.ofText().apply("f")));
    assertThrows(TruncatedDataException.class, () -> slices.ofText().apply(text), "with the file mapped already");
  }

  @Test
  void aFileThatIsNotThereOrIsAFolderCannotBeOpened() {
    assertThrows(StorageException.class, () -> FileSlices.in(folder).ofText().apply("nowhere"));
    assertThrows(StorageException.class, () -> FileSlices.in(folder).ofText().apply("sub"));
  }

  @Test
  void aReferenceDoesNotLeadOutOfTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
    FileSlices slices = FileSlices.in(folder);
    for (String reference : new String[] {"../secret", outside.resolve("secret").toString(), "link"}) {
      SliceReferenceException refusal =
          assertThrows(SliceReferenceException.class, () -> slices.ofText().apply(reference));
      assertEquals("one outside", refusal.found());
    }
    assertEquals("secret", text(FileSlices.anywhere(folder).ofText().apply("../secret")));
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    SliceReference reference = SliceReference.of("a\0b");
    assertThrows(SliceReferenceException.class, () -> FileSlices.in(folder).apply(reference));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void givesTheSameBytesHoweverManyFilesStayMapped(int mappings) {
    FileSlices slices = FileSlices.in(folder).keeping(mappings);
    for (int round = 0; round < 3; round++) {
      assertEquals("89", text(slices.ofText().apply("f:8:2")));
      assertEquals("abc", text(slices.ofText().apply("sub/g")));
      assertEquals("", text(slices.ofText().apply("empty")));
    }
  }

  @Test
  void slicesOfOneFileShareItsMappingWhileItIsKept() {
    FileSlices kept = FileSlices.in(folder).keeping(1);
    MemorySegment first = kept.ofText().apply("f");
    assertEquals(first.address() + 3, kept.ofText().apply("f:3").address());
    assertEquals("abc", text(kept.ofText().apply("sub/g")));
    MemorySegment again = kept.ofText().apply("f:3");
    assertEquals("3456789", text(again));
    assertEquals("0123456789", text(first), "a slice outlives the place of its file among those kept");
  }

  @Test
  void slicesCannotBeWritten() {
    assertTrue(FileSlices.in(folder).ofText().apply("f").isReadOnly());
  }

  @Test
  void noHandleStaysOpen() throws IOException {
    FileSlices slices = FileSlices.in(folder);
    MemorySegment bytes = slices.ofText().apply("f");
    Path handles = Path.of("/proc/self/fd");
    if (Files.isDirectory(handles)) {
      try (var open = Files.list(handles)) {
        assertFalse(open.anyMatch(handle -> leadsTo(handle, folder.resolve("f"))));
      }
    }
    assertEquals("0123456789", text(bytes));
  }

  private static boolean leadsTo(Path handle, Path file) {
    try {
      return Files.readSymbolicLink(handle).equals(file);
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void readsFilesThatTheirFileSystemCannotMap() throws IOException {
    URI archive = URI.create("jar:" + outside.resolve("files.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Files.writeString(files.getPath("/f"), "0123456789");
      FileSlices slices = FileSlices.in(files.getPath("/"));
      assertEquals("345", text(slices.ofText().apply("f:3:3")));
      assertThrows(TruncatedDataException.class, () -> slices.ofText().apply("f:11"));
    }
  }

  @Test
  void manyThreadsMayFetchAtOnce() {
    FileSlices slices = FileSlices.in(folder).keeping(1);
    assertTrue(
        IntStream.range(0, 2000)
            .parallel()
            .allMatch(
                i ->
                    i % 2 == 0
                        ? text(slices.ofText().apply("f:%d:1".formatted(i % 10))).equals(String.valueOf(i % 10))
                        : text(slices.ofText().apply("sub/g")).equals("abc")));
  }

  @Test
  void aReferenceIsWrittenAsItIsRead() {
    for (String text : new String[] {"a/b", "a/b:3", "a/b:0:4", "a/b:3:4"}) {
      assertEquals(text, SliceReference.parse(text).toString());
    }
    assertEquals(new SliceReference("f", 3, OptionalLong.of(4)), SliceReference.parse(" f : 3 : 4 "));
    assertEquals(SliceReference.of("f"), SliceReference.parse("f"));
  }

  @Test
  void aReferenceHasAPathAndNoNegativeNumbers() {
    assertThrows(IllegalArgumentException.class, () -> SliceReference.of(" "));
    assertThrows(IllegalArgumentException.class, () -> new SliceReference("f", -1, OptionalLong.empty()));
    assertThrows(IllegalArgumentException.class, () -> new SliceReference("f", 0, OptionalLong.of(-1)));
    assertThrows(IllegalArgumentException.class, () -> FileSlices.in(folder).keeping(-1));
  }
}
