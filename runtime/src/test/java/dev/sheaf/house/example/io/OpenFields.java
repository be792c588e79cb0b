package dev.sheaf.house.example.io;

/// Breaks: a field and an array that anybody may write to.
public final class OpenFields {
  @SuppressWarnings("MutablePublicArray") // What the rule is to find.
  public static final int[] TABLE = {1, 2, 3};

  public int position;
}
