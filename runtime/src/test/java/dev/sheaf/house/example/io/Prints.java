package dev.sheaf.house.example.io;

/// Breaks: prints.
public final class Prints {
  @SuppressWarnings("SystemOut") // What the rule is to find.
  public void say(String what) {
    System.out.println(what);
  }
}
