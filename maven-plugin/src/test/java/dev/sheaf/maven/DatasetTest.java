package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  private final Dataset dataset = new Dataset();

  @Test
  void handsOnHowTheFilesAreRead() {
    Dataset dataset = new Dataset();
    dataset.setSchema("com.acme.Digit");
    dataset.setSource("data/mnist/3.0.1");
    dataset.setFormat("tfds");
    dataset.setEncoding("example");
    dataset.setSettings(Map.of("split", "train", "file_format", "array_record"));

    assertEquals(
        List.of(
            "--format", "tfds", "--encoding", "example", "--set", "file_format=array_record", "--set", "split=train"),
        dataset.files().reading());
  }

  @Test
  void isNamedAfterItsSchema() {
    dataset.setSchema("com.acme.Mesh");
    dataset.setSource("testdata/*.json");

    assertEquals(new DatasetFiles("Mesh", "com.acme.Mesh", List.of("testdata/*.json")), dataset.files());
  }

  @Test
  void isNamedAfterTheInnermostRecord() {
    dataset.setSchema("com.acme.Shapes$Mesh");
    dataset.setSource("a.json");

    assertEquals("Mesh", dataset.files().id());
  }

  @Test
  void isNamedAsItSays() {
    dataset.setId("train-2.1");
    dataset.setSchema("Mesh");
    dataset.setSource("a.json");

    assertEquals("train-2.1", dataset.files().id());
  }

  @Test
  void takesOneSourceAndSeveral() {
    dataset.setSchema("Mesh");
    dataset.setSource("a.json");
    dataset.setSources(List.of("b.json", "c.json"));

    assertEquals(List.of("a.json", "b.json", "c.json"), dataset.files().sources());
  }

  @Test
  void refusesToBeWithoutASchema() {
    dataset.setId("train");
    dataset.setSource("a.json");

    assertRefused("expected a <schema>, found none in the <dataset> 'train': name the annotated record, for example"
        + " <schema>com.acme.Mesh</schema>");
  }

  @Test
  void refusesToBeWithoutASource() {
    dataset.setSchema("com.acme.Mesh");

    assertRefused("expected a <source>, found none in the dataset 'Mesh': name its files, for example"
        + " <source>testdata/*.json</source>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../up", "a/b", "a\\b", ".hidden", "a b"})
  void refusesAnIdThatIsNotTheNameOfAFolder(String id) {
    dataset.setId(id);
    dataset.setSchema("com.acme.Mesh");
    dataset.setSource("a.json");

    assertRefused("expected an <id> of letters, digits, '_', '.' and '-', found '" + id
        + "': it names a folder below the output folder");
  }

  private void assertRefused(String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, dataset::files).getMessage());
  }
}
