package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class FilePatternTest {
  @TempDir Path base;

  @BeforeEach
  void makeSomeFiles() throws IOException {
    for (String name :
        List.of(
            "s1.json", "s10.json", "s2.json", "S3.json", ".h.json", "[x].json", "n.txt", "d/e/f.json", "d/g.json")) {
      Path file = base.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<String> expand(String pattern) {
    return FilePattern.expand(base, pattern).stream().map(file -> base.relativize(file).toString()).toList();
  }

  @Test
  void sortsByCodePointAndNotByNumber() {
    assertEquals(List.of("s1.json", "s10.json", "s2.json"), expand("s*.json"));
  }

  @Test
  void matchesNamesThatStartWithADot() {
    assertEquals(List.of(".h.json", "S3.json", "[x].json", "s1.json", "s10.json", "s2.json"), expand("*.json"));
  }

  @Test
  void knowsSetsAndSingleCharactersBesideAStar() {
    assertEquals(List.of("s1.json", "s2.json"), expand("s[1-2].js*"));
    assertEquals(List.of("s1.json", "s2.json"), expand("s?.js*"));
    assertEquals(List.of("s2.json"), expand("s[!1]*"));
    assertEquals(List.of("[x].json"), expand("[[]x*"));
  }

  @Test
  void takesATextWithoutAStarAsOneFileWhetherItIsThereOrNot() {
    assertEquals(List.of("[x].json"), expand("[x].json"));
    assertEquals(List.of("none?.json"), expand("none?.json"));
  }

  @Test
  void goesThroughFoldersForTwoStars() {
    assertEquals(List.of("d/e/f.json", "d/g.json"), expand("d/**/*.json"));
    assertEquals(List.of("d/e/f.json", "d/g.json"), expand("d/**"));
    assertEquals(List.of("d/e/f.json"), expand("**/e/*"));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertEquals(List.of(), expand("none/*.json"));
    assertEquals(List.of(), expand("d/*/g.json"));
    assertEquals(List.of(), expand("d//*.json"));
  }

  @Test
  void entersNoFolderBehindALinkThatAWildcardFound() throws IOException {
    Files.createSymbolicLink(base.resolve("link"), Path.of("d"));
    assertEquals(List.of("d/g.json"), expand("*/*.json"));
    assertEquals(List.of("link/g.json"), expand("link/*.json"));
  }

  @Test
  void keepsDotsAsTheyWereWritten() {
    assertEquals(
        List.of(base.resolve("d/../s1.json")),
        FilePattern.expand(base, "d/../s1*n").stream().filter(file -> file.endsWith("s1.json")).toList());
  }

  @Test
  @Timeout(20)
  void patternsFromDataNeedNeitherMuchTimeNorMuchStack() throws IOException {
    Path deep = base;
    for (int depth = 0; depth < 30; depth++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    Files.createFile(deep.resolve("a".repeat(200)));
    assertEquals(2, expand("**/".repeat(20_000) + "?.js*").size());
    assertEquals(1, expand("**/d/".repeat(12) + "a*").size());
    assertEquals(0, expand("**/d/".repeat(12) + "b*").size());
    assertEquals(0, expand("d/".repeat(30) + "*a".repeat(40) + "b").size());
    assertEquals(0, expand("?".repeat(60_000) + "*").size());
    assertEquals(0, expand("a[".repeat(30_000) + "*").size());
  }

  @Test
  void aStarTakesAsManyCharactersAsTheRestLeavesIt() {
    assertEquals(List.of("s1.json", "s10.json", "s2.json"), expand("*s*.*s*n*"));
    assertEquals(List.of("s10.json"), expand("*1*0*"));
    assertEquals(List.of(), expand("*n?"));
    assertEquals(List.of("n.txt"), expand("*[t]"));
    assertEquals(List.of("[x].json"), expand("[[][!y]].*"));
    assertEquals(List.of(), expand("s[9-0]*"));
  }

  @Test
  void saysWhereAPatternStarts() {
    assertEquals(base.resolve("d"), FilePattern.root(base, "d/*.json"));
    assertEquals(base.resolve("s1.json"), FilePattern.root(base, "s1.json"));
    assertEquals(base, FilePattern.root(base, "*/g.json"));
  }

  @Test
  void refusesTwoStarsBesideOtherCharactersAndOtherSchemes() {
    IllegalArgumentException stars = assertThrows(IllegalArgumentException.class, () -> expand("d/**.json"));
    assertEquals(
        "expected '**' to stand alone between slashes, found \"**.json\" in \"d/**.json\"", stars.getMessage());
    IllegalArgumentException scheme = assertThrows(IllegalArgumentException.class, () -> expand("s3://b/*.json"));
    assertEquals("expected a pattern of local files, found \"s3://b/*.json\"", scheme.getMessage());
  }
}
