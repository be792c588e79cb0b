package dev.sheaf.tools.infer;

import dev.sheaf.schema.RecordSchema;
import java.util.List;

/// A record that describes data.
///
/// @param schema what the compiler makes of it
/// @param source a compilation unit of Java with the record; ends with a line's end
/// @param rows how many rows were looked at
/// @param complete whether those were all
/// @param notes what whoever uses it must know; these lines stand in its comment too
public record Proposal(RecordSchema schema, String source, long rows, boolean complete, List<String> notes) {
  public Proposal {
    notes = List.copyOf(notes);
  }
}
