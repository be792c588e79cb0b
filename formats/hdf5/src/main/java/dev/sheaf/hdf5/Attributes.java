package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the attributes of objects.
final class Attributes {
  private static final int BY_NAME = 8;
  private static final int MAX_NAME_BYTES = 1 << 16;

  private final FileBytes file;
  private final GlobalHeap heap;
  private final ObjectHeader header;
  private final Map<String, Hdf5Attribute> attributes = new TreeMap<>();

  private Attributes(FileBytes file, GlobalHeap heap, ObjectHeader header) {
    this.file = file;
    this.heap = heap;
    this.header = header;
  }

  static Map<String, Hdf5Attribute> read(FileBytes file, GlobalHeap heap, ObjectHeader header) {
    Attributes attributes = new Attributes(file, heap, header);
    for (ObjectHeader.Message message : header.messages()) {
      switch (message.type()) {
        case ObjectHeader.ATTRIBUTE ->
            attributes.add(
                ObjectHeader.resolve(
                    file, message.cursor("an attribute"), message.shared(), message.type(), "an attribute"));
        case ObjectHeader.ATTRIBUTE_INFO -> attributes.dense(message.cursor("attributes"));
        default -> {}
      }
    }
    return Collections.unmodifiableMap(attributes.attributes);
  }

  private void dense(Cursor cursor) {
    cursor.expect(0, "version");
    cursor.skip((cursor.u8() & 1) != 0 ? 2 : 0);
    long heapAddress = cursor.address();
    long tree = cursor.address();
    if (heapAddress == FileBytes.UNDEFINED || tree == FileBytes.UNDEFINED) {
      return;
    }
    FractalHeap objects = new FractalHeap(file, heapAddress);
    new BTree2(file, BY_NAME).forEach(tree, record -> add(objects.get(record)));
  }

  /// ```text
  /// 0  version, flags, bytes of name, type and shape, [character set]
  /// .. name, type, shape (each up to a multiple of eight in version 1), value
  /// ```
  private void add(Cursor cursor) {
    int version = cursor.u8();
    int flags = cursor.u8();
    int nameBytes = cursor.u16();
    int typeBytes = cursor.u16();
    int spaceBytes = cursor.u16();
    if (version < 1 || version > 3) {
      throw cursor.corrupt("version 1, 2 or 3 of an attribute", Integer.toString(version));
    }
    cursor.skip(version == 3 ? 1 : 0);
    String name = cursor.part(padded(nameBytes, version), "the name of an attribute").text();
    if (name.length() > MAX_NAME_BYTES) {
      throw cursor.corrupt("a name of at most %d bytes".formatted(MAX_NAME_BYTES), Integer.toString(name.length()));
    }
    Cursor type = cursor.part(padded(typeBytes, version), "the type of an attribute");
    Cursor space = cursor.part(padded(spaceBytes, version), "the shape of an attribute");
    boolean sharedType = version > 1 && (flags & 1) != 0;
    boolean sharedSpace = version > 1 && (flags & 2) != 0;
    Hdf5Type parsed =
        TypeParser.parse(ObjectHeader.resolve(file, type, sharedType, ObjectHeader.DATATYPE, "a type"));
    Dataspace dataspace =
        Dataspace.parse(ObjectHeader.resolve(file, space, sharedSpace, ObjectHeader.DATASPACE, "a shape"));
    if (attributes.put(name, new Hdf5Attribute(name, parsed, value(parsed, dataspace, cursor))) != null) {
      throw cursor.corrupt("attributes of different names", "two named \"%s\"".formatted(name));
    }
  }

  private static long padded(int bytes, int version) {
    return version == 1 ? (bytes + 7L) & -8 : bytes;
  }

  private Hdf5Value value(Hdf5Type type, Dataspace space, Cursor cursor) {
    Optional<Shape> shape = space.shape();
    if (shape.isEmpty()) {
      return new Hdf5Value.Empty();
    }
    long count = shape.get().size();
    if (count > cursor.remaining() / type.byteSize()) {
      throw cursor.corrupt(
          "%d elements of %d bytes".formatted(count, type.byteSize()), "%d bytes".formatted(cursor.remaining()));
    }
    Cursor bytes = cursor.part(count * type.byteSize(), "the value of an attribute");
    Values values = new Values(file, heap, header.address());
    return Values.NumberForm.of(type)
        .<Hdf5Value>map(
            form ->
                new Hdf5Value.Numbers(values.array(form.numbers(), form.shape(shape.get()), bytes.bytes(), false)))
        .orElseGet(() -> new Hdf5Value.Listed(shape.get(), values.list(type, count, bytes.bytes())));
  }
}
