package dev.sheaf.processor.model;

/// One component of a record as it is written.
///
/// @param name its name
/// @param type its type, with the annotations on all parts of it
/// @param description for people; empty when the author gave none
/// @param place where it stands
public record DeclaredComponent(String name, ComponentType type, String description, Place place) {}
