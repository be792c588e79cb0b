package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The descriptor that Maven reads: made from the sources before the tests run. */
final class PluginDescriptor {
  private static final Path FILE = Path.of("target/classes/META-INF/maven/plugin.xml");

  private final Document document;

  PluginDescriptor() throws Exception {
    document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(FILE.toFile());
  }

  /**
   * A goal.
   *
   * @param phase where it is bound if it does not say; empty if it has to say
   */
  record Goal(String name, String phase, String description, List<Parameter> parameters) {}

  /**
   * A parameter that people set.
   *
   * @param property empty if there is none
   * @param value the default; empty if there is none
   */
  record Parameter(String name, String type, boolean required, String property, String value, String description) {}

  Set<String> goals() {
    Set<String> names = new TreeSet<>();
    all().forEach(goal -> names.add(goal.name()));
    return names;
  }

  /** All goals, in the order of their names. */
  List<Goal> all() {
    return children(document.getDocumentElement(), "mojos").stream()
        .flatMap(mojos -> children(mojos, "mojo").stream())
        .map(PluginDescriptor::goal)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  private static Goal goal(Element mojo) {
    Element configuration = children(mojo, "configuration").stream().findFirst().orElse(mojo);
    List<Parameter> parameters = children(mojo, "parameters").stream()
        .flatMap(all -> children(all, "parameter").stream())
        .filter(parameter -> text(parameter, "editable").equals("true"))
        .map(parameter -> parameter(parameter, configuration))
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
    return new Goal(text(mojo, "goal"), text(mojo, "phase"), text(mojo, "description"), parameters);
  }

  private static Parameter parameter(Element parameter, Element configuration) {
    String name = text(parameter, "name");
    Element set = children(configuration, name).stream().findFirst().orElse(null);
    String expression = set == null ? "" : set.getTextContent();
    String type = text(parameter, "type");
    return new Parameter(name, type.substring(type.lastIndexOf('.') + 1), text(parameter, "required").equals("true"),
        expression.replaceAll("^\\$\\{(.*)}$", "$1"), set == null ? "" : set.getAttribute("default-value"),
        text(parameter, "description"));
  }

  private static String text(Element parent, String tag) {
    return children(parent, tag).stream().findFirst().map(element -> element.getTextContent().strip()).orElse("");
  }

  private static List<Element> children(Element parent, String tag) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && node.getNodeName().equals(tag))
        .map(Element.class::cast)
        .toList();
  }
}
