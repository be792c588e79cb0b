/// Reads and writes CSV files; start with [dev.sheaf.csv.CsvFormat].
@NullMarked
package dev.sheaf.csv;

import org.jspecify.annotations.NullMarked;
