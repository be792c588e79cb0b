package dev.sheaf.tools.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.dataset.FieldSummary;
import dev.sheaf.dataset.StoredDataset;
import dev.sheaf.dataset.StoredDataset.StoredFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What has changed between two datasets that were indexed or packed: their schemas, and what is in them.
///
/// Data that has changed breaks nobody: the level is that of the schemas.
///
/// @param schemas what has changed between the rows' schemas; empty where they are not known, and not the same
/// @param sameSchema whether rows are of the same form
/// @param sameData whether the fingerprints are the same
/// @param oldRecords how many rows there were
/// @param records how many rows there are
/// @param fields what was seen of fields where that is not what it was
/// @param added files that were not there, by name
/// @param removed files that are no longer there
/// @param changed files of other content
public record DatasetComparison(
    Optional<SchemaComparison> schemas,
    boolean sameSchema,
    boolean sameData,
    long oldRecords,
    long records,
    List<FieldChange> fields,
    List<String> added,
    List<String> removed,
    List<String> changed) {
  /// What was seen of a field, before and now.
  ///
  /// @param old as [FieldSummary] has it; empty where the field was not there
  /// @param now the same; empty where it is not there
  public record FieldChange(String name, String old, String now) {}

  public DatasetComparison {
    fields = List.copyOf(fields);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /// Compares two datasets.
  ///
  /// @param schemas the comparison of their rows' schemas, where both are known
  public static DatasetComparison of(StoredDataset old, StoredDataset now, Optional<SchemaComparison> schemas) {
    Map<String, StoredFile> before = byName(old);
    Map<String, StoredFile> after = byName(now);
    return new DatasetComparison(
        schemas,
        old.rowFingerprint().equals(now.rowFingerprint()),
        old.fingerprint().equals(now.fingerprint()),
        old.records(),
        now.records(),
        fields(old.fields(), now.fields()),
        after.keySet().stream().filter(name -> !before.containsKey(name)).toList(),
        before.keySet().stream().filter(name -> !after.containsKey(name)).toList(),
        after.values().stream()
            .filter(file -> before.containsKey(file.name()) && !file.equals(before.get(file.name())))
            .map(StoredFile::name)
            .toList());
  }

  private static Map<String, StoredFile> byName(StoredDataset dataset) {
    return dataset.files().stream()
        .collect(Collectors.toMap(StoredFile::name, Function.identity(), (first, _) -> first, LinkedHashMap::new));
  }

  private static List<FieldChange> fields(List<FieldSummary> old, List<FieldSummary> now) {
    Map<String, String> before = seen(old);
    Map<String, String> after = seen(now);
    List<FieldChange> changes = new ArrayList<>();
    after.forEach(
        (name, is) -> {
          String was = before.getOrDefault(name, "");
          if (!was.equals(is)) {
            changes.add(new FieldChange(name, was, is));
          }
        });
    before.forEach(
        (name, was) -> {
          if (!after.containsKey(name)) {
            changes.add(new FieldChange(name, was, ""));
          }
        });
    return changes;
  }

  private static Map<String, String> seen(List<FieldSummary> fields) {
    Map<String, String> seen = new LinkedHashMap<>();
    fields.forEach(field -> seen.put(field.name(), field.toString()));
    return seen;
  }

  /// What the change of the schema does to those who read; breaking where the rows are of another form that is not
  /// known, as nothing can be promised then.
  public Level level() {
    return schemas.map(SchemaComparison::level).orElse(sameSchema ? Level.COMPATIBLE : Level.BREAKING);
  }

  /// The comparison as JSON: that of the schemas, and `data` with rows, fields and names of files.
  public String toJson() {
    ObjectNode root =
        schemas.map(ComparisonJson::node).orElseGet(() -> ComparisonJson.unknown(level(), sameSchema));
    ObjectNode data = root.putObject("data");
    data.put("same", sameData).put("old_records", oldRecords).put("records", records);
    ArrayNode seen = data.putArray("fields");
    fields.forEach(field -> seen.addObject().put("name", field.name).put("from", field.old).put("to", field.now));
    added.forEach(data.putArray("files_added")::add);
    removed.forEach(data.putArray("files_removed")::add);
    changed.forEach(data.putArray("files_changed")::add);
    return ComparisonJson.print(root);
  }
}
