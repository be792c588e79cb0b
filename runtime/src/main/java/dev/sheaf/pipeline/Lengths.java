package dev.sheaf.pipeline;

/// Whether what is zipped must end together.
public enum Lengths {
  /// It must: that some have more than others is a fault, which names them.
  EQUAL,
  /// The end of the first is the end; what the others have more is not delivered. That something at the same place could not
  /// be made is told all the same, unless it was known beforehand how many there are.
  SHORTEST
}
