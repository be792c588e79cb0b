package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.project.MavenProjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the goals promise to an IDE: m2e reads the mapping, and lends its workspace as a build context. */
class EclipseTest {
  private static final String MAPPING = "/META-INF/m2e/lifecycle-mapping-metadata.xml";

  @TempDir Path folder;

  @Test
  void theMappingSpeaksOfEveryGoalAndNoOther() throws Exception {
    assertEquals(new PluginDescriptor().goals(), texts(mapping(), "goal"));
  }

  @Test
  void whatIsMappedToRunRunsOnEveryChangeAndWhenTheProjectIsSetUp() throws Exception {
    Element first = (Element) mapping().getElementsByTagName("pluginExecution").item(0);

    assertEquals(Set.of("validate", "index", "schema"), texts(first, "goal"));
    assertEquals(Set.of("true"), texts(first, "runOnIncremental"));
    assertEquals(Set.of("true"), texts(first, "runOnConfiguration"));
  }

  @Test
  void aChangeElsewhereStartsNothing() throws Exception {
    ConfiguredGoal<IndexMojo> goal = goal(Workspace.changed(folder.resolve("README.md")));

    goal.mojo().execute();

    assertEquals(List.of(), goal.log());
  }

  @Test
  void aChangeOfTheDataStartsTheGoal() {
    // There is no Java in that folder, and it is looked for.
    assertEquals(true, starts(Workspace.changed(folder.resolve("data/mesh_0.json"))));
  }

  @Test
  void aChangeOfTheRecordStartsTheGoal() {
    assertEquals(true, starts(Workspace.changed(folder.resolve("target/classes/com/acme/Mesh.class"))));
  }

  @Test
  void withoutAnIdeTheGoalAlwaysStarts() {
    assertEquals(true, starts(Workspace.none()));
  }

  private boolean starts(Workspace workspace) {
    try {
      goal(workspace).mojo().execute();
      return false;
    } catch (Exception e) {
      return String.valueOf(e.getMessage()).startsWith("Expected the folder of a JDK");
    }
  }

  private ConfiguredGoal<IndexMojo> goal(Workspace workspace) {
    Dataset mesh = new Dataset();
    mesh.setSchema("com.acme.Mesh");
    mesh.setSource("data/*.json");
    return new ConfiguredGoal<>((toolchains, lifecycle, lent) ->
        new IndexMojo(toolchains, lifecycle, lent, ConfiguredGoal.nothing(MavenProjectHelper.class)), workspace, "index", folder)
        .with("datasets", List.of(mesh)).with("outputDirectory", folder.resolve("target/sheaf").toFile())
        .with("jdk", folder.resolve("no-jdk").toFile());
  }

  private static Document mapping() throws Exception {
    try (InputStream in = EclipseTest.class.getResourceAsStream(MAPPING)) {
      if (in == null) {
        throw new IOException("no " + MAPPING);
      }
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  private static Set<String> texts(Document document, String tag) {
    return texts(document.getDocumentElement(), tag);
  }

  private static Set<String> texts(Element element, String tag) {
    NodeList nodes = element.getElementsByTagName(tag);
    Set<String> texts = new TreeSet<>();
    IntStream.range(0, nodes.getLength()).forEach(i -> texts.add(nodes.item(i).getTextContent().strip()));
    return texts;
  }
}
