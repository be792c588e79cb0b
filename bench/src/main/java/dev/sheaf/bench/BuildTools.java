package dev.sheaf.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// How long the build tools take, each command in a process of its own: `bench/tools` runs it.
///
/// Usage: `BuildTools FOLDER LAUNCHER`, where FOLDER holds the files and LAUNCHER is the command `sheaf`; or, as it calls
/// itself, `BuildTools FOLDER --codec THREADS`, which reads the arrays once and does nothing else.
final class BuildTools {
  private static final String CODEC = "--codec";
  private static final int ROUNDS = 5;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int MANY_FILES = 100_000;

  /// About a megabyte of text each, a gigabyte in all.
  private static final int FILES = 1_000;

  private static final int FILE_ROWS = 17_500;

  /// What something took.
  ///
  /// @param seconds from its start to its end
  /// @param cpu seconds of work on all cores together, which other work beside it changes less
  private record Cost(double seconds, double cpu) {
    static final Cost MOST = new Cost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    Cost best(Cost other) {
      return new Cost(Math.min(seconds, other.seconds), Math.min(cpu, other.cpu));
    }
  }

  private final Path work;
  private final Path folder;
  private final String launcher;
  private final JsonPayloads arrays;

  private BuildTools(Path work, String launcher) {
    this.work = work;
    this.folder = work.resolve("tools");
    this.launcher = launcher;
    this.arrays = new JsonPayloads(folder.resolve("arrays"), 10, FILES, FILE_ROWS);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BuildTools tools = new BuildTools(Path.of(arguments[0]).toAbsolutePath(), arguments[1]);
    if (arguments[1].equals(CODEC)) {
      tools.readAll(Integer.parseInt(arguments[2]));
      return;
    }
    tools.make();
    System.out.println("| Work | Threads | s | s of all cores | MB/s |");
    System.out.println("|---|---|---|---|---|");
    for (int threads : THREADS == 1 ? new int[] {1} : new int[] {1, THREADS}) {
      tools.measureValidation(threads);
    }
    tools.measureIndex();
  }

  private void make() throws IOException {
    arrays.make();
    Files.writeString(folder.resolve("points.schema"), points().toJson());
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < MANY_FILES; i++) {
      Path file = many.resolve("%06d.json".formatted(i));
      if (!Files.exists(file)) {
        Files.writeString(
            file,
            """
            {"object_type":"array","shape":[1,3],"dtype":"float32","data":{"buffer":[[%d,2,3]],"encoding":"json"}}"""
                .formatted(i));
      }
    }
  }

  private static RecordSchema points() {
    FieldType rows = new FieldType.ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false);
    return new RecordSchema(
        "com.acme.Points", "", false, List.of(new FieldSchema("data", "", new FieldType.SequenceType(rows))));
  }

  private void measureValidation(int threads) throws IOException, InterruptedException {
    List<String> itself =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BuildTools.class.getName(),
            work.toString(),
            CODEC,
            "" + threads);
    Cost codec = Cost.MOST;
    Cost library = Cost.MOST;
    Cost codecAnew = Cost.MOST;
    Cost command = Cost.MOST;
    for (int round = 0; round < ROUNDS; round++) {
      codec = codec.best(timeHere(() -> readAll(threads)));
      library = library.best(timeHere(() -> validateAll(threads)));
      codecAnew = codecAnew.best(time(itself));
      command =
          command.best(
              run("validate", "--threads", "" + threads, "--base", folder.toString(), "arrays/sequence/*.json"));
    }
    double megabytes = arrays.sequenceBytes() / 1e6;
    print("the codec alone, warm", threads, codec, megabytes);
    print("`DatasetValidator`, warm", threads, library, megabytes);
    print("the codec alone, a process of its own", threads, codecAnew, megabytes);
    print("`sheaf validate`, a process of its own", threads, command, megabytes);
  }

  private void validateAll(int threads) {
    ValidationReport report =
        DatasetValidator.validate(
            points(), DatasetSource.of(folder, "arrays/sequence/*.json"), ScanOptions.DEFAULT.withThreads(threads));
    if (report.records() != FILES || report.errorCount() != 0) {
      throw new IllegalStateException("expected %d records without errors, found %s".formatted(FILES, report));
    }
  }

  private static Cost timeHere(Runnable work) {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    work.run();
    return new Cost((System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
  }

  /// Reads every array, and keeps none.
  private void readAll(int threads) {
    AtomicInteger next = new AtomicInteger();
    LazySequence<Float32Array> sequence = arrays.openSequence();
    Runnable reading =
        () -> {
          for (int i = next.getAndIncrement(); i < FILES; i = next.getAndIncrement()) {
            if (sequence.get(i).shape().dim(0) != FILE_ROWS) {
              throw new IllegalStateException("array %d has another shape".formatted(i));
            }
          }
        };
    // Closing waits for all.
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        workers.execute(reading);
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void measureIndex() throws IOException, InterruptedException {
    String index = folder.resolve("index").toString();
    String[] arguments = {"index", "--base", folder.toString(), "--output", index, "many/*.json"};
    List<String> anew = new ArrayList<>(List.of(arguments));
    anew.add("--force");
    Cost first = run(anew.toArray(String[]::new));
    Cost again = Cost.MOST;
    Cost start = Cost.MOST;
    for (int round = 0; round < ROUNDS; round++) {
      again = again.best(run(arguments));
      start = start.best(time(List.of(launcher, "--version")));
    }
    print("`sheaf index`, 100,000 files", THREADS, first, 0);
    print("`sheaf index` again, nothing changed", THREADS, again, 0);
    print("`sheaf --version`", 1, start, 0);
  }

  private Cost run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--schema", folder.resolve("points.schema").toString(), "--progress", "none"));
    return time(command);
  }

  private static Cost time(List<String> command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\"", "time"));
    timed.addAll(command);
    Process process = new ProcessBuilder(timed).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    List<String> said = process.errorReader().readAllLines();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: %s: %s".formatted(String.join(" ", command), said));
    }
    double[] seconds = Stream.of(said.getLast().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Cost(seconds[0], seconds[1] + seconds[2]);
  }

  private static void print(String work, int threads, Cost cost, double megabytes) {
    String rate = megabytes == 0 ? "" : String.format(Locale.ROOT, "%,.0f", megabytes / cost.seconds());
    System.out.println(
        String.format(Locale.ROOT, "| %s | %d | %.2f | %.2f | %s |", work, threads, cost.seconds(), cost.cpu(), rate));
  }
}
