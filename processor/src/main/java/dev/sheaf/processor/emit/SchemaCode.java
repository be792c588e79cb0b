package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.NameAllocator;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// The Java expression that makes a schema, and the constants for the records in it. For one codec.
final class SchemaCode {
  /// So many constants of an enum stand at each field that has it.
  private static final int FEW = 20;

  private final NameAllocator names = new NameAllocator();
  private final Map<RecordSchema, String> known = new HashMap<>();
  private final Map<EnumType, String> enums = new HashMap<>();
  private final List<FieldSpec> constants = new ArrayList<>();

  /// The constants that the expression names, each after those that it names itself.
  List<FieldSpec> constants() {
    return List.copyOf(constants);
  }

  CodeBlock of(RecordSchema schema) {
    return call(
        RecordSchema.class,
        text(schema.name()),
        text(schema.description()),
        CodeBlock.of("$L", schema.bare()),
        list(schema.fields().stream().map(this::field).toList()));
  }

  /// The constant with the schema of a record inside the record.
  private CodeBlock inner(RecordSchema schema) {
    String name = known.get(schema);
    if (name == null) {
      CodeBlock expression = of(schema);
      name = names.newName(simpleName(schema.name()).toUpperCase(Locale.ROOT) + "_SCHEMA");
      known.put(schema, name);
      constants.add(constant(RecordSchema.class, name, expression));
    }
    return CodeBlock.of("$N", name);
  }

  private CodeBlock field(FieldSchema field) {
    if (field.name().equals(field.component()) && field.defaultJson().isEmpty()) {
      return call(FieldSchema.class, text(field.name()), text(field.description()), type(field.type()));
    }
    return call(
        FieldSchema.class,
        text(field.name()),
        text(field.component()),
        text(field.description()),
        type(field.type()),
        optional(field.defaultJson().map(SchemaCode::text)));
  }

  private CodeBlock type(FieldType type) {
    return switch (type) {
      case ArrayType array -> array(array);
      case ScalarType(Scalar scalar, var constraints) ->
          constrained(ScalarType.class, List.of(CodeBlock.of("$T.$L", Scalar.class, scalar.name())), constraints);
      case TextType(var constraints) -> constrained(TextType.class, List.of(), constraints);
      case BytesType(var constraints) -> constrained(BytesType.class, List.of(), constraints);
      case EnumType constants -> constants.values().size() > FEW ? shared(constants) : enumType(constants);
      case TimeType(Time time) -> CodeBlock.of("new $T($T.$L)", TimeType.class, Time.class, time.name());
      case OptionalType(FieldType of) -> call(OptionalType.class, type(of));
      case ListType(FieldType element, var constraints) ->
          call(ListType.class, type(element), constraints(constraints));
      case MapType(FieldType value, var constraints) -> call(MapType.class, type(value), constraints(constraints));
      case RecordType(RecordSchema record) -> CodeBlock.of("new $T($L)", RecordType.class, inner(record));
      case UnionType(String name, String discriminator, var variants) ->
          call(
              UnionType.class,
              text(name),
              text(discriminator),
              list(
                  variants.stream()
                      .map(each -> variant(each))
                      .toList()));
      case SequenceType(FieldType element) -> call(SequenceType.class, type(element));
    };
  }

  private CodeBlock variant(UnionType.Variant variant) {
    return CodeBlock.of("new $T($L, $L)", UnionType.Variant.class, text(variant.tag()), inner(variant.record()));
  }

  private static CodeBlock enumType(EnumType type) {
    CodeBlock values = CodeBlock.join(type.values().stream().map(SchemaCode::text).toList(), ",$W");
    return CodeBlock.of("new $T($L, $T.of($L))", EnumType.class, text(type.name()), List.class, values);
  }

  /// The constant with an enum of many constants: several fields may have it, and each would list them all.
  private CodeBlock shared(EnumType type) {
    String name =
        enums.computeIfAbsent(
            type,
            _ -> {
              String constant = names.newName(simpleName(type.name()).toUpperCase(Locale.ROOT) + "_TYPE");
              constants.add(constant(EnumType.class, constant, enumType(type)));
              return constant;
            });
    return CodeBlock.of("$N", name);
  }

  private static FieldSpec constant(Class<?> type, String name, CodeBlock value) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL).initializer(value).build();
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  private static CodeBlock array(ArrayType array) {
    CodeBlock shape = CodeBlock.of("$T.parse($S)", ShapePattern.class, array.shape().toString());
    if (array.dtype().isPresent() && array.constraints().isEmpty()) {
      return CodeBlock.of(
          "new $T($L, $L, $L)", ArrayType.class, dtype(array.dtype().get()), shape, array.differentiable());
    }
    return call(
        ArrayType.class,
        optional(array.dtype().map(SchemaCode::dtype)),
        shape,
        CodeBlock.of("$L", array.differentiable()),
        constraints(array.constraints()));
  }

  private static CodeBlock dtype(DType dtype) {
    return CodeBlock.of("$T.$L", DType.class, dtype.name());
  }

  private static CodeBlock constrained(Class<?> type, List<CodeBlock> first, List<Constraint> constraints) {
    List<CodeBlock> arguments = new ArrayList<>(first);
    arguments.add(constraints(constraints));
    return constraints.isEmpty()
        ? CodeBlock.of("new $T($L)", type, CodeBlock.join(arguments, ", "))
        : Lines.call(CodeBlock.of("new $T", type), arguments);
  }

  private static CodeBlock constraints(List<Constraint> constraints) {
    return constraints.isEmpty()
        ? CodeBlock.of("$T.of()", List.class)
        : list(constraints.stream().map(SchemaCode::constraint).toList());
  }

  private static CodeBlock constraint(Constraint constraint) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> CodeBlock.of("new $T()", Constraint.NoNanOrInfinity.class);
      case Constraint.Range(var min, boolean minIncluded, var max, boolean maxIncluded) ->
          CodeBlock.of(
              "new $T($L, $L, $L, $L)",
              Constraint.Range.class,
              optional(min.map(SchemaCode::number)),
              minIncluded,
              optional(max.map(SchemaCode::number)),
              maxIncluded);
      case Constraint.Size(long min, long max) ->
          CodeBlock.of("new $T($L, $L)", Constraint.Size.class, size(min), size(max));
      case Constraint.Matches matches ->
          CodeBlock.of("new $T($L, $L)", Constraint.Matches.class, text(matches.regex()), matches.flags());
      case Constraint.NotBlank _ -> CodeBlock.of("new $T()", Constraint.NotBlank.class);
      case Constraint.Email _ -> CodeBlock.of("new $T()", Constraint.Email.class);
      case Constraint.Digits(int integer, int fraction) ->
          CodeBlock.of("new $T($L, $L)", Constraint.Digits.class, integer, fraction);
      case Constraint.Exactly(boolean value) -> CodeBlock.of("new $T($L)", Constraint.Exactly.class, value);
    };
  }

  private static CodeBlock size(long size) {
    return size == Long.MAX_VALUE ? CodeBlock.of("$T.MAX_VALUE", Long.class) : CodeBlock.of("$L", size + "L");
  }

  private static CodeBlock number(BigDecimal number) {
    return CodeBlock.of("new $T($S)", BigDecimal.class, number.toString());
  }

  private static CodeBlock optional(Optional<CodeBlock> value) {
    return value
        .map(present -> CodeBlock.of("$T.of($L)", Optional.class, present))
        .orElseGet(() -> CodeBlock.of("$T.empty()", Optional.class));
  }

  private static CodeBlock list(List<CodeBlock> items) {
    return items.isEmpty()
        ? CodeBlock.of("$T.of()", List.class)
        : Lines.call(CodeBlock.of("$T.of", List.class), items);
  }

  private static CodeBlock text(String text) {
    return Literals.of(text);
  }

  private static CodeBlock call(Class<?> constructor, CodeBlock... arguments) {
    return Lines.call(CodeBlock.of("new $T", constructor), List.of(arguments));
  }
}
