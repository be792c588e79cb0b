/// Reads and writes ArrayRecord files.
@NullMarked
package dev.sheaf.arrayrecord;

import org.jspecify.annotations.NullMarked;
