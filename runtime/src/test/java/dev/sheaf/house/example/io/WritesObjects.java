package dev.sheaf.house.example.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/// Breaks: lets the data name classes.
public final class WritesObjects {
  public ObjectInputStream open(InputStream in) throws IOException {
    return new ObjectInputStream(in);
  }
}
