/// NumPy's files, `.npy` and `.npz`, and raw blobs that NumPy maps; start with [dev.sheaf.format.npy.NpyFile].
@NullMarked
package dev.sheaf.format.npy;

import org.jspecify.annotations.NullMarked;
