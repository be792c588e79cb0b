/// How a file is cut into rows: the seam that every format is behind; start with [dev.sheaf.format.RecordFormat].
@NullMarked
package dev.sheaf.format;

import org.jspecify.annotations.NullMarked;
