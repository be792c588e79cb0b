package dev.sheaf.hdf5;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.hdf5.Values.NumberForm;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One dataset of a file, which must stay open. Thread-safe.
///
/// Numbers that lie in one piece, in this machine's byte order, are a view of the file where it is mapped: it lives
/// until the file is closed. Everything else is a copy that belongs to the caller. Of a dataset in chunks those are
/// read that have a part in what is wanted; checksums of chunks are verified.
public final class Hdf5Dataset {
  /// How the elements lie in the file.
  public enum Layout {
    /// In the description of the dataset.
    COMPACT,
    /// In one piece.
    CONTIGUOUS,
    /// In chunks, which may be compressed.
    CHUNKED,
    /// In other datasets or other files: not read here.
    ELSEWHERE
  }

  private final Hdf5File owner;
  private final String path;
  private final ObjectHeader header;
  private final Dataspace space;
  private final Hdf5Type type;
  private final DataLayout layout;
  private @Nullable volatile ElementStore store;

  Hdf5Dataset(Hdf5File owner, String path, ObjectHeader header) {
    this.owner = owner;
    this.path = path;
    this.header = header;
    FileBytes file = owner.bytes();
    this.space = space(file, header);
    this.type = TypeParser.parse(required(file, header, ObjectHeader.DATATYPE, "a type"));
    this.layout = DataLayout.parse(required(file, header, ObjectHeader.LAYOUT, "a layout"));
  }

  static Dataspace space(FileBytes file, ObjectHeader header) {
    return Dataspace.parse(required(file, header, ObjectHeader.DATASPACE, "a shape"));
  }

  private static Cursor required(FileBytes file, ObjectHeader header, int message, String what) {
    return header
        .fields(file, message, what)
        .orElseThrow(() -> file.corrupt(header.address(), "%s of the dataset".formatted(what), "none"));
  }

  /// The path that it was asked for by.
  public String path() {
    return path;
  }

  /// What its elements are.
  public Hdf5Type type() {
    return type;
  }

  /// How many elements there are along each axis; empty where there are none, not even along no axis.
  public Optional<Shape> shape() {
    return space.shape();
  }

  /// How the elements lie in the file.
  public Layout layout() {
    return switch (layout) {
      case DataLayout.Compact _ -> Layout.COMPACT;
      case DataLayout.Contiguous _ ->
          header.has(ObjectHeader.EXTERNAL_FILES) ? Layout.ELSEWHERE : Layout.CONTIGUOUS;
      case DataLayout.Chunked _ -> Layout.CHUNKED;
      case DataLayout.Refused _ -> Layout.ELSEWHERE;
    };
  }

  /// The shape of a chunk, where there are chunks.
  public Optional<Shape> chunkShape() {
    return layout instanceof DataLayout.Chunked(long[] dims, _, _) && dims.length > 0
        ? Optional.of(Shape.of(Arrays.copyOf(dims, dims.length - 1)))
        : Optional.empty();
  }

  /// The attributes, by name.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws UnsupportedFormatException if one of them is of a type that is not read here
  public Map<String, Hdf5Attribute> attributes() {
    return owner.attributes(header);
  }

  /// All elements.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws UnsupportedFormatException if the elements are of a type, behind a filter or in a place that is not read
  ///     here, or go past a limit
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Hdf5Value read() {
    return shape().isEmpty() ? new Hdf5Value.Empty() : read(Region.whole(shape().get()));
  }

  /// Some of the elements.
  ///
  /// @param slices one for each axis
  /// @throws IllegalArgumentException if there are more or fewer of them
  /// @throws IndexOutOfBoundsException if one goes past the end of its axis
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws UnsupportedFormatException as for [#read()]
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Hdf5Value read(List<Hdf5Slice> slices) {
    Shape shape =
        shape()
            .orElseThrow(
                () -> new IllegalArgumentException("expected a dataset with elements, found %s".formatted(this)));
    if (slices.size() != shape.rank()) {
      throw new IllegalArgumentException(
          "expected %d slices for %s, found %d".formatted(shape.rank(), this, slices.size()));
    }
    long[] from = new long[shape.rank()];
    long[] step = new long[shape.rank()];
    long[] count = new long[shape.rank()];
    for (int axis = 0; axis < from.length; axis++) {
      Hdf5Slice slice = slices.get(axis);
      if (slice.to() > shape.dim(axis)) {
        throw new IndexOutOfBoundsException(
            "expected a slice inside axis %d of %s, found %s".formatted(axis, this, slice));
      }
      from[axis] = slice.from();
      count[axis] = slice.count();
      // One element has no next one, however far that would be.
      step[axis] = count[axis] <= 1 ? 1 : slice.step();
    }
    return read(new Region(from, step, Shape.of(count)));
  }

  /// All elements, which are numbers.
  ///
  /// @throws IllegalArgumentException if they are something else
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws UnsupportedFormatException as for [#read()]
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public NdArray array() {
    if (read() instanceof Hdf5Value.Numbers(NdArray array)) {
      return array;
    }
    throw new IllegalArgumentException("expected numbers in %s, found elements of the type %s".formatted(this, type));
  }

  Hdf5Value read(Region region) {
    owner.checkOpen();
    FileBytes file = owner.bytes();
    if (type instanceof Hdf5Type.Unsupported(_, String what)) {
      throw values().unsupported(what);
    }
    ElementStore elements = store();
    Optional<NumberForm> form = NumberForm.of(type);
    long count = region.shape().size();
    if (form.isPresent()) {
      Hdf5Type.Numbers numbers = form.get().numbers();
      Shape shape = outerShape(form.get(), region.shape());
      Optional<MemorySegment> view = elements.view(region);
      if (view.isPresent()) {
        return new Hdf5Value.Numbers(values().array(numbers, shape, view.get(), false));
      }
      file.checkMemory(bytes(count), path);
      MemorySegment target = Memory.allocate(numbers.dtype(), shape.size());
      elements.read(region, target);
      return new Hdf5Value.Numbers(values().array(numbers, shape, target, true));
    }
    file.checkMemory(bytes(count), path);
    MemorySegment target = MemorySegment.ofArray(new byte[Math.toIntExact(count * type.byteSize())]);
    elements.read(region, target);
    return new Hdf5Value.Listed(region.shape(), values().list(type, count, target));
  }

  /// The bytes of so many elements, or the largest number there is.
  private long bytes(long count) {
    return count > Long.MAX_VALUE / type.byteSize() ? Long.MAX_VALUE : count * type.byteSize();
  }

  private Shape outerShape(NumberForm form, Shape outer) {
    try {
      return form.shape(outer);
    } catch (IllegalArgumentException _) {
      throw owner
          .bytes()
          .corrupt(header.address(), "at most 2^63 - 1 numbers", "%s of %s".formatted(outer, form.inner()));
    }
  }

  private Values values() {
    return new Values(owner.bytes(), owner.heap(), header.address());
  }

  /// How the dataset is stored, for people.
  dev.sheaf.format.Layout.Column stored() {
    String what = "%s %s".formatted(type.inWords(), shape().map(Shape::toString).orElse("(nothing)"));
    Layout kind = layout();
    long bytes =
        kind == Layout.CHUNKED ? dev.sheaf.format.Layout.UNKNOWN : bytes(shape().map(Shape::size).orElse(0L));
    dev.sheaf.format.Layout.Column column =
        new dev.sheaf.format.Layout.Column(path, what, bytes).with("layout", kind.name().toLowerCase(Locale.ROOT));
    if (chunkShape().isPresent()) {
      column = column.with("chunk", chunkShape().get()).with("filters", filters());
    }
    return column;
  }

  private String filters() {
    List<FilterPipeline.Filter> filters =
        header
            .fields(owner.bytes(), ObjectHeader.FILTERS, "filters")
            .map(FilterPipeline::parse)
            .map(FilterPipeline::filters)
            .orElse(List.of());
    return filters.isEmpty()
        ? "none"
        : filters.stream().map(FilterPipeline.Filter::toString).collect(Collectors.joining(", "));
  }

  /// Where in the file an element along the first axis is; -1 where that has no meaning.
  long offset(long row) {
    return store().offset(row);
  }

  FileBytes bytes() {
    return owner.bytes();
  }

  UnsupportedFormatException unsupported(String expected, String found) {
    return owner.bytes().unsupported(header.address(), expected, found);
  }

  private ElementStore store() {
    ElementStore known = store;
    if (known == null) {
      known = open();
      store = known;
    }
    return known;
  }

  private ElementStore open() {
    FileBytes file = owner.bytes();
    Shape shape = shape().orElseThrow();
    long bytes = bytes(shape.size());
    return switch (layout) {
      case DataLayout.Compact(MemorySegment stored, long start) -> {
        if (stored.byteSize() != bytes) {
          throw wrongLength(bytes, stored.byteSize());
        }
        yield new PlainStore(file.file(), start, shape, type.byteSize());
      }
      case DataLayout.Contiguous(long address, long length) -> {
        if (header.has(ObjectHeader.EXTERNAL_FILES)) {
          throw unsupported("the elements of \"%s\" in its own file".formatted(path), "a list of other files");
        }
        if (address == FileBytes.UNDEFINED || bytes == 0) {
          yield new FilledStore(fill());
        }
        if (length >= 0 && length != bytes) {
          throw wrongLength(bytes, length);
        }
        yield new PlainStore(file.file(), file.range(address, bytes, path).offset(), shape, type.byteSize());
      }
      case DataLayout.Chunked chunked -> {
        ChunkGrid grid = new ChunkGrid(file, header.address(), shape, space.limits(), chunked.dims(), type.byteSize());
        FilterPipeline filters =
            header
                .fields(file, ObjectHeader.FILTERS, "filters")
                .map(FilterPipeline::parse)
                .orElse(new FilterPipeline(file, new ArrayList<>()));
        yield new ChunkStore(header.address(), grid, chunked, filters, fill(), owner.cache());
      }
      case DataLayout.Refused(String what) ->
          throw unsupported("the elements of \"%s\" in one piece or in chunks".formatted(path), what);
    };
  }

  private CorruptDataException wrongLength(long expected, long found) {
    return owner
        .bytes()
        .corrupt(header.address(), "%d bytes for %s".formatted(expected, this), Long.toString(found));
  }

  private Optional<byte[]> fill() {
    return FillValue.of(owner.bytes(), header, type.byteSize());
  }

  /// The path and the shape.
  @Override
  public String toString() {
    return "%s %s".formatted(path, shape().map(Shape::toString).orElse("(nothing)"));
  }
}
