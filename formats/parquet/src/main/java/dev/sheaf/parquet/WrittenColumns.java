package dev.sheaf.parquet;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.schema.Time;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/// Finds the columns for the fields of a record. Arrow's schema says beside them what Parquet's types cannot, so that
/// whoever reads through Arrow gets arrays of one shape as such.
final class WrittenColumns {
  private static final int INT = 2;
  private static final int FLOATING_POINT = 3;
  private static final int BINARY = 4;
  private static final int UTF8 = 5;
  private static final int BOOL = 6;
  private static final int DATE = 8;
  private static final int TIME = 9;
  private static final int TIMESTAMP = 10;
  private static final int LIST = 12;
  private static final int STRUCT = 13;
  private static final int MAP = 17;
  private static final int NANOSECONDS = 3;

  private WrittenColumns() {}

  static List<WrittenColumn> of(RecordSchema schema) {
    return schema.fields().stream().map(field -> column(field.name(), field.type(), Repetition.REQUIRED)).toList();
  }

  private static WrittenColumn column(String name, FieldType type, Repetition repetition) {
    return switch (type) {
      case FieldType.OptionalType(FieldType of) -> column(name, of, Repetition.OPTIONAL);
      case FieldType.ScalarType(Scalar scalar, _) -> number(name, scalar.dtype(), repetition, WrittenValues::scalar);
      case ArrayType array -> array(name, array, repetition);
      case FieldType.TextType _ -> text(name, repetition, WrittenValues::text);
      case FieldType.EnumType(_, List<String> values) ->
          text(name, repetition, (consumer, value) -> WrittenValues.enumeration(consumer, value, values));
      case FieldType.BytesType _ ->
          leaf(
              Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name),
              ArrowSchemaWriter.Type.of(BINARY),
              WrittenValues::bytes);
      case FieldType.TimeType(Time time) -> time(name, time, repetition);
      case FieldType.ListType(FieldType element, _) -> {
        WrittenColumn inner = column("element", element, Repetition.REQUIRED);
        yield list(
            name,
            repetition,
            inner,
            ArrowSchemaWriter.Type.of(LIST),
            (consumer, value) -> WrittenValues.list(consumer, value, inner));
      }
      case FieldType.MapType(FieldType value, _) -> map(name, value, repetition);
      case FieldType.RecordType(RecordSchema record) -> record(name, record, repetition);
      case FieldType.UnionType _, FieldType.SequenceType _ ->
          throw new IllegalArgumentException(
              "expected a field that Parquet has a column for, found \"%s\": %s".formatted(name, type.inWords()));
    };
  }

  private static WrittenColumn leaf(Type type, ArrowSchemaWriter.Type arrow, WrittenColumn.ValueWriter values) {
    boolean nullable = type.isRepetition(Repetition.OPTIONAL);
    return new WrittenColumn(
        type, new ArrowSchemaWriter.Field(type.getName(), nullable, arrow, List.of(), Map.of()), values);
  }

  private static WrittenColumn text(String name, Repetition repetition, WrittenColumn.ValueWriter values) {
    return leaf(
        Types.primitive(PrimitiveTypeName.BINARY, repetition).as(LogicalTypeAnnotation.stringType()).named(name),
        ArrowSchemaWriter.Type.of(UTF8),
        values);
  }

  private static WrittenColumn number(
      String name, DType dtype, Repetition repetition, WrittenColumn.ValueWriter values) {
    Type type =
        switch (dtype) {
          case BOOL -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
          case INT8, INT16, UINT8, UINT16, UINT32 ->
              Types.primitive(PrimitiveTypeName.INT32, repetition)
                  .as(LogicalTypeAnnotation.intType(8 * dtype.byteSize(), dtype.kind() == DType.Kind.SIGNED))
                  .named(name);
          case INT32 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
          case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
          case UINT64 ->
              Types.primitive(PrimitiveTypeName.INT64, repetition)
                  .as(LogicalTypeAnnotation.intType(64, false))
                  .named(name);
          case FLOAT16 ->
              Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                  .length(Short.BYTES)
                  .as(LogicalTypeAnnotation.float16Type())
                  .named(name);
          case FLOAT32 -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
          case FLOAT64 -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
          case BFLOAT16, COMPLEX64, COMPLEX128 ->
              throw new IllegalArgumentException(
                  "expected a dtype that Parquet has in \"%s\", found %s".formatted(name, dtype));
        };
    ArrowSchemaWriter.Type arrow =
        switch (dtype.kind()) {
          case BOOL -> ArrowSchemaWriter.Type.of(BOOL);
          case SIGNED -> ArrowSchemaWriter.Type.of(INT, 8 * dtype.byteSize(), 1);
          case UNSIGNED -> ArrowSchemaWriter.Type.of(INT, 8 * dtype.byteSize(), 0);
          // Half, single and double are 0, 1 and 2.
          case FLOAT, COMPLEX -> ArrowSchemaWriter.Type.of(FLOATING_POINT, dtype.byteSize() / 4);
        };
    return leaf(type, arrow, values);
  }

  private static WrittenColumn array(String name, ArrayType array, Repetition repetition) {
    ShapePattern shape = array.shape();
    if (array.dtype().isEmpty() || !(shape.isFixed() || shape.isRaggedAlongFirstAxis())) {
      throw new IllegalArgumentException(
          "expected arrays of one dtype that differ along the first axis at most in \"%s\", found %s of shape %s"
              .formatted(name, array.inWords(), shape));
    }
    DType dtype = array.dtype().get();
    if (shape.axes().isEmpty()) {
      return number(name, dtype, repetition, (consumer, value) -> WrittenValues.scalar(consumer, value, dtype));
    }
    // Arrow takes lists as tensors only where elements could be missing.
    Repetition elements = shape.isFixed() && shape.axes().size() > 1 ? Repetition.OPTIONAL : Repetition.REQUIRED;
    WrittenColumn number = number("element", dtype, elements, WrittenValues::scalar);
    List<Long> extents =
        shape.axes().stream()
            .map(axis -> axis instanceof Axis.Fixed(long extent) ? extent : -1L)
            .toList();
    if (shape.isFixed()) {
      return fixed(name, dtype, extents, repetition, number);
    }
    WrittenColumn element = number;
    for (int axis = extents.size() - 1; axis > 0; axis--) {
      element = list("element", Repetition.REQUIRED, element, fixedSize(name, extents.get(axis)), number.values());
    }
    return list(
        name,
        repetition,
        element,
        ArrowSchemaWriter.Type.of(LIST),
        (consumer, value) -> WrittenValues.array(consumer, value, dtype, extents, extents));
  }

  /// One list, whatever the number of axes: Arrow's extension type says the shape.
  private static WrittenColumn fixed(
      String name, DType dtype, List<Long> extents, Repetition repetition, WrittenColumn number) {
    long size = 1;
    for (long extent : extents) {
      size = extent > Integer.MAX_VALUE || size > Integer.MAX_VALUE ? Long.MAX_VALUE : size * extent;
    }
    List<Long> flat = List.of(size);
    WrittenColumn column =
        list(
            name,
            repetition,
            number,
            fixedSize(name, size),
            (consumer, value) -> WrittenValues.array(consumer, value, dtype, extents, flat));
    if (extents.size() == 1) {
      return column;
    }
    String json =
        extents.stream().map(String::valueOf).collect(Collectors.joining(",", "{\"shape\":[", "]}"));
    return column.withMetadata(
        Map.of("ARROW:extension:name", "arrow.fixed_shape_tensor", "ARROW:extension:metadata", json));
  }

  private static ArrowSchemaWriter.Type fixedSize(String name, long size) {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected arrays of 1 to %d elements in \"%s\", found %d".formatted(Integer.MAX_VALUE, name, size));
    }
    return ArrowSchemaWriter.Type.of(ArrowField.FIXED_SIZE_LIST, (int) size);
  }

  private static WrittenColumn list(
      String name,
      Repetition repetition,
      WrittenColumn element,
      ArrowSchemaWriter.Type arrow,
      WrittenColumn.ValueWriter values) {
    Type type =
        Types.buildGroup(repetition)
            .as(LogicalTypeAnnotation.listType())
            .addField(Types.repeatedGroup().addField(element.type()).named("list"))
            .named(name);
    return new WrittenColumn(
        type,
        new ArrowSchemaWriter.Field(
            name, repetition == Repetition.OPTIONAL, arrow, List.of(element.arrow()), Map.of()),
        values);
  }

  private static WrittenColumn map(String name, FieldType value, Repetition repetition) {
    WrittenColumn key = text("key", Repetition.REQUIRED, WrittenValues::text);
    WrittenColumn element = column("value", value, Repetition.REQUIRED);
    Type type =
        Types.buildGroup(repetition)
            .as(LogicalTypeAnnotation.mapType())
            .addField(Types.repeatedGroup().addField(key.type()).addField(element.type()).named("key_value"))
            .named(name);
    ArrowSchemaWriter.Field entries =
        new ArrowSchemaWriter.Field(
            "key_value", false, ArrowSchemaWriter.Type.of(STRUCT), List.of(key.arrow(), element.arrow()), Map.of());
    return new WrittenColumn(
        type,
        new ArrowSchemaWriter.Field(
            name, repetition == Repetition.OPTIONAL, ArrowSchemaWriter.Type.of(MAP, 0), List.of(entries), Map.of()),
        (consumer, values) -> WrittenValues.map(consumer, values, element));
  }

  private static WrittenColumn record(String name, RecordSchema record, Repetition repetition) {
    List<WrittenColumn> fields = of(record);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("expected a record with fields in \"%s\", found none".formatted(name));
    }
    Type type =
        Types.buildGroup(repetition)
            .addFields(fields.stream().map(WrittenColumn::type).toArray(Type[]::new))
            .named(name);
    return new WrittenColumn(
        type,
        new ArrowSchemaWriter.Field(
            name,
            repetition == Repetition.OPTIONAL,
            ArrowSchemaWriter.Type.of(STRUCT),
            fields.stream().map(WrittenColumn::arrow).toList(),
            Map.of()),
        (consumer, value) -> {
          consumer.startGroup();
          WrittenValues.fields(consumer, value, fields);
          consumer.endGroup();
        });
  }

  private static WrittenColumn time(String name, Time time, Repetition repetition) {
    LogicalTypeAnnotation.TimeUnit nanos = LogicalTypeAnnotation.TimeUnit.NANOS;
    WrittenColumn.ValueWriter values = (consumer, value) -> WrittenValues.time(consumer, value, time);
    return switch (time) {
      case LOCAL_DATE ->
          leaf(
              Types.primitive(PrimitiveTypeName.INT32, repetition).as(LogicalTypeAnnotation.dateType()).named(name),
              ArrowSchemaWriter.Type.of(DATE, 0),
              values);
      case LOCAL_TIME ->
          leaf(
              int64(repetition, LogicalTypeAnnotation.timeType(false, nanos), name),
              ArrowSchemaWriter.Type.of(TIME, NANOSECONDS, 64),
              values);
      case INSTANT ->
          leaf(
              int64(repetition, LogicalTypeAnnotation.timestampType(true, nanos), name),
              ArrowSchemaWriter.Type.of(TIMESTAMP, NANOSECONDS, "UTC"),
              values);
      case LOCAL_DATE_TIME ->
          leaf(
              int64(repetition, LogicalTypeAnnotation.timestampType(false, nanos), name),
              ArrowSchemaWriter.Type.of(TIMESTAMP, NANOSECONDS),
              values);
      case DURATION ->
          leaf(
              Types.primitive(PrimitiveTypeName.INT64, repetition).named(name),
              ArrowSchemaWriter.Type.of(ArrowField.DURATION, NANOSECONDS),
              values);
      // Parquet's timestamps have no offset of their own.
      case OFFSET_DATE_TIME -> text(name, repetition, values);
    };
  }

  private static Type int64(Repetition repetition, LogicalTypeAnnotation annotation, String name) {
    return Types.primitive(PrimitiveTypeName.INT64, repetition).as(annotation).named(name);
  }
}
