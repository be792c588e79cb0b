package dev.sheaf.it;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.StringReader;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A `pom.xml`, as written.
record Pom(Document xml) {
  static Pom read(String module) {
    return parse(Checkout.text(module + "/pom.xml"));
  }

  static Pom parse(String text) {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text))));
    } catch (Exception e) {
      throw new IllegalArgumentException("expected a pom, found: " + text, e);
    }
  }

  String version() {
    return texts("/project/version").findFirst().orElseThrow();
  }

  String parentVersion() {
    return texts("/project/parent/version").findFirst().orElseThrow();
  }

  /// The modules of ours that this one needs outside its tests.
  Set<String> ours() {
    return texts("/project/dependencies/dependency[groupId='dev.sheaf'][not(scope='test')]/artifactId")
        .collect(toUnmodifiableSet());
  }

  /// The modules of ours whose versions this one manages.
  Set<String> managed() {
    return texts("/project/dependencyManagement/dependencies/dependency[groupId='dev.sheaf']/artifactId")
        .collect(toUnmodifiableSet());
  }

  private Stream<String> texts(String path) {
    try {
      NodeList nodes =
          (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, xml, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Node::getTextContent);
    } catch (XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }
}
