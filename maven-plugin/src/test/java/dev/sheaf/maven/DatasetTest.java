package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  private static final Reading USUAL = new Reading(null, null, Map.of(), false);

  @TempDir Path folder;

  private final Dataset dataset = new Dataset();

  @Test
  void handsOnHowTheFilesAreRead() {
    dataset.setFormat("tfds");
    dataset.setEncoding("example");
    dataset.setSettings(Map.of("split", "train", "file_format", "array_record"));

    assertEquals(
        List.of("validate", "--format", "tfds", "--encoding", "example", "--set", "file_format=array_record", "--set",
            "split=train"),
        dataset.reading(USUAL).addTo(Arguments.of("validate")).followedBy(List.of()));
  }

  @Test
  void overridesWhatTheGoalSays() {
    dataset.setFormat("tfds");
    dataset.setAllowOutside(false);
    dataset.setSettings(Map.of("split", "test"));
    dataset.setThreads(1);
    dataset.setMaxFindings(0);
    dataset.setFailOn("never");

    assertEquals(new Reading("tfds", "raw", Map.of("split", "test", "shuffle", "no"), false),
        dataset.reading(new Reading("csv", "raw", Map.of("split", "train", "shuffle", "no"), true)));
    assertEquals(1, dataset.threads(8));
    assertEquals(0, dataset.maxFindings(10));
    assertEquals("never", dataset.failOn("error"));
  }

  @Test
  void leavesTheRestAsTheGoalSays() {
    Reading goals = new Reading("csv", "raw", Map.of("split", "train"), true);

    assertEquals(goals, dataset.reading(goals));
    assertEquals(8, dataset.threads(8));
    assertEquals(10, dataset.maxFindings(10));
    assertEquals("error", dataset.failOn("error"));
    assertFalse(dataset.skipped());
  }

  @Test
  void isNamedAfterItsSchema() {
    dataset.setSchema("com.acme.Mesh");

    assertEquals("Mesh", dataset.id());
  }

  @Test
  void isNamedAfterTheInnermostRecord() {
    dataset.setSchema("com.acme.Shapes$Mesh");

    assertEquals("Mesh", dataset.id());
  }

  @Test
  void isNamedAsItSays() {
    dataset.setId("train-2.1");
    dataset.setSchema("Mesh");

    assertEquals("train-2.1", dataset.id());
  }

  @Test
  void takesOneSourceAndSeveral() {
    dataset.setSource("a.json");
    dataset.setSources(List.of("b.json", "c.json"));

    assertEquals(List.of("a.json", "b.json", "c.json"), dataset.sources(folder));
  }

  @Test
  void takesWhatMavensPatternsName() throws IOException {
    for (String name : List.of("data/b.json", "data/a/deep.json", "data/a/skip.json", "data/notes.txt", "data/.git/c.json")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "{}");
    }
    dataset.setDirectory(folder.resolve("data").toFile());
    dataset.setIncludes(List.of("**/*.json"));
    dataset.setExcludes(List.of("**/skip*"));

    assertEquals(List.of("data/a/deep.json", "data/b.json"), dataset.sources(folder));
  }

  @Test
  void refusesPatternsThatNameNoFile() {
    dataset.setIncludes(List.of("*.jsn"));

    assertEquals("expected files for <includes> [*.jsn] and <excludes> [] in " + folder
        + ", found none: check their spelling; ** stands for any folders",
        assertThrows(IllegalArgumentException.class, () -> dataset.sources(folder)).getMessage());
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    dataset.setDirectory(folder.resolve("gone").toFile());

    assertEquals("expected a folder under <directory>, found none at " + folder.resolve("gone"),
        assertThrows(IllegalArgumentException.class, () -> dataset.sources(folder)).getMessage());
  }

  @Test
  void refusesAFileThatWouldBeTakenForAPattern() throws IOException {
    Files.writeString(folder.resolve("a*.json"), "{}");
    dataset.setIncludes(List.of("*.json"));

    assertEquals("expected files without a * in their names, found a*.json: rename it, or leave it out with <excludes>",
        assertThrows(IllegalArgumentException.class, () -> dataset.sources(folder)).getMessage());
  }

  @Test
  void knowsWhereAChangeMatters() {
    dataset.setSource("data/2026-*/mesh.json");
    dataset.setSources(List.of("one.parquet", "*.csv"));
    dataset.setDirectory(folder.resolve("more").toFile());

    assertEquals(List.of(folder.resolve("data"), folder.resolve("one.parquet"), folder, folder.resolve("more")),
        dataset.places(folder));
  }

  @Test
  void refusesToBeWithoutASchema() {
    dataset.setId("train");

    assertEquals("expected a <schema>, found none in the <dataset> 'train': name the annotated record, for example"
        + " <schema>com.acme.Mesh</schema>", assertThrows(IllegalArgumentException.class, dataset::schema).getMessage());
  }

  @Test
  void refusesToBeWithoutASource() {
    dataset.setSchema("com.acme.Mesh");

    assertEquals("expected a <source>, found none in the dataset 'Mesh': name its files, for example"
        + " <source>testdata/*.json</source>",
        assertThrows(IllegalArgumentException.class, () -> dataset.sources(folder)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../up", "a/b", "a\\b", ".hidden", "a b"})
  void refusesAnIdThatIsNotTheNameOfAFolder(String id) {
    dataset.setId(id);
    dataset.setSchema("com.acme.Mesh");

    assertRefused("expected an <id> of letters, digits, '_', '.' and '-', found '" + id
        + "': it names a folder below the output folder");
  }

  private void assertRefused(String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, dataset::id).getMessage());
  }
}
