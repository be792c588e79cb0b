package dev.sheaf.engine;

/// A call of a user's function that does not come back.
///
/// @param stage the stage that makes the call
/// @param nanos how long it has been in progress
/// @param thread the thread that makes it
public record Stuck(String stage, long nanos, Thread thread) {}
