package dev.sheaf.source;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.RandomAccessSource;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.source.FileListOptions.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The files of a folder and of those in it, at positions: what was there when the list was made.
///
/// They come in natural order, each folder's files and folders among each other: `a/y 2.txt`, `a/y 10.txt`, `b`, `f2`,
/// `f10`; the same on every machine. Only files that hold bytes are listed, no pipes and no devices. A path begins as
/// the root does, so that a relative root gives relative paths. A root that is a file is a list of one.
///
/// Its fingerprint says which names there are from the root on, and nothing of what is in the files.
public final class FileList implements RandomAccessSource<Path> {
  private static final RecordSchema SCHEMA =
      new RecordSchema("dev.sheaf.File", "", true, List.of(new FieldSchema("path", "", new TextType(List.of()))));

  private final Path root;
  private final List<Path> files;

  private FileList(Path root, List<Path> files) {
    this.root = root;
    this.files = List.copyOf(files);
  }

  /// All files of a folder.
  ///
  /// @throws StorageException if there is no such folder, or one in it cannot be listed
  public static FileList of(Path root) {
    return of(root, FileListOptions.DEFAULT);
  }

  /// Some files of a folder.
  ///
  /// @throws StorageException if there is no such folder, or one in it cannot be listed
  /// @throws IllegalArgumentException if the pattern is malformed
  public static FileList of(Path root, FileListOptions options) {
    return new FileList(root, new Listing(options, options.matcher(root)).list(root));
  }

  /// The files, in their order.
  public List<Path> files() {
    return files;
  }

  /// The files as a dataset of paths.
  public Dataset<Path> dataset() {
    return Dataset.of(this, SCHEMA);
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public Path get(long position) {
    return files.get(Math.toIntExact(position));
  }

  @Override
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        for (Path name : below(root, file)) {
          // No name has a slash or a NUL in it.
          digest.update((name + "/").getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The path of a file from the root on: its name, where the root is the file.
  static Path below(Path root, Path file) {
    Path name = file.getFileName();
    return file.equals(root) && name != null ? name : root.relativize(file);
  }

  /// Looks through folders.
  private static final class Listing {
    private final FileListOptions options;
    private final PathMatcher matcher;
    private final List<Path> files = new ArrayList<>();

    /// The folders on the way to where it looks, as they really are.
    private final Set<Path> way = new HashSet<>();

    Listing(FileListOptions options, PathMatcher matcher) {
      this.options = options;
      this.matcher = matcher;
    }

    List<Path> list(Path root) {
      try {
        look(root, Files.readAttributes(root, BasicFileAttributes.class));
      } catch (IOException e) {
        throw new StorageException("cannot list", root.toString(), e);
      }
      return files;
    }

    private void look(Path path, BasicFileAttributes attributes) {
      if (attributes.isDirectory()) {
        enter(path);
      } else if (attributes.isRegularFile() && matcher.matches(path)) {
        files.add(path);
      }
    }

    private void enter(Path folder) {
      try {
        Path real = folder.toRealPath();
        if (!way.add(real)) {
          return;
        }
        for (Path entry : entries(folder)) {
          Path there = folder.resolve(entry);
          boolean link = Files.isSymbolicLink(there);
          // A link that leads nowhere is left out; so is what somebody has just removed.
          if ((!link || options.links() == Links.FOLLOW) && Files.exists(there)) {
            look(there, Files.readAttributes(there, BasicFileAttributes.class));
          }
        }
        way.remove(real);
      } catch (IOException e) {
        throw new StorageException("cannot list", folder.toString(), e);
      }
    }

    private List<Path> entries(Path folder) throws IOException {
      List<Path> names = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path entry : stream) {
          Path name = entry.getFileName();
          if (options.hidden() || !name.toString().startsWith(".")) {
            names.add(name);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      names.sort((left, right) -> NaturalOrder.NAMES.compare(left.toString(), right.toString()));
      return names;
    }
  }
}
