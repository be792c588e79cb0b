package dev.sheaf.tools.compare;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sheaf.DataException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Whether one text keeps constraints: as the codec itself has it.
final class TextRules {
  private TextRules() {}

  static boolean hold(String text, List<Constraint> constraints) {
    RecordSchema one =
        new RecordSchema("Text", "", true, List.of(new FieldSchema("text", "", new TextType(constraints))));
    byte[] json = new TextNode(text).toString().getBytes(StandardCharsets.UTF_8);
    try {
      Payload.parse(json, Path.of(""), SchemaCodec.of(one), DecodeOptions.DEFAULT);
      return true;
    } catch (DataException _) {
      return false;
    }
  }
}
