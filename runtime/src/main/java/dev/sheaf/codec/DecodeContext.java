package dev.sheaf.codec;

/// What decoding one record needs beside its bytes: the folder that references start from, the options, and the sizes
/// that dimension variables have taken. For one record and one thread.
public final class DecodeContext {
  private DecodeContext() {}
}
