/**
 * The Maven goals {@code dataset:*}: thin mojos that find a Java 25, and run the command line of Sheaf in a process
 * of its own.
 *
 * <p>Start at {@link dev.sheaf.maven.SheafMojo}; a goal is a small class that turns parameters into tasks. Everything here is Java 17 and knows nothing of the data: what is
 * checked and written is decided by {@code dev.sheaf.cli}, so that a goal and a command can never disagree.
 */
@NullMarked
package dev.sheaf.maven;

import org.jspecify.annotations.NullMarked;
