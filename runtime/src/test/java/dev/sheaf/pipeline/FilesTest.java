package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.io.StorageException;
import dev.sheaf.source.FileList;
import dev.sheaf.source.FileListOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  private static final FileListOptions ALL = FileListOptions.DEFAULT;

  @TempDir Path parent;
  private Path root;

  @BeforeEach
  void layOutFiles() throws IOException {
    root = parent.resolve("data");
    for (String name : List.of("f10.txt", "f2.txt", "b/x.bin", "b/y 10", "b/y 2", ".git/head", "F3", "empty/.keep")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> names(FileListOptions options) {
    return FileList.of(root, options).files().stream().map(file -> root.relativize(file).toString()).toList();
  }

  @Test
  void listsEveryFileInNaturalOrder() {
    assertEquals(
        List.of(".git/head", "F3", "b/x.bin", "b/y 2", "b/y 10", "empty/.keep", "f2.txt", "f10.txt"), names(ALL));
  }

  @Test
  void leavesOutHiddenFilesAndFoldersIfAsked() {
    assertEquals(List.of("F3", "b/x.bin", "b/y 2", "b/y 10", "f2.txt", "f10.txt"), names(ALL.withoutHidden()));
  }

  @Test
  void aGlobOfJavaIsHeldAgainstThePathFromTheRootOn() {
    assertEquals(List.of("f2.txt", "f10.txt"), names(ALL.matching("*.txt")));
    assertEquals(List.of("b/x.bin", "f2.txt", "f10.txt"), names(ALL.matching("**.{txt,bin}")));
    assertEquals(List.of("b/y 2"), names(ALL.matching("b/y ?")));
    assertThrows(PatternSyntaxException.class, () -> names(ALL.matching("[")));
  }

  @Test
  void fnmatchIsHeldAgainstTheWholePath() {
    assertEquals(List.of(), names(ALL.matchingFnmatch("f*.txt")));
    assertEquals(List.of("f2.txt", "f10.txt"), names(ALL.matchingFnmatch("*f*.txt")));
    assertEquals(List.of("f2.txt"), names(ALL.matchingFnmatch(root + "/f?.txt")));
  }

  @Test
  void linksAreFollowedOrLeftOut() throws IOException {
    Files.createSymbolicLink(root.resolve("a-link"), root.resolve("F3"));
    Files.createSymbolicLink(root.resolve("broken"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("c"), root.resolve("b"));
    Files.createSymbolicLink(root.resolve("b/up"), root);
    List<String> found = names(ALL.withoutHidden());
    assertEquals(
        List.of(
            "F3", "a-link", "b/x.bin", "b/y 2", "b/y 10", "c/x.bin", "c/y 2", "c/y 10", "f2.txt", "f10.txt"),
        found.stream().filter(name -> !name.contains("up")).toList());
    assertTrue(found.stream().noneMatch(name -> name.contains("broken")), found::toString);
    assertEquals(
        List.of("F3", "b/x.bin", "b/y 2", "b/y 10", "f2.txt", "f10.txt"),
        names(ALL.withoutHidden().withoutLinks()));
  }

  @Test
  void aFileIsAListOfOneAndAnEmptyFolderOfNone() throws IOException {
    assertEquals(List.of(root.resolve("F3")), FileList.of(root.resolve("F3")).files());
    assertEquals(List.of(root.resolve("F3")), FileList.of(root.resolve("F3"), ALL.matching("F*")).files());
    assertEquals(List.of(), FileList.of(Files.createDirectory(root.resolve("nothing"))).files());
    assertEquals(0, Pipeline.files(root.resolve("nothing")).size());
  }

  @Test
  void aFolderThatIsNotThereIsAStorageException() {
    StorageException missing = assertThrows(StorageException.class, () -> Pipeline.files(root.resolve("nowhere")));
    assertEquals(
        "cannot list \"%s\": there is no such file".formatted(root.resolve("nowhere")), missing.getMessage());
  }

  @Test
  void keepsWhatEveryPipelineKeeps() {
    List<Path> files = FileList.of(root).files();
    PipelineContract.check(Pipeline.files(root), files);
    PipelineContract.check(Pipeline.files(root).shard(1, 3), List.of(files.get(1), files.get(4), files.get(7)));
    assertEquals(8, Pipeline.files(root).size());
  }

  @Test
  void aCheckpointIsRefusedWhereOtherFilesAreThere() throws IOException {
    Checkpoint checkpoint;
    try (DataLoader<Path> loader = Pipeline.files(root).shuffle(1).open()) {
      PipelineTest.take(loader, 3);
      checkpoint = loader.checkpoint();
    }
    Path moved = Files.move(root, parent.resolve("moved"));
    try (DataLoader<Path> loader = Pipeline.files(moved).shuffle(1).resume(checkpoint)) {
      assertEquals(5, PipelineTest.rest(loader).size());
    }
    Files.move(moved.resolve("F3"), moved.resolve("F4"));
    assertThrows(
        CheckpointMismatchException.class, () -> Pipeline.files(moved).shuffle(1).resume(checkpoint));
  }
}
