package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every format keeps whose rows are values. Inherit from it, and the tests run; a sample's rows are maps.
public abstract class TableFormatContract
    implements ReadingTests, LifecycleTests, ProbeTests, DamageTests, FormatUnderTest {
  private Sample sample() {
    return sample(rows());
  }

  private TableReader reader(Sample sample) {
    return assertInstanceOf(TableReader.class, open(sample, HostileFile.of(sample.name(), sample.file())));
  }

  private static Object value(Sample sample, int row, String field) {
    return Plain.of(((Map<?, ?>) sample.rows().get(row)).get(field));
  }

  @Test
  void namesTheFieldsThatItsRowsHave() {
    Sample sample = sample();
    try (TableReader reader = reader(sample)) {
      Set<String> names = Plain.fields(reader);
      for (Object row : sample.rows()) {
        for (Object field : ((Map<?, ?>) row).keySet()) {
          assertTrue(names.contains(String.valueOf(field)), () -> "the field %s in %s".formatted(field, names));
        }
      }
    }
  }

  @Test
  void readsTheFieldsThatAreAskedFor() {
    Sample sample = sample();
    try (TableReader reader = reader(sample)) {
      for (String field : Plain.fields(reader)) {
        for (int row = 0; row < rows(); row++) {
          Map<String, Object> values = reader.row(row, Set.of(field, "a field that no file has"));
          String place = "row %d, field %s".formatted(row, field);
          assertEquals(value(sample, row, field), Plain.of(values.get(field)), place);
          assertFalse(values.keySet().stream().anyMatch(name -> !name.equals(field)), () -> "only " + field);
        }
      }
      assertEquals(Map.of(), reader.row(0, Set.of()));
    }
  }

  @Test
  void readsAColumnAsItReadsRows() {
    Sample sample = sample();
    int size = rows();
    try (TableReader reader = reader(sample)) {
      List<FieldSchema> fields = reader.schema().fields();
      for (int field = 0; field < fields.size(); field++) {
        for (int[] range : new int[][] {{0, size}, {0, 1}, {size - 1, size}, {1, size - 1}, {size / 2, size}}) {
          List<Object> expected = new ArrayList<>();
          for (int row = range[0]; row < range[1]; row++) {
            expected.add(value(sample, row, fields.get(field).name()));
          }
          ColumnValues column = reader.column(field, range[0], range[1]);
          String place = "field %s, rows %d to %d".formatted(fields.get(field).name(), range[0], range[1]);
          assertEquals(range[1] - range[0], column.rows(), place);
          assertEquals(expected, Plain.values(column), place);
        }
        assertEquals(0, reader.column(field, 0, 0).rows());
        assertEquals(0, reader.column(field, size, size).rows());
      }
    }
  }

  @Test
  void refusesRangesAndFieldsThatAreNotInTheFile() {
    long size = rows();
    try (TableReader reader = reader(sample())) {
      for (long[] range :
          new long[][] {
            {-1, 1}, {0, size + 1}, {size + 1, size + 1}, {2, 1}, {0, Long.MAX_VALUE}, {Long.MIN_VALUE, 0}
          }) {
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> reader.column(0, range[0], range[1]),
            () -> "%d to %d".formatted(range[0], range[1]));
      }
      int fields = reader.schema().fields().size();
      assertThrows(IndexOutOfBoundsException.class, () -> reader.column(fields, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.column(-1, 0, 1));
    }
  }

  @Test
  void refusesEveryWayOfReadingOnceItIsClosed() {
    TableReader reader = reader(sample());
    reader.close();
    assertThrows(IllegalStateException.class, reader::schema);
    assertThrows(IllegalStateException.class, () -> reader.row(0, Set.of()));
    assertThrows(IllegalStateException.class, () -> reader.column(0, 0, 1));
  }
}
