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
    files.add(new CodecEmitter(types).recordCodec());
    if (described.hasRow()) {
      files.add(new RowEmitter(types).row());
      files.add(new CodecEmitter(types).rowCodec());
    }
    files.add(new BatchEmitter(types).batch());
    files.add(new LoaderEmitter(types).loader());
    files.add(new FieldsEmitter(types).fields());
    RecordSchema schema = described.schema();
    files.add(new GeneratedFile.Resource(RecordSchema.descriptorPath(schema.name()), schema.toJson()));
    return List.copyOf(files);
  }
}
