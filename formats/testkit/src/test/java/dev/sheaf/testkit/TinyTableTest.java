package dev.sheaf.testkit;

/// A table that is right keeps the contract.
class TinyTableTest extends TinyTableContract {}
