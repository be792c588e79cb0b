package dev.sheaf.engine;

import dev.sheaf.order.Fault;

/// An entry of a block: a fault that a stage has thrown, for whoever draws to be thrown again, and to go on from. A bare
/// [Fault] is one that nobody has judged yet.
record Thrown(Fault fault) {}
