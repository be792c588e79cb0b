/// One page of HTML that shows a dataset.
@NullMarked
package dev.sheaf.tools.report;

import org.jspecify.annotations.NullMarked;
