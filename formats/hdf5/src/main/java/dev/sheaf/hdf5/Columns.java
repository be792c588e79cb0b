package dev.sheaf.hdf5;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Chooses the datasets that are the columns of a table.
final class Columns {
  /// A group with more was not meant to be a table.
  private static final int MAX_COLUMNS = 1024;

  private Columns() {}

  /// Those of a setting such as `images, label=train/y`, by the names of their fields.
  ///
  /// @throws IllegalArgumentException if the text is not so, a path leads to no dataset, or a dataset has no rows
  /// @throws dev.sheaf.format.UnsupportedFormatException if one of them is not read here, or they differ in their rows
  static Map<String, Hdf5Dataset> named(Hdf5File file, String setting) {
    Map<String, Hdf5Dataset> columns = new LinkedHashMap<>();
    for (String part : setting.split(",", -1)) {
      String text = part.strip();
      int equals = text.indexOf('=');
      String path = text.substring(equals + 1).strip();
      String field = equals < 0 ? path.substring(path.lastIndexOf('/') + 1) : text.substring(0, equals).strip();
      if (field.isEmpty() || path.isEmpty()) {
        throw new IllegalArgumentException(
            "expected paths of datasets with commas between them, or name=path, found \"%s\"".formatted(setting));
      }
      Hdf5Dataset dataset = file.dataset(path);
      if (!hasRows(dataset)) {
        throw new IllegalArgumentException("expected a dataset with an axis for rows, found %s".formatted(dataset));
      }
      ColumnTypes.check(dataset);
      if (columns.put(field, dataset) != null) {
        throw new IllegalArgumentException(
            "expected fields of different names, found two named \"%s\"; name=path gives one another name"
                .formatted(field));
      }
    }
    return sameRows(file, columns);
  }

  /// Those directly in a group, whose rows can be read.
  ///
  /// @throws IllegalArgumentException if there is no such group
  /// @throws dev.sheaf.format.UnsupportedFormatException if there is no such dataset in it, or they differ in their
  ///     rows
  static Map<String, Hdf5Dataset> inGroup(Hdf5File file, String group) {
    Map<String, Hdf5Dataset> columns = new LinkedHashMap<>();
    String prefix = group.endsWith("/") ? group : group + "/";
    file.list(group)
        .forEach(
            (name, node) -> {
              if (node instanceof Hdf5Node.Dataset(var shape) && shape.isPresent() && shape.get().rank() > 0) {
                Hdf5Dataset dataset = file.dataset(prefix + name);
                if (ColumnTypes.readable(dataset)) {
                  columns.put(name, dataset);
                }
                if (columns.size() > MAX_COLUMNS) {
                  throw file.bytes()
                      .unsupported(
                          0,
                          "at most %d datasets in \"%s\" (the setting dataset names some)"
                              .formatted(MAX_COLUMNS, group),
                          "more");
                }
              }
            });
    if (columns.isEmpty()) {
      throw file.bytes()
          .unsupported(
              0,
              "datasets with rows in the group \"%s\" (the settings group and dataset name others)".formatted(group),
              file.list(group).keySet().stream().limit(20).collect(Collectors.joining(", ", "none among [", "]")));
    }
    return sameRows(file, columns);
  }

  private static boolean hasRows(Hdf5Dataset dataset) {
    return dataset.shape().isPresent() && dataset.shape().get().rank() > 0;
  }

  private static Map<String, Hdf5Dataset> sameRows(Hdf5File file, Map<String, Hdf5Dataset> columns) {
    List<Hdf5Dataset> datasets = new ArrayList<>(columns.values());
    long rows = rows(datasets.getFirst());
    if (datasets.stream().anyMatch(dataset -> rows(dataset) != rows)) {
      throw file.bytes()
          .unsupported(
              0,
              "datasets with the same number of rows (the setting dataset names those that belong together)",
              datasets.stream().map(Hdf5Dataset::toString).collect(Collectors.joining(", ")));
    }
    return columns;
  }

  static long rows(Hdf5Dataset dataset) {
    return dataset.shape().orElseThrow().dim(0);
  }
}
