package dev.sheaf.codec;

/// A strict reader of one JSON document in UTF-8, made for arrays of numbers. For one thread.
public final class JsonReader {
  private JsonReader() {}
}
