/// Reads HDF5 files, with a reader of its own.
///
/// [dev.sheaf.hdf5.Hdf5Format] gives the datasets of a file as the columns of a table, which is how a loader opens
/// them; [dev.sheaf.hdf5.Hdf5File] gives the whole tree: groups, datasets, slices and attributes.
///
/// - Files: superblocks 0 to 3, all forms of groups, links and chunk indexes, a user's block before them. Refused:
///   families of files, and files that their writer left open.
/// - Layouts: compact, contiguous (mapped without a copy) and chunked. Refused: virtual datasets, and elements in files
///   without a structure.
/// - Filters: deflate, shuffle, fletcher32 (verified) and lzf. Refused by name: all others.
/// - Elements: integers, floats, bfloat16, complex numbers, booleans, enums, texts, opaque bytes; compounds, arrays and
///   sequences of them. Refused: references, times, bit fields, and numbers of other widths.
///
/// What a file says is never trusted: sizes are checked against the file and against
/// [dev.sheaf.format.FormatOptions] before memory is taken, checksums are verified, and links, trees and blocks that
/// lead in a circle end in an error.
@NullMarked
package dev.sheaf.hdf5;

import org.jspecify.annotations.NullMarked;
