package dev.sheaf.tools.report;

/// A piece of a page: an element, text, or a resource of ours that stands as it is.
sealed interface Node permits Element, Node.Text, Node.Resource {
  /// Text. It is escaped when it is written, and what nobody would see in it is made visible.
  record Text(String text) implements Node {}

  /// A style sheet or a script of this library: written as it is. Never data.
  record Resource(String text) implements Node {}
}
