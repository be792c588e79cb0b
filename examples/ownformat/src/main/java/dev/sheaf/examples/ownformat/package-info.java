/// A format of one's own: frames with checksums, found by whoever opens a dataset.
@NullMarked
package dev.sheaf.examples.ownformat;

import org.jspecify.annotations.NullMarked;
