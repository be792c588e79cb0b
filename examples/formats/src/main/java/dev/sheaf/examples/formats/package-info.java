/// The same rows in each format, opened through one door.
@NullMarked
package dev.sheaf.examples.formats;

import org.jspecify.annotations.NullMarked;
