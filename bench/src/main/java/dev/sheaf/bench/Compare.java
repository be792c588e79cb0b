package dev.sheaf.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sheaf and its peers at the same work, in turn, on one machine.
///
/// Usage: `Compare PEERS FOLDER [json|formats|pipeline]...`, where PEERS holds the peers' scripts and FOLDER the files
/// that all read. The environment's `PEER_PYTHON` names the Python that has the peers; without it those are left out.
/// Each side runs twice, in turn, each time in a process of its own; the better time counts. Prints one JSON line for
/// each row, then the same as a table.
final class Compare {
  private static final int ROUNDS = 2;
  private static final List<String> TOPICS = List.of("json", "formats", "pipeline");

  private final Path peers;
  private final Path folder;
  private final Optional<String> python;

  private Compare(Path peers, Path folder, Optional<String> python) {
    this.peers = peers;
    this.folder = folder;
    this.python = python;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> topics = args.length == 2 ? TOPICS : Arrays.asList(args).subList(2, args.length);
    if (!TOPICS.containsAll(topics)) {
      System.err.println("usage: bench/compare [json|formats|pipeline]...; found " + topics);
      System.exit(2);
    }
    Optional<String> python = Optional.ofNullable(System.getenv("PEER_PYTHON")).filter(name -> !name.isBlank());
    if (python.isEmpty()) {
      System.out.println("PEER_PYTHON is not set: the peers in Python are left out.");
    }
    Compare compare = new Compare(Path.of(args[0]), Path.of(args[1]), python);
    List<Row> rows = new ArrayList<>();
    for (String topic : topics) {
      rows.addAll(compare.rows(topic));
    }
    System.out.println();
    System.out.println(Row.tableHead());
    rows.forEach(row -> System.out.println(row.tableLine()));
  }

  private List<Row> rows(String topic) throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve(topic)).toAbsolutePath();
    List<Figure> ours = new ArrayList<>();
    List<Figure> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Peer peer : Peer.of(topic)) {
        Optional<List<String>> command = theirCommand(peer, work, round == 0);
        if (command.isPresent()) {
          theirs.addAll(run(command.get()));
        }
      }
      for (List<String> command : ourCommands(topic, work)) {
        ours.addAll(run(command));
      }
    }
    if (ours.isEmpty()) {
      throw new IllegalStateException("our side of " + topic + " gave no figure; its message stands above");
    }
    List<Row> rows = rows(best(ours), best(theirs));
    rows.forEach(row -> System.out.println(row.json()));
    return rows;
  }

  /// What we do with fewer threads is a peer of what we do with more.
  static List<Row> rows(List<Figure> ours, List<Figure> theirs) {
    List<Figure> peers = new ArrayList<>(theirs);
    ours.stream().filter(figure -> !figure.who().equals(OurSide.NAME)).forEach(peers::add);
    return ours.stream()
        .filter(figure -> figure.who().equals(OurSide.NAME))
        .flatMap(our -> rowsOf(our, peers).stream())
        .toList();
  }

  /// One row for each peer that did the same work; one without a peer if none did.
  static List<Row> rowsOf(Figure ours, List<Figure> theirs) {
    double rate = ours.rate();
    String unit = ours.unit().rate();
    List<Row> rows =
        theirs.stream()
            .filter(peer -> Peer.isSameWork(ours, peer))
            .map(peer -> new Row(ours.work(), unit, rate, peer.rate(), nameOf(ours, peer), reach(peer)))
            .toList();
    return rows.isEmpty() ? List.of(new Row(ours.work(), unit, rate, null, null, null)) : rows;
  }

  private static String nameOf(Figure ours, Figure peer) {
    return peer.work().equals(ours.work()) ? peer.who() : peer.who() + ": " + peer.work();
  }

  private static @Nullable Double reach(Figure peer) {
    OptionalDouble reach = Peer.reach(peer);
    return reach.isPresent() ? reach.getAsDouble() : null;
  }

  /// The least time for each side and work, in the order of their first figures.
  static List<Figure> best(List<Figure> figures) {
    Map<String, Figure> best = new LinkedHashMap<>();
    for (Figure figure : figures) {
      best.merge(figure.who() + '\n' + figure.work(), figure, (a, b) -> a.seconds() <= b.seconds() ? a : b);
    }
    return List.copyOf(best.values());
  }

  private static List<List<String>> ourCommands(String topic, Path work) {
    if (!topic.equals("formats")) {
      return List.of(java(OurSide.class.getName(), topic, work.toString()));
    }
    return Stream.of(ArrayRecordReading.class, TfRecordSide.class, ParquetSide.class, Hdf5Side.class)
        .map(side -> java(side.getName(), work.toString()))
        .toList();
  }

  private static List<String> java(String main, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(List.of(java, "-Xmx2g", "-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    return command;
  }

  /// How a peer is run; empty where it cannot be, which has been said then.
  private Optional<List<String>> theirCommand(Peer peer, Path work, boolean build)
      throws IOException, InterruptedException {
    return switch (peer.language()) {
      case PYTHON -> python.map(name -> script(name, peer, work));
      case CPP -> {
        Path program = work.resolveSibling(peer.program().replace(".cpp", ""));
        if (build) {
          Files.deleteIfExists(program);
          build(peers.resolve(peer.program()), program);
        }
        yield Files.exists(program)
            ? Optional.of(List.of(program.toAbsolutePath().toString(), work.toString()))
            : Optional.empty();
      }
      case JAVA -> Optional.of(java(peer.program(), work.toString()));
    };
  }

  private List<String> script(String python, Peer peer, Path work) {
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(peers.resolve(peer.program()).toString());
    command.addAll(List.of("--work", work.toString()));
    command.addAll(peer.arguments());
    return command;
  }

  /// Builds a peer in C++, for this machine; says why if that fails.
  private static void build(Path source, Path program) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "g++", "-O3", "-march=native", "-std=c++17", source.toString(), "-lsimdjson", "-o", program.toString());
    String log;
    try {
      Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
      log = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (compiler.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      log = String.valueOf(e.getMessage());
    }
    String reason = log.lines().filter(line -> line.contains("rror")).findFirst().orElse("no message");
    System.out.println(source.getFileName() + " is skipped; it needs g++ and simdjson (libsimdjson-dev): " + reason);
  }

  /// Runs a side to its end; a side that fails has said why on its error stream, which is ours.
  private static List<Figure> run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Figure> figures = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Figure> figure = Figure.parse(line);
        figure.ifPresentOrElse(figures::add, noteOf(line));
      }
    }
    if (process.waitFor() != 0) {
      System.err.println("failed with " + process.exitValue() + ": " + String.join(" ", command));
    }
    return figures;
  }

  private static Runnable noteOf(String line) {
    return () -> System.err.println("note: " + line);
  }
}
