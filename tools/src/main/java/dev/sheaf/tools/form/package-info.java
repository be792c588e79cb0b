/// A record's schema in the forms of others: JSON Schema, Markdown, Parquet, Arrow.
@NullMarked
package dev.sheaf.tools.form;

import org.jspecify.annotations.NullMarked;
