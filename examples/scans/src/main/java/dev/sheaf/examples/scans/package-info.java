/// A record of every kind of field, read from JSON Lines, put into batches, and written again.
@NullMarked
package dev.sheaf.examples.scans;

import org.jspecify.annotations.NullMarked;
