package dev.sheaf.tools.infer;

import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.lang.model.SourceVersion;

/// Proposes a record for data: its source compiles with Sheaf's processor, and the rows that were looked at are valid
/// against it.
///
/// - **Numbers** have the type that the data names. JSON names none: there they are `long` or `int64`, with a point
///   among them `double` or `float64`. A narrower type would hold what was seen and may not hold the next row; which
///   loss is harmless is for people to say.
/// - **Shapes** are fixed where all rows agree. Axes that vary alone are `?`; those that vary together, row by row, get
///   one name.
/// - **Fields** that a row lacks are `Optional`. Objects are records, nested, or maps: where no name is in all of them
///   and all values are of one kind, or where there are more than 1,000 names.
/// - **Texts** are texts; a comment has the first few. In CSV, which has nothing else, a column of numbers, booleans or
///   times is that.
/// - **Rows that are values** by themselves become the elements of a `LazySequence` named `data`.
///
/// Not proposed are enums, sealed interfaces, defaults and constraints: nothing in the data says that there are no
/// others.
public final class Inference {
  private Inference() {}

  /// Looks at data and proposes a record.
  ///
  /// Of tables, rows are taken evenly from front to back; of files of lines and records, the first ones; where there
  /// are more files than rows are wanted, one row each of evenly chosen files. Memory is that of one row.
  ///
  /// @param name the record's name, with its package
  /// @param rows how many rows are looked at, at most
  /// @throws IllegalArgumentException if the name is none, or there is no row
  /// @throws dev.sheaf.DataException if no type fits all values of a field, or the data is damaged
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static Proposal propose(String name, DatasetSource source, DatasetOptions reading, long rows) {
    check(name);
    if (rows < 1) {
      throw new IllegalArgumentException("expected 1 row or more, found " + rows);
    }
    Samples samples = new Samples(source, reading, rows);
    samples.read();
    if (samples.count() == 0) {
      throw new IllegalArgumentException(
          "expected a row to look at, found none in %s".formatted(String.join(", ", source.patterns())));
    }
    TypeProposal types = new TypeProposal(name, samples.isComplete());
    RecordSchema schema = types.record(samples.rows(), samples.stored());
    List<String> about = new ArrayList<>();
    about.add(
        String.format(
            Locale.ROOT,
            "Proposed by `sheaf infer` from %s%,d row%s of %s.",
            samples.isComplete() ? "all " : "",
            samples.count(),
            samples.count() == 1 ? "" : "s",
            String.join(", ", source.patterns())));
    about.addAll(samples.notes());
    return new Proposal(
        schema,
        RecordSource.of(schema, about, types.comments()),
        samples.count(),
        samples.isComplete(),
        List.copyOf(samples.notes()));
  }

  private static void check(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    if (!SourceVersion.isName(name) || Arrays.asList(name.split("\\.", -1)).contains("_")) {
      throw new IllegalArgumentException(
          "expected the name of a class, such as com.acme.Mesh, found \"%s\"".formatted(name));
    }
    if (RecordSource.USED_NAMES.contains(simple)) {
      throw new IllegalArgumentException(
          "expected a name that means nothing else in the source, found \"%s\"; choose another".formatted(simple));
    }
  }
}
