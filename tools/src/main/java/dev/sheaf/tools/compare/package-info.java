/// What has changed between two schemas or two datasets, and whom it breaks. Start with
/// [dev.sheaf.tools.compare.SchemaComparison] and [dev.sheaf.tools.compare.DatasetComparison].
@NullMarked
package dev.sheaf.tools.compare;

import org.jspecify.annotations.NullMarked;
