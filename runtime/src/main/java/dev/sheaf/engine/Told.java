package dev.sheaf.engine;

import dev.sheaf.order.Fault;

/// An entry of a block: a fault that the taker was told of, and went on behind. It is not left out, and not told again.
///
/// @param wasThrown whether the stage threw it; if not, it was left to be judged
record Told(Fault fault, boolean wasThrown) {}
