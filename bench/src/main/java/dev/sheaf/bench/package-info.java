/// Benchmarks: each checks its answer before it reports a time. Start with [dev.sheaf.bench.Compare] for runs beside
/// peers, and with the classes named `...Benchmark` for JMH.
@NullMarked
package dev.sheaf.bench;

import org.jspecify.annotations.NullMarked;
