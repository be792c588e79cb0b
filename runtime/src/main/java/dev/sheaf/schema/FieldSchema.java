package dev.sheaf.schema;

/// One field of a record.
///
/// @param name its name in the data and in Java
/// @param description for people; empty when the author gave none
/// @param type what it holds
public record FieldSchema(String name, String description, FieldType type) {}
