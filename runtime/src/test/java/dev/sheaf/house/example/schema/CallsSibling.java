package dev.sheaf.house.example.schema;

import dev.sheaf.house.example.io.Prints;

/// Breaks: `schema` and `io` stand on one floor.
public interface CallsSibling {
  Prints sibling();
}
