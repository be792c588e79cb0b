package dev.sheaf.processor.model;

/// Where in the user's source something stands. Only the `read` room knows more about it.
public interface Place {}
