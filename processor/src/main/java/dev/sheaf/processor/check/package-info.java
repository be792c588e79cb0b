/// The rules that an annotated record keeps, and what is said when it does not; start with
/// [dev.sheaf.processor.check.RecordCheck]. Every rule stands in [dev.sheaf.processor.check.Rule].
@NullMarked
package dev.sheaf.processor.check;

import org.jspecify.annotations.NullMarked;
