package dev.sheaf.house.example.io;

import java.io.Serializable;

/// Breaks: a value of ours in Java's serialized form.
public record Serializes(long position) implements Serializable {}
