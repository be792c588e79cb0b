package dev.sheaf.hdf5;

import dev.sheaf.hdf5.Hdf5File.Found;
import java.util.Map;

/// Follows paths through groups and links.
final class Paths {
  /// So many links are followed on one path; more lead in a circle, or were made to cost time.
  private static final int MAX_LINKS = 40;

  private final String asked;
  private int links;

  private Paths(String asked) {
    this.asked = asked;
  }

  /// The object at a path.
  ///
  /// @throws IllegalArgumentException if there is none
  static Found find(Hdf5File file, String path) {
    return new Paths(path).find(file, file.root(), path);
  }

  private Found find(Hdf5File file, long group, String path) {
    Hdf5File here = file;
    long address = path.startsWith("/") ? file.root() : group;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      Map<String, Link> inside = here.links(address);
      Link link = inside.get(name);
      if (link == null) {
        throw new IllegalArgumentException(
            "expected \"%s\" in %s, found nothing named \"%s\" where it leads to%s"
                .formatted(asked, file.name(), name, beside(inside)));
      }
      switch (link) {
        case Link.Hard(long target) -> address = target;
        case Link.Soft(String target) -> {
          follow(here, address, target);
          Found found = find(here, address, target);
          here = found.file();
          address = found.header().address();
        }
        case Link.External(String other, String target) -> {
          follow(here, address, other);
          Hdf5File opened = here.others().open(here.bytes(), address, other);
          Found found = find(opened, opened.root(), target);
          here = found.file();
          address = found.header().address();
        }
        case Link.Unknown(int kind) ->
            throw here.bytes()
                .unsupported(
                    address, "hard, soft and external links", "\"%s\", a link of kind %d".formatted(name, kind));
      }
    }
    return new Found(here, ObjectHeader.read(here.bytes(), address));
  }

  private void follow(Hdf5File file, long group, String target) {
    links++;
    if (links > MAX_LINKS) {
      throw file.bytes()
          .corrupt(
              group,
              "at most %d links on the way to \"%s\"".formatted(MAX_LINKS, asked),
              "links that lead in a circle, such as that to \"%s\"".formatted(target));
    }
  }

  private static String beside(Map<String, Link> inside) {
    if (inside.isEmpty()) {
      return "";
    }
    return "; there are " + inside.keySet().stream().limit(20).toList();
  }
}
