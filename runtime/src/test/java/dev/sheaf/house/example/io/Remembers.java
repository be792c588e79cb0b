package dev.sheaf.house.example.io;

import java.util.concurrent.atomic.AtomicLong;

/// Breaks: state that every user of the class shares.
public final class Remembers {
  private static final AtomicLong OPENED = new AtomicLong();

  public long open() {
    return OPENED.incrementAndGet();
  }
}
