/// The annotation processor: an annotated record becomes its codec, row, batch, loader, field selectors and descriptor.
///
/// Start with [dev.sheaf.processor.SheafProcessor]. The way of one record: `read` makes plain values of the compiler's
/// elements, `check` holds the rules against them, `emit` writes the files. `model` is what they share; `check` and
/// `emit` do not see each other.
@NullMarked
package dev.sheaf.processor;

import org.jspecify.annotations.NullMarked;
