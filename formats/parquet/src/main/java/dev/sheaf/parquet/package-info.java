/// Reads and writes Parquet files; start with [dev.sheaf.parquet.ParquetFormat].
@NullMarked
package dev.sheaf.parquet;

import org.jspecify.annotations.NullMarked;
