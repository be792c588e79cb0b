/// Reads CSV files.
@NullMarked
package dev.sheaf.csv;

import org.jspecify.annotations.NullMarked;
