package dev.sheaf.house.example.pipeline;

import dev.sheaf.house.example.io.CallsUpwards;

/// Half of a cycle of packages.
public interface KnowsIo {
  CallsUpwards down();
}
