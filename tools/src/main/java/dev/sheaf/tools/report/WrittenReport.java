package dev.sheaf.tools.report;

import java.nio.file.Path;

/// A report that has been written.
///
/// @param file where it lies
/// @param bytes how large it is
/// @param rows how many rows it is about
/// @param findings how many findings it shows or counts
public record WrittenReport(Path file, long bytes, long rows, long findings) {}
