/// From the compiler's elements to plain values, and back to a place in the source when something is to be said about
/// it; start with [dev.sheaf.processor.read.RecordReader]. The only room that knows the compiler's types.
@NullMarked
package dev.sheaf.processor.read;

import org.jspecify.annotations.NullMarked;
