package dev.sheaf.it.conformance;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The digest of records in order that cases call `stream`: SHA-256 over the length of each, as 8 bytes little-endian,
/// and its bytes.
final class RecordStream {
  private final MessageDigest digest = sha256();

  void add(MemorySegment record) {
    digest.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, record.byteSize()));
    digest.update(record.toArray(ValueLayout.JAVA_BYTE));
  }

  /// In hexadecimal; ends the stream.
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(MemorySegment bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes.toArray(ValueLayout.JAVA_BYTE)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
