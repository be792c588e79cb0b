/// The command line `sheaf`; start with [dev.sheaf.cli.Sheaf].
///
/// Commands take arguments, call the library and print. The Maven goals run exactly these commands in a process of
/// their own.
@NullMarked
package dev.sheaf.cli;

import org.jspecify.annotations.NullMarked;
