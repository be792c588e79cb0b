package dev.sheaf.house.example.io;

/// Breaks: a name that does not say what it is.
public interface PathUtil {}
