package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The process that a goal keeps.
@Timeout(60)
class SheafWorkerTest {
  private static final Path SAMPLES = Path.of(System.getProperty("sheaf.testdata"), "tesseract");

  @TempDir Path folder;
  private Process worker;
  private BufferedReader lines;
  private DataOutputStream orders;

  @BeforeEach
  void start() throws IOException {
    worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dstdout.encoding=UTF-8",
                SheafWorker.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    lines = worker.inputReader(StandardCharsets.UTF_8);
    orders = new DataOutputStream(worker.getOutputStream());
  }

  @AfterEach
  void stop() {
    worker.destroyForcibly();
  }

  @Test
  void runsOneCommandAfterTheOther() throws IOException {
    order(validate("*.json"));
    assertEquals(List.of("[INFO] Mesh: 10 records in 10 files are valid (float32, (3..4, 3))", "[STATUS] 0"), answer());

    order(validate("*.nothing"));
    assertEquals("[STATUS] 2", answer().getLast());

    order(validate("sample_0.json"));
    assertEquals("[STATUS] 0", answer().getLast());
  }

  @Test
  void takesArgumentsOfAnyLettersAndLength() throws IOException {
    order("inspect-the-\u7cf8", "x".repeat(100_000));

    assertTrue(answer().getFirst().contains("inspect-the-\u7cf8"));
  }

  @Test
  void endsWellWhenThereIsNothingMoreToDo() throws IOException, InterruptedException {
    order(validate("*.json"));
    answer();

    orders.close();

    assertNull(lines.readLine());
    assertEquals(0, worker.waitFor());
  }

  @Test
  void endsAtOnceWhenItsParentIsGone() throws IOException, InterruptedException {
    // The command waits, as somebody else writes to its output.
    Path lock = folder.resolve("out/write.lock");
    Files.createDirectories(lock.getParent());
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      order(command("index", "--output", folder.resolve("out").toString(), "*.json"));

      orders.close();

      assertTrue(worker.waitFor(30, TimeUnit.SECONDS));
      assertEquals(3, worker.exitValue());
    }
  }

  @Test
  void endsWhenItIsSpokenToInAnotherLanguage() throws IOException, InterruptedException {
    orders.write("validate --schema\n".getBytes(StandardCharsets.UTF_8));
    orders.flush();

    assertEquals(0, worker.waitFor());
  }

  private String[] validate(String source) throws IOException {
    return command("validate", source);
  }

  private String[] command(String name, String... more) throws IOException {
    ArrayType array = new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true);
    RecordSchema mesh =
        new RecordSchema("com.acme.Mesh", "", false, List.of(new FieldSchema("data", "", new SequenceType(array))));
    Path descriptor = folder.resolve("Mesh.schema");
    Files.writeString(descriptor, mesh.toJson());
    List<String> command =
        new ArrayList<>(
            List.of(name, "--line-prefixes", "--schema", descriptor.toString(), "--base", SAMPLES.toString()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private void order(String... command) throws IOException {
    orders.writeInt(command.length);
    for (String argument : command) {
      byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
      orders.writeInt(bytes.length);
      orders.write(bytes);
    }
    orders.flush();
  }

  /// All lines up to the status.
  private List<String> answer() throws IOException {
    List<String> answer = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answer.add(line);
      if (line.startsWith("[STATUS] ")) {
        break;
      }
    }
    return answer;
  }
}
