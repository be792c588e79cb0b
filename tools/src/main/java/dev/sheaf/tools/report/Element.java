package dev.sheaf.tools.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An element of HTML or SVG while it is built. Attributes and children keep the order in which they are given. For one
/// thread.
final class Element implements Node {
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Node> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  static Element of(String name) {
    return new Element(name);
  }

  /// An element that holds words of ours.
  static Element of(String name, String text) {
    return of(name).text(text);
  }

  static Element of(String name, Node... children) {
    return of(name).add(children);
  }

  /// Text that comes from data: set off, so that its direction does not reach the words around it.
  static Element data(String text) {
    return of("bdi", text);
  }

  /// The same, as code is set.
  static Element code(String text) {
    return of("code", data(text));
  }

  Element with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  Element with(String attribute, double value) {
    return with(attribute, Numbers.coordinate(value));
  }

  Element classed(String value) {
    return with("class", value);
  }

  Element text(String text) {
    children.add(new Text(text));
    return this;
  }

  Element add(Node... nodes) {
    children.addAll(List.of(nodes));
    return this;
  }

  Element addAll(List<? extends Node> nodes) {
    children.addAll(nodes);
    return this;
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<Node> children() {
    return children;
  }
}
