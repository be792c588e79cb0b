package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.arrayrecord.ArrayRecordFormat;
import dev.sheaf.arrayrecord.ArrayRecordReader;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A case of ArrayRecord: the bytes of its file, and the records that it expects.
record ArrayRecordCase(Path folder, JsonNode json) {
  private static final ArrayRecordFormat FORMAT = new ArrayRecordFormat();

  /// The file's bytes, patched.
  byte[] bytes() throws IOException {
    return PatchedFile.bytes(folder, json);
  }

  Path path() {
    return folder.resolve(json.get("file").asText());
  }

  private String name() {
    return json.hasNonNull("file") ? path().toString() : "made.array_record";
  }

  /// The file, in every way that files are opened: mapped and by position too where it is whole.
  List<InputFile> files() throws IOException {
    List<InputFile> files = new ArrayList<>();
    files.add(inMemory(bytes()));
    if (!json.has("patch") && json.hasNonNull("file")) {
      files.add(InputFile.open(path()));
      files.add(InputFile.openPositional(path()));
    }
    return files;
  }

  InputFile inMemory(byte[] bytes) {
    return InputFile.of(name(), MemorySegment.ofArray(bytes));
  }

  /// Opens a file, which is closed if that fails.
  ArrayRecordReader open(InputFile file, FormatOptions options) {
    try {
      return FORMAT.open(Path.of(name()), file, options);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Compares records with what the case expects.
  static void check(List<byte[]> records, JsonNode expect) {
    if (expect.has("count")) {
      assertEquals(expect.get("count").asLong(), records.size(), "records");
    }
    for (int i = 0; i < expect.path("records").size(); i++) {
      assertEquals(expect.at("/records/%d/0".formatted(i)).asInt(), records.get(i).length, "bytes of record " + i);
      String found = sha256(List.of(records.get(i)), false);
      assertEquals(expect.at("/records/%d/1".formatted(i)).asText(), found, "record " + i);
    }
    if (expect.has("stream")) {
      assertEquals(expect.get("stream").asText(), sha256(records, true), "all records");
    }
  }

  /// @param lengths whether the length of each stands before it, as eight bytes
  static String sha256(List<byte[]> records, boolean lengths) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] length = new byte[8];
      for (byte[] record : records) {
        if (lengths) {
          MemorySegment.ofArray(length)
              .set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, record.length);
          digest.update(length);
        }
        digest.update(record);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
