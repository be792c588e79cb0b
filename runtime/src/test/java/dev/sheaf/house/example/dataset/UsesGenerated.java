package dev.sheaf.house.example.dataset;

import dev.sheaf.house.example.generated.Binder;

/// Breaks: calls what is meant for generated code.
public interface UsesGenerated {
  Binder binder();
}
