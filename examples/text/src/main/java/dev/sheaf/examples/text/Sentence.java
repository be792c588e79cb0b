package dev.sheaf.examples.text;

import dev.sheaf.array.Int32Array;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

/// One line of a text.
///
/// @param tokens its words, as numbers
@SchemaRecord
record Sentence(@Dims("?") Int32Array tokens) {}
