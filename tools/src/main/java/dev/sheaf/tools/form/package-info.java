/// A record's schema in the forms of others: JSON Schema, Markdown, Parquet, Arrow. Start with
/// [dev.sheaf.tools.form.SchemaForm].
@NullMarked
package dev.sheaf.tools.form;

import org.jspecify.annotations.NullMarked;
