/// Reads and writes Parquet files.
@NullMarked
package dev.sheaf.parquet;

import org.jspecify.annotations.NullMarked;
