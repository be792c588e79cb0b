package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DescribedRecord;
import java.util.List;

/// What came of holding the rules against a record.
public sealed interface Verdict {
  /// It keeps them all.
  ///
  /// @param described what it describes
  record Sound(DescribedRecord described) implements Verdict {}

  /// It breaks some.
  ///
  /// @param findings all of them, in the order of the source; at least one
  record Faulty(List<Finding> findings) implements Verdict {
    public Faulty {
      findings = List.copyOf(findings);
    }
  }
}
