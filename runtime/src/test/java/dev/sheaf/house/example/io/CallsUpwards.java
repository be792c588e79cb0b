package dev.sheaf.house.example.io;

import dev.sheaf.house.example.pipeline.KnowsIo;

/// Breaks: the ground floor calls the top, which calls back.
public interface CallsUpwards {
  KnowsIo up();
}
