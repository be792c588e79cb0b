package dev.sheaf.cli;

import java.io.InputStream;
import java.io.PrintWriter;

/// Where a command runs.
///
/// @param out for results
/// @param err for progress and complaints
/// @param interactive whether a person watches
/// @param in standard input
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, InputStream in) {}
