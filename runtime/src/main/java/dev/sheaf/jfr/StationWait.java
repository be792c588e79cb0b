package dev.sheaf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A station of a pipeline waited for those behind it to make room; the duration is the time that it waited.
@Name("dev.sheaf.StationWait")
@Label("Station Wait")
@Category("Sheaf")
@Description("A station of the pipeline waited for room")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class StationWait extends Event {
  @Label("Station")
  private String station = "";

  /// Makes the event; call `begin()` next.
  public StationWait() {}

  /// Ends the event and records it, if the recording wants it.
  ///
  /// @param name the names of the station's stages
  public void finish(String name) {
    end();
    if (shouldCommit()) {
      station = name;
      commit();
    }
  }
}
