package dev.sheaf.hdf5;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// An HDF5 file as a tree of groups and datasets, for any number of threads at once.
///
/// Names in a path are separated by slashes; paths begin at the root, with a slash or without. Links are followed,
/// those to other files only where [FormatOptions#outsideAllowed()] says so, and then to files of the same folder. All
/// methods block while storage is read, and throw [IllegalStateException] after [#close()].
///
/// ```java
/// try (Hdf5File file = Hdf5File.open(Path.of("scan.h5"))) {
///   file.tree().forEach((path, node) -> System.out.println(path + " " + node));
///   Hdf5Dataset density = file.dataset("volume/density");
///   NdArray all = density.array();
///   Hdf5Value part = density.read(List.of(new Hdf5Slice(0, 10), new Hdf5Slice(0, 512, 2)));
/// }
/// ```
public final class Hdf5File implements AutoCloseable {
  /// Groups inside groups.
  private static final int MAX_DEPTH = 1024;

  /// How many bytes of decoded chunks are kept.
  static final long CHUNK_CACHE_BYTES = 64L << 20;

  private final InputFile input;
  private final FileBytes bytes;
  private final long root;
  private final ChunkCache cache;
  private final GlobalHeap heap;
  private final ExternalFiles others;
  private final Map<Long, Map<String, Link>> groups = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Hdf5File(Path path, InputFile input, Superblock superblock, long cacheBytes) {
    this.input = input;
    this.bytes = superblock.file();
    this.root = superblock.root();
    this.cache = new ChunkCache(cacheBytes);
    this.heap = new GlobalHeap(bytes);
    this.others = new ExternalFiles(path, bytes.options());
  }

  /// Opens a file, mapped where its file system can map.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws dev.sheaf.format.UnsupportedFormatException if it is of a newer version
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static Hdf5File open(Path path) {
    return open(path, FormatOptions.DEFAULT);
  }

  /// Opens a file with these options.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws dev.sheaf.format.UnsupportedFormatException if it is of a newer version
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static Hdf5File open(Path path, FormatOptions options) {
    InputFile input = InputFile.open(path);
    try {
      return open(path, input, options);
    } catch (Throwable e) {
      input.close();
      throw e;
    }
  }

  /// Opens a file that is read through `input`, and closes that when it is closed; if this fails, the caller does.
  ///
  /// @param path where it lies: for links to files of the same folder
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws dev.sheaf.format.UnsupportedFormatException if it is of a newer version
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static Hdf5File open(Path path, InputFile input, FormatOptions options) {
    return open(path, input, options, CHUNK_CACHE_BYTES);
  }

  /// @param cacheBytes how many bytes of decoded chunks are kept
  static Hdf5File open(Path path, InputFile input, FormatOptions options, long cacheBytes) {
    Hdf5File file = new Hdf5File(path, input, Superblock.read(input, options), cacheBytes);
    // What nothing else can be read without.
    ObjectHeader root = ObjectHeader.read(file.bytes, file.root);
    if (!root.isGroup()) {
      throw file.bytes.corrupt(file.root, "a group at the root", "another object");
    }
    return file;
  }

  /// The name for messages.
  public String name() {
    return input.name();
  }

  /// What is in the file, by path: every path that is reached without walking a group twice, in the order of the names,
  /// a group before what is in it. Links are listed, not followed; nothing else is opened.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws dev.sheaf.format.UnsupportedFormatException if groups are deeper than 1,024
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Map<String, Hdf5Node> tree() {
    checkOpen();
    Map<String, Hdf5Node> tree = new TreeMap<>();
    Map<Long, Hdf5Node> seen = new HashMap<>(Map.of(root, new Hdf5Node.Group(true)));
    Deque<Step> steps = new ArrayDeque<>();
    long characters = 0;
    push(steps, "", root, 0);
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      characters += step.path.length();
      if (characters > bytes.options().maxRecordBytes()) {
        throw bytes.unsupported(
            root, "paths of at most %d letters together".formatted(bytes.options().maxRecordBytes()), "more");
      }
      Hdf5Node node = node(step.link, seen);
      tree.put(step.path, node);
      if (node instanceof Hdf5Node.Group(boolean again) && !again && step.link instanceof Link.Hard(long address)) {
        push(steps, step.path, address, step.depth + 1);
      }
    }
    return Collections.unmodifiableMap(tree);
  }

  private record Step(String path, Link link, int depth) {}

  private void push(Deque<Step> steps, String group, long address, int depth) {
    if (depth > MAX_DEPTH) {
      throw bytes.unsupported(address, "groups at most %d deep".formatted(MAX_DEPTH), "deeper ones");
    }
    // The first name is to come off first.
    for (Map.Entry<String, Link> link : new TreeMap<>(links(address)).descendingMap().entrySet()) {
      steps.push(new Step(group + "/" + link.getKey(), link.getValue(), depth));
    }
  }

  /// @param seen the objects that were met before; those that are met now are added
  private Hdf5Node node(Link link, Map<Long, Hdf5Node> seen) {
    return switch (link) {
      case Link.Soft(String target) -> new Hdf5Node.SoftLink(target);
      case Link.External(String file, String path) -> new Hdf5Node.ExternalLink(file, path);
      case Link.Unknown(int kind) -> new Hdf5Node.UnknownLink(kind);
      case Link.Hard(long address) -> {
        Hdf5Node known = seen.get(address);
        if (known != null) {
          yield known;
        }
        Hdf5Node node = node(ObjectHeader.read(bytes, address));
        seen.put(address, node instanceof Hdf5Node.Group ? new Hdf5Node.Group(true) : node);
        yield node;
      }
    };
  }

  private Hdf5Node node(ObjectHeader header) {
    if (header.isDataset()) {
      return new Hdf5Node.Dataset(Hdf5Dataset.space(bytes, header).shape());
    }
    return header.isGroup() ? new Hdf5Node.Group(false) : new Hdf5Node.NamedType();
  }

  /// What is directly in a group, by name, in order. Links are listed, not followed.
  ///
  /// @throws IllegalArgumentException if there is no group at this path
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Map<String, Hdf5Node> list(String group) {
    checkOpen();
    Found found = Paths.find(this, group);
    if (!found.header().isGroup()) {
      throw new IllegalArgumentException("expected a group at \"%s\" of %s, found none".formatted(group, name()));
    }
    Map<String, Hdf5Node> nodes = new TreeMap<>();
    Hdf5File file = found.file();
    // Each group is listed here for the first time.
    file.links(found.header().address()).forEach((name, link) -> nodes.put(name, file.node(link, new HashMap<>())));
    return Collections.unmodifiableMap(nodes);
  }

  /// The dataset at a path. Its elements are read when they are asked for.
  ///
  /// @throws IllegalArgumentException if there is none
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there, or links lead in a circle
  /// @throws dev.sheaf.format.UnsupportedFormatException if the path leads to another file, and that is not allowed
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Hdf5Dataset dataset(String path) {
    checkOpen();
    Found found = Paths.find(this, path);
    if (!found.header().isDataset()) {
      throw new IllegalArgumentException(
          "expected a dataset at \"%s\" of %s, found a %s"
              .formatted(path, name(), found.header().isGroup() ? "group" : "type"));
    }
    return new Hdf5Dataset(found.file(), path, found.header());
  }

  /// The attributes of the group, dataset or type at a path, by name, in order.
  ///
  /// @throws IllegalArgumentException if there is nothing at this path
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there, or links lead in a circle
  /// @throws dev.sheaf.format.UnsupportedFormatException if an attribute is of a type that is not read here, or
  ///     the path leads to another file, and that is not allowed
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public Map<String, Hdf5Attribute> attributes(String path) {
    checkOpen();
    Found found = Paths.find(this, path);
    return found.file().attributes(found.header());
  }

  /// An object, and the file that it is in.
  record Found(Hdf5File file, ObjectHeader header) {}

  Map<String, Hdf5Attribute> attributes(ObjectHeader header) {
    checkOpen();
    return Attributes.read(bytes, heap, header);
  }

  /// The links of the group at an address: read once.
  Map<String, Link> links(long address) {
    Map<String, Link> known = groups.get(address);
    if (known == null) {
      known = Links.read(bytes, ObjectHeader.read(bytes, address));
      groups.put(address, known);
    }
    return known;
  }

  FileBytes bytes() {
    return bytes;
  }

  long root() {
    return root;
  }

  ChunkCache cache() {
    return cache;
  }

  GlobalHeap heap() {
    return heap;
  }

  ExternalFiles others() {
    return others;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("%s is closed".formatted(name()));
    }
  }

  /// Releases the file, and those that links led to. Views of a mapped file are gone with it.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cache.clear();
      try {
        others.close();
      } finally {
        input.close();
      }
    }
  }
}
