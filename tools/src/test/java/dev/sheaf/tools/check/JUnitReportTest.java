package dev.sheaf.tools.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sheaf.dataset.Finding;
import dev.sheaf.dataset.Severity;
import dev.sheaf.dataset.ValidationReport;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitReportTest {
  /// What readers of such files count on: the elements and required attributes of Surefire's schema.
  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="testsuite"><xs:complexType>
          <xs:sequence>
            <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:sequence>
                <xs:element name="failure" minOccurs="0"><xs:complexType><xs:simpleContent>
                  <xs:extension base="xs:string">
                    <xs:attribute name="message" type="xs:string"/>
                    <xs:attribute name="type" type="xs:string" use="required"/>
                  </xs:extension>
                </xs:simpleContent></xs:complexType></xs:element>
                <xs:element name="system-out" type="xs:string" minOccurs="0"/>
              </xs:sequence>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="classname" type="xs:string"/>
              <xs:attribute name="time" type="xs:decimal" use="required"/>
            </xs:complexType></xs:element>
          </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="time" type="xs:decimal"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
        </xs:complexType></xs:element>
      </xs:schema>
      """;

  @TempDir Path folder;

  @Test
  void everyFileIsATestCase() throws Exception {
    Element suite = parsed(xml(List.of("a.json", "b.json"), List.of(), 0, 0));
    assertEquals("com.acme.Mesh", suite.getAttribute("name"));
    assertEquals(List.of("a.json", "b.json"), names(suite));
    assertEquals("2 tests, 0 failures", counts(suite));
  }

  @Test
  void theErrorsOfAFileAreItsFailure() throws Exception {
    List<Finding> findings =
        List.of(error("b.json", 13, "shape", "found 3"), error("b.json", 40, "dtype", "found int8"));
    String xml = xml(List.of("a.json", "b.json", "c.json"), findings, 2, 0);
    assertEquals(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="com.acme.Mesh" tests="3" failures="1" errors="0" skipped="0" time="0">
          <testcase classname="com.acme.Mesh" name="a.json" time="0"/>
          <testcase classname="com.acme.Mesh" name="b.json" time="0">
            <failure type="shape" message="expected another, found found 3">b.json, byte 13, record 7, field data: expected another, found found 3 [shape]&#10;b.json, byte 40, record 7, field data: expected another, found found int8 [dtype]</failure>
          </testcase>
          <testcase classname="com.acme.Mesh" name="c.json" time="0"/>
        </testsuite>
        """,
        xml);
    assertEquals("3 tests, 1 failures", counts(parsed(xml)));
  }

  @Test
  void warningsAreTextUnlessTheyFail() throws Exception {
    List<Finding> findings = List.of(warning("a.json"), warning(""));
    Element suite = parsed(xml(List.of("a.json"), findings, 0, 2));
    assertEquals(List.of("a.json", "the dataset as a whole"), names(suite));
    assertEquals("2 tests, 0 failures", counts(suite));
    assertEquals(
        "warning: a.json: expected a row, found none [no-rows]",
        suite.getElementsByTagName("system-out").item(0).getTextContent());
    Element failing =
        parsed(JUnitReport.xml(report(findings, 0, 2), List.of("a.json"), true));
    assertEquals("2 tests, 2 failures", counts(failing));
  }

  @Test
  void ofManyFilesThoseWithoutFindingsAreOneTestCase() throws Exception {
    List<String> files = IntStream.range(0, 5000).mapToObj("%04d.json"::formatted).toList();
    Element suite = parsed(xml(files, List.of(error("0007.json", 1, "shape", "x"), warning("4000.json")), 1, 1));
    assertEquals(List.of("0007.json", "4000.json", "4,998 other files"), names(suite));
  }

  @Test
  void findingsThatWereOnlyCountedAreTold() throws Exception {
    Element suite = parsed(xml(List.of("a.json"), List.of(error("a.json", 1, "shape", "x")), 2001, 5));
    assertEquals(
        List.of("a.json", "2000 more errors, which were counted only", "5 more warnings, which were counted only"),
        names(suite));
    assertEquals("3 tests, 2 failures", counts(suite));
  }

  @Test
  void isXmlWhateverTheNamesOfFilesHold() throws Exception {
    StringBuilder all = new StringBuilder("猫\uD83D\uDE00");
    for (char character = 0; character < 0x100; character++) {
      all.append(character);
    }
    all.append('\uD800').append('\uFFFE').append("]]>");
    Element suite = parsed(xml(List.of(all.toString()), List.of(error(all.toString(), 0, all.toString(), all + "")), 1, 0));
    String name = names(suite).getFirst();
    assertEquals(all.length(), name.length());
    assertEquals("猫\uD83D\uDE00\uFFFD", name.substring(0, 4));
    assertEquals("\t\n\uFFFD\uFFFD\r", name.substring(12, 17));
    assertEquals("\uFFFD\uFFFD]]>", name.substring(name.length() - 5));
  }

  @Test
  void appearsWholeInItsFile() throws IOException {
    Path file = folder.resolve("reports/TEST-mesh.xml");
    JUnitReport.write(file, report(List.of(), 0, 0), List.of("a.json"), false);
    assertEquals(xml(List.of("a.json"), List.of(), 0, 0), Files.readString(file));
  }

  private static Finding error(String file, long offset, String rule, String found) {
    return new Finding(Severity.ERROR, file, 7, offset, "data", rule, "another", found.replace("x", "x y"));
  }

  private static Finding warning(String file) {
    return new Finding(Severity.WARNING, file, -1, -1, "", "no-rows", "a row", "none");
  }

  private static String xml(List<String> files, List<Finding> findings, long errors, long warnings) {
    return JUnitReport.xml(report(findings, errors, warnings), files, false);
  }

  private static ValidationReport report(List<Finding> findings, long errors, long warnings) {
    return new ValidationReport("com.acme.Mesh", 10, 3, List.of(), findings, errors, warnings, false);
  }

  private static Element parsed(String xml) throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element suite = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new StreamSource(new StringReader(SCHEMA)));
    schema.newValidator().validate(new DOMSource(suite));
    assertFalse(xml.contains("timestamp"), "the same findings give the same bytes");
    return suite;
  }

  private static List<String> names(Element suite) {
    List<String> names = new ArrayList<>();
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      names.add(((Element) cases.item(i)).getAttribute("name"));
    }
    return names;
  }

  private static String counts(Element suite) {
    return "%s tests, %s failures".formatted(suite.getAttribute("tests"), suite.getAttribute("failures"));
  }
}
