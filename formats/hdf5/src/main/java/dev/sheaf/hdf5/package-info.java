/// Reads HDF5 files.
@NullMarked
package dev.sheaf.hdf5;

import org.jspecify.annotations.NullMarked;
