package dev.sheaf.pipeline;

/// Two parts of a pipeline that have no item in common, and together have all of them: to train with and to test with.
///
/// @param first the first part
/// @param second the second part
/// @param <T> the items
public record Split<T>(IndexedPipeline<T> first, IndexedPipeline<T> second) {}
