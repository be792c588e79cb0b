/// What has changed between two schemas or two datasets, and whom it breaks.
@NullMarked
package dev.sheaf.tools.compare;

import org.jspecify.annotations.NullMarked;
