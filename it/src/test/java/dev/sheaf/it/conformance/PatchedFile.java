package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// The bytes of a case: its file, changed as the case says.
final class PatchedFile {
  private PatchedFile() {}

  static byte[] bytes(ConformanceCases.Case one) throws IOException {
    return bytes(one.file().resolveSibling("."), one.json());
  }

  /// @param folder where the files of the suite lie
  static byte[] bytes(Path folder, JsonNode json) throws IOException {
    JsonNode file = json.path("file");
    byte[] bytes = file.isTextual() ? Files.readAllBytes(folder.resolve(file.asText())) : new byte[0];
    for (JsonNode step : json.path("patch")) {
      bytes = apply(bytes, step);
    }
    return bytes;
  }

  private static byte[] apply(byte[] bytes, JsonNode step) {
    int at = step.path("at").asInt();
    byte[] hex = HexFormat.of().parseHex(step.path("hex").asText());
    return switch (step.get("op").asText()) {
      case "put" -> joined(Arrays.copyOf(bytes, at), hex, rest(bytes, at + hex.length));
      case "xor" -> {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) step.get("mask").asInt();
        yield changed;
      }
      case "truncate" -> Arrays.copyOf(bytes, step.get("to").asInt());
      case "append" -> {
        byte[] changed = bytes;
        for (int i = 0; i < step.path("times").asInt(1); i++) {
          changed = joined(changed, hex);
        }
        yield changed;
      }
      case "zeros" -> new byte[step.get("size").asInt()];
      case "splice" -> joined(Arrays.copyOf(bytes, at), hex, rest(bytes, at + step.get("del").asInt()));
      default -> throw new AssertionError("a patch that is not known here: " + step);
    };
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
