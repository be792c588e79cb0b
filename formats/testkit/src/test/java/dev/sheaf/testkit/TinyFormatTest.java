package dev.sheaf.testkit;

/// A format that is right keeps the contract.
class TinyFormatTest extends TinyContract {}
