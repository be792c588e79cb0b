package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `schema`, `diff` and `infer`.
class FormsCommandTest {
  @TempDir Path folder;

  @Test
  void printsASchemaInAnotherForm() throws IOException {
    Path note = descriptor("note.schema", new ScalarType(Scalar.INT, List.of()));
    Outcome printed = Outcome.of("schema", "--schema", note.toString(), "--form", "parquet");
    assertEquals(new Outcome(0, "message schema {\n  required int32 id;\n  required binary text (STRING);\n}\n", ""), printed);
    Path target = folder.resolve("out/note.md");
    Outcome written =
        Outcome.of("schema", "--schema", note.toString(), "--form", "markdown", "--output", target.toString());
    assertEquals(0, written.status(), written.err());
    assertTrue(Files.readString(target).startsWith("## Note\n"), written::out);
    assertEquals(2, Outcome.of("schema", "--schema", note.toString(), "--form", "xml").status());
  }

  @Test
  void shutsTheGateForABreakingChangeOnlyUnlessToldOtherwise() throws IOException {
    String narrow = descriptor("old.schema", new ScalarType(Scalar.INT, List.of())).toString();
    String wide = descriptor("new.schema", new ScalarType(Scalar.LONG, List.of())).toString();
    assertEquals(
        new Outcome(
            0,
            """
            widening   id: dtype int32 -> int64; new data under the old schema: not all values of int64 are values of int32
            com.acme.Note -> com.acme.Note: widening, 1 change
            """,
            ""),
        Outcome.of("diff", narrow, wide));
    assertEquals(1, Outcome.of("diff", "--fail-on", "widening", narrow, wide).status());
    assertEquals(1, Outcome.of("diff", wide, narrow).status());
    assertEquals(0, Outcome.of("diff", "--fail-on", "never", wide, narrow).status());
    assertEquals(2, Outcome.of("diff", "--fail-on", "sometimes", wide, narrow).status());
    assertTrue(Outcome.of("diff", "--json", wide, narrow).out().contains("\"level\" : \"breaking\""));
  }

  @Test
  void comparesTwoIndexesByWhatIsInThem() throws IOException {
    Path note = descriptor("note.schema", new ScalarType(Scalar.LONG, List.of()));
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/a.jsonl"), "{\"id\": 1, \"text\": \"x\"}\n");
    String before = index(note, "before");
    Files.writeString(folder.resolve("data/a.jsonl"), "{\"id\": 1, \"text\": \"x\"}\n{\"id\": 7, \"text\": \"x\"}\n");
    Files.writeString(folder.resolve("data/b.jsonl"), "{\"id\": 2, \"text\": \"x\"}\n");
    String after = index(note, "after");
    assertEquals(
        new Outcome(
            0,
            """
            the schema is the same
            rows 1 -> 3 (+2)
            id: seen int64 1 -> int64 1..7
            1 file added
              b.jsonl
            1 file changed
              a.jsonl
            """,
            ""),
        Outcome.of("diff", before, after));
    assertEquals(new Outcome(0, "the schema is the same\nthe data is the same: 3 rows\n", ""), Outcome.of("diff", after, after));
  }

  @Test
  void proposesARecordAndReplacesNoSource() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), "{\"id\": 1}\n");
    String[] arguments = {"infer", "--name", "com.acme.A", "--base", folder.toString(), "a.jsonl"};
    assertEquals(
        """
        package com.acme;

        import dev.sheaf.schema.SchemaRecord;

        /// Proposed by `sheaf infer` from all 1 row of a.jsonl.
        @SchemaRecord
        public record A(
            long id) {}
        """,
        Outcome.of(arguments).out());
    String[] written = {
      "infer", "--name", "com.acme.A", "--output", folder.resolve("src").toString(), "--base", folder.toString(), "a.jsonl"
    };
    Path target = folder.resolve("src/com/acme/A.java");
    assertEquals(
        new Outcome(0, "infer: com.acme.A from all of 1 row -> %s\n".formatted(target), ""), Outcome.of(written));
    assertTrue(Files.exists(target));
    assertEquals(2, Outcome.of(written).status());
    Files.writeString(folder.resolve("a.jsonl"), "{\"id\": 1}\n{\"id\": \"x\"}\n");
    Outcome refused = Outcome.of(arguments);
    assertEquals(1, refused.status());
    assertTrue(refused.out().contains("numbers (a.jsonl, row 0) and texts (a.jsonl, row 1)"), refused::out);
  }

  private String index(Path schema, String name) {
    String output = folder.resolve(name).toString();
    Outcome indexed =
        Outcome.of("index", "--schema", schema.toString(), "--output", output, "--base", folder.toString(), "data/*.jsonl");
    assertEquals(0, indexed.status(), indexed.err());
    return output;
  }

  private Path descriptor(String file, FieldType id) throws IOException {
    RecordSchema note =
        new RecordSchema(
            "com.acme.Note",
            "",
            false,
            List.of(new FieldSchema("id", "", id), new FieldSchema("text", "", new TextType(List.of()))));
    return Files.writeString(folder.resolve(file), note.toJson());
  }
}
