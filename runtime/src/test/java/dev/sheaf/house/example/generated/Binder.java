package dev.sheaf.house.example.generated;

/// Meant for generated code.
public interface Binder {}
