package dev.sheaf.processor.emit;

import dev.sheaf.processor.model.DescribedRecord;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.List;

/// All files that are written for one record. The same record gives the same bytes.
public final class RecordFiles {
  private RecordFiles() {}

  /// The files, in the order in which one builds on the other.
  public static List<GeneratedFile> of(DescribedRecord described) {
    RecordTypes types = RecordTypes.of(described);
    List<GeneratedFile> files = new ArrayList<>();
    CodecEmitter codecs = new CodecEmitter(types);
    files.add(codecs.recordCodec());
    if (described.hasRow()) {
      if (described.elementRow().isEmpty()) {
        files.add(new RowEmitter(types).row());
      }
      files.add(codecs.rowCodec());
    }
    files.add(new BatchEmitter(types).batch());
    files.add(new LoaderEmitter(types).loader());
    files.add(new FieldsEmitter(types).fields());
    RecordSchema schema = described.schema();
    String descriptor = RecordSchema.descriptorPath(schema.name());
    files.add(new GeneratedFile.Resource(descriptor, schema.toJson()));
    files.add(new GeneratedFile.Resource(descriptor + ".json", schema.toJsonSchema()));
    return List.copyOf(files);
  }
}
