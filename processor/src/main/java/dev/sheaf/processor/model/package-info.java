/// Records as plain values, without the compiler: what was declared, and what it describes once all rules are kept.
///
/// Start with [dev.sheaf.processor.model.DeclaredRecord], which the `read` room makes, and
/// [dev.sheaf.processor.model.DescribedRecord], which the `emit` room takes.
@NullMarked
package dev.sheaf.processor.model;

import org.jspecify.annotations.NullMarked;
