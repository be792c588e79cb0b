/// How a file is cut into records, and how NumPy's array files are read and written; start with
/// [dev.sheaf.format.NpyFile].
@NullMarked
package dev.sheaf.format;

import org.jspecify.annotations.NullMarked;
