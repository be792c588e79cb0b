package dev.sheaf.hdf5;

/// A small value that belongs to a group or a dataset.
///
/// @param name its name
/// @param type what its elements are
/// @param value its elements
public record Hdf5Attribute(String name, Hdf5Type type, Hdf5Value value) {}
