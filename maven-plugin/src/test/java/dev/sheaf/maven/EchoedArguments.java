package dev.sheaf.maven;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A program that prints its arguments, each as a line of hexadecimal UTF-8. */
final class EchoedArguments {
  private EchoedArguments() {}

  public static void main(String[] args) {
    for (String argument : args) {
      System.out.println("arg:" + hex(argument));
    }
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
