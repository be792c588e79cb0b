package dev.sheaf.parquet;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// What the values of a leaf mean in Java.
sealed interface LeafType {
  /// Numbers and booleans, which can lie side by side in arrays.
  record Numeric(DType dtype) implements LeafType {}

  /// Text in UTF-8.
  record Text() implements LeafType {}

  /// Bytes as they are.
  record Bytes() implements LeafType {}

  /// Decimal numbers, as texts with all their digits.
  ///
  /// @param scale how many of them stand behind the point
  record Decimal(int scale) implements LeafType {}

  /// Points in time and spans of it.
  ///
  /// @param time which type of `java.time`
  /// @param perSecond how many units a second has; 0 for days, -1 for the twelve bytes of INT96
  record Moment(Time time, long perSecond) implements LeafType {}

  /// What the schema says of values of this type.
  default FieldType fieldType() {
    return switch (this) {
      case Numeric(DType dtype) -> {
        for (Scalar scalar : Scalar.values()) {
          if (scalar.dtype() == dtype) {
            yield new ScalarType(scalar, List.of());
          }
        }
        yield new ArrayType(dtype, ShapePattern.scalar(), false);
      }
      case Text _, Decimal _ -> new TextType(List.of());
      case Bytes _ -> new BytesType(List.of());
      case Moment(Time time, _) -> new TimeType(time);
    };
  }

  /// The type that a leaf's annotations give it.
  static LeafType of(SchemaNode leaf, Optional<ArrowField> arrow, Place place) {
    SchemaElement element = leaf.element();
    LogicalType logical = element.isSetLogicalType() ? element.getLogicalType() : null;
    ConvertedType converted = element.isSetConverted_type() ? element.getConverted_type() : null;
    Optional<DecimalType> decimal = decimal(element, logical, converted);
    if (decimal.isPresent()) {
      return decimal(leaf, decimal.get(), place);
    }
    return switch (leaf.physical()) {
      case BOOLEAN -> new Numeric(DType.BOOL);
      case FLOAT -> new Numeric(DType.FLOAT32);
      case DOUBLE -> new Numeric(DType.FLOAT64);
      case INT32 -> int32(logical, converted);
      case INT64 -> int64(logical, converted, arrow);
      case INT96 -> new Moment(Time.LOCAL_DATE_TIME, -1);
      case BYTE_ARRAY -> text(logical, converted) ? new Text() : new Bytes();
      case FIXED_LEN_BYTE_ARRAY ->
          logical != null && logical.isSetFLOAT16() && element.getType_length() == 2
              ? new Numeric(DType.FLOAT16)
              : new Bytes();
    };
  }

  private static boolean text(@Nullable LogicalType logical, @Nullable ConvertedType converted) {
    return logical != null
        ? logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()
        : converted == ConvertedType.UTF8 || converted == ConvertedType.ENUM || converted == ConvertedType.JSON;
  }

  private static Optional<DecimalType> decimal(
      SchemaElement element,
      @Nullable LogicalType logical,
      @Nullable ConvertedType converted) {
    if (logical != null && logical.isSetDECIMAL()) {
      return Optional.of(logical.getDECIMAL());
    }
    return converted == ConvertedType.DECIMAL
        ? Optional.of(new DecimalType(element.getScale(), element.getPrecision()))
        : Optional.empty();
  }

  private static LeafType decimal(SchemaNode leaf, DecimalType decimal, Place place) {
    int scale = decimal.getScale();
    // Arrow's widest; digits are written out, so that the scale is a length too.
    if (scale < 0 || scale > 1000 || leaf.physical() == Type.BOOLEAN || leaf.physical() == Type.INT96) {
      throw place.unsupported(
          "decimals of 0 to 1000 digits behind the point", "%s of scale %d".formatted(leaf.physical(), scale));
    }
    return leaf.physical() == Type.FLOAT || leaf.physical() == Type.DOUBLE
        ? new Numeric(leaf.physical() == Type.FLOAT ? DType.FLOAT32 : DType.FLOAT64)
        : new Decimal(scale);
  }

  private static LeafType int32(
      @Nullable LogicalType logical,
      @Nullable ConvertedType converted) {
    if (logical != null ? logical.isSetDATE() : converted == ConvertedType.DATE) {
      return new Moment(Time.LOCAL_DATE, 0);
    }
    if (logical != null ? logical.isSetTIME() : converted == ConvertedType.TIME_MILLIS) {
      return new Moment(Time.LOCAL_TIME, 1000);
    }
    if (logical != null && logical.isSetINTEGER()) {
      boolean signed = logical.getINTEGER().isIsSigned();
      return switch (logical.getINTEGER().getBitWidth()) {
        case 8 -> new Numeric(signed ? DType.INT8 : DType.UINT8);
        case 16 -> new Numeric(signed ? DType.INT16 : DType.UINT16);
        default -> new Numeric(signed ? DType.INT32 : DType.UINT32);
      };
    }
    return switch (converted) {
      case INT_8 -> new Numeric(DType.INT8);
      case INT_16 -> new Numeric(DType.INT16);
      case UINT_8 -> new Numeric(DType.UINT8);
      case UINT_16 -> new Numeric(DType.UINT16);
      case UINT_32 -> new Numeric(DType.UINT32);
      case null, default -> new Numeric(DType.INT32);
    };
  }

  private static LeafType int64(
      @Nullable LogicalType logical,
      @Nullable ConvertedType converted,
      Optional<ArrowField> arrow) {
    if (logical != null) {
      if (logical.isSetTIMESTAMP()) {
        Time time = logical.getTIMESTAMP().isIsAdjustedToUTC() ? Time.INSTANT : Time.LOCAL_DATE_TIME;
        return new Moment(time, perSecond(Footer.there(logical.getTIMESTAMP().getUnit())));
      }
      if (logical.isSetTIME()) {
        return new Moment(Time.LOCAL_TIME, perSecond(Footer.there(logical.getTIME().getUnit())));
      }
      if (logical.isSetINTEGER()) {
        return new Numeric(logical.getINTEGER().isIsSigned() ? DType.INT64 : DType.UINT64);
      }
    } else if (converted != null) {
      switch (converted) {
        case TIMESTAMP_MILLIS -> {
          return new Moment(Time.INSTANT, 1000);
        }
        case TIMESTAMP_MICROS -> {
          return new Moment(Time.INSTANT, 1_000_000);
        }
        case TIME_MICROS -> {
          return new Moment(Time.LOCAL_TIME, 1_000_000);
        }
        case UINT_64 -> {
          return new Numeric(DType.UINT64);
        }
        default -> {}
      }
    }
    // Parquet has no spans of time; Arrow says it of whole numbers.
    return arrow
        .filter(field -> field.type() == ArrowField.DURATION)
        .<LeafType>map(field -> new Moment(Time.DURATION, field.perSecond()))
        .orElse(new Numeric(DType.INT64));
  }

  private static long perSecond(TimeUnit unit) {
    return unit.isSetMILLIS() ? 1000 : unit.isSetMICROS() ? 1_000_000 : 1_000_000_000;
  }

  /// Memory for numbers, as arrays have it.
  static MemorySegment allocate(DType dtype, int count) {
    return switch (dtype) {
      case BOOL, UINT8, INT8 -> MemorySegment.ofArray(new byte[count]);
      case UINT16, INT16, FLOAT16, BFLOAT16 -> MemorySegment.ofArray(new short[count]);
      case UINT32, INT32 -> MemorySegment.ofArray(new int[count]);
      case UINT64, INT64 -> MemorySegment.ofArray(new long[count]);
      case FLOAT32 -> MemorySegment.ofArray(new float[count]);
      case FLOAT64 -> MemorySegment.ofArray(new double[count]);
      case COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("Parquet has no complex numbers");
    };
  }

  /// One number as an array without axes.
  static NdArray scalar(DType dtype, MemorySegment element) {
    return NdArray.wrap(dtype, element, Shape.of());
  }
}
