package dev.sheaf.house.example.bytes;

/// Breaks: makes a thread in a room that has none to make.
public final class EagerThreads {
  public Thread start(Runnable work) {
    return Thread.ofVirtual().start(work);
  }
}
