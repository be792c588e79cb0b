package dev.sheaf.house.example.bytes;

/// What nobody outside should see.
public record ByteWork(byte value) {}
