package dev.sheaf.dataset;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over parts of which each is set off by its length. For one thread.
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint(String purpose) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    add(purpose);
  }

  Fingerprint add(String text) {
    return add(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
  }

  Fingerprint add(MemorySegment bytes) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.byteSize()));
    for (long from = 0; from < bytes.byteSize(); from += 1 << 20) {
      MemorySegment piece = bytes.asSlice(from, Math.min(1 << 20, bytes.byteSize() - from));
      digest.update(
          piece.isNative()
              ? piece.asByteBuffer()
              : ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE)));
    }
    return this;
  }

  /// The hash of what has been added since the last one was taken.
  byte[] take() {
    return digest.digest();
  }

  /// In hexadecimal; afterwards this object is used up.
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
