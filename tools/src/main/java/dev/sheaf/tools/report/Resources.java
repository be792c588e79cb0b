package dev.sheaf.tools.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What is on every page: its style, its script, and the policy that lets these two run and nothing else.
final class Resources {
  private Resources() {}

  static String style() {
    return read("report.css");
  }

  static String script() {
    return read("report.js");
  }

  /// Pictures that are inside the page, this style and this script; no request to anybody, no form, no other base.
  static String policy() {
    return ("default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s';"
            + " base-uri 'none'; form-action 'none'")
        .formatted(hash(style()), hash(script()));
  }

  /// The version of this library; `development` where it does not run from its jar.
  static String version() {
    String version = Resources.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String read(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("expected the resource " + name + " beside its class, found none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
