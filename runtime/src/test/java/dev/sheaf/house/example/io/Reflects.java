package dev.sheaf.house.example.io;

/// Breaks: asks a class what it is made of.
public final class Reflects {
  public int components(Class<?> record) {
    return record.getRecordComponents().length;
  }
}
