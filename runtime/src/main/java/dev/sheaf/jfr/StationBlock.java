package dev.sheaf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A station of a pipeline, which sees one item after the other, made a block of items; the duration is the time from
/// the first to the last.
@Name("dev.sheaf.StationBlock")
@Label("Station Block")
@Category("Sheaf")
@Description("A station of the pipeline made a block of items")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class StationBlock extends Event {
  @Label("Station")
  private String station = "";

  @Label("Items")
  private long items;

  /// Makes the event; call `begin()` next.
  public StationBlock() {}

  /// Ends the event and records it, if the recording wants it.
  ///
  /// @param name the names of the station's stages
  /// @param count how many items, among them those that could not be made
  public void finish(String name, long count) {
    end();
    if (shouldCommit()) {
      station = name;
      items = count;
      commit();
    }
  }
}
