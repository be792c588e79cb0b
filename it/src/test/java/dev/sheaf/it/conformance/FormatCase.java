package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.sheaf.DataException;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/// One case of a suite of array files: what the file's bytes are, and what a reader may do with them.
record FormatCase(ConformanceCases.Case one) {
  private static final long OWN_MEMORY = 64L << 20;

  private JsonNode json() {
    return one.json();
  }

  JsonNode expect() {
    return json().get("expect");
  }

  private Path path() {
    return one.file().resolveSibling(json().get("file").asText());
  }

  /// The file of the case, mapped and read by position where nothing is patched, else in memory.
  List<InputFile> files() throws IOException {
    if (!json().has("patch")) {
      return List.of(InputFile.open(path()), InputFile.openPositional(path()), inMemory(Files.readAllBytes(path())));
    }
    return List.of(inMemory(PatchedFile.bytes(one)));
  }

  /// Each beginning of the file that the case names.
  List<InputFile> prefixes() throws IOException {
    byte[] bytes = Files.readAllBytes(path());
    int from = json().get("range").get(0).asInt();
    int to = json().get("range").get(1).asInt();
    return IntStream.range(from, to).mapToObj(n -> inMemory(Arrays.copyOf(bytes, n))).toList();
  }

  private InputFile inMemory(byte[] bytes) {
    return InputFile.of(path().toString(), MemorySegment.ofArray(bytes));
  }

  /// Reads, and sees to it that this ends as the case says. Where it must fail, one error that names the file, and no
  /// memory in proportion to what the file claims; where it may be refused, an error that says "not supported".
  void check(Executable reading) throws Exception {
    long before = allocated();
    try {
      reading.execute();
    } catch (DataException fault) {
      String name = path().getFileName().toString();
      assertTrue(fault.file().contains(name), () -> "expected the file in " + fault.getMessage());
      assertTrue(allocated() - before < OWN_MEMORY, () -> "memory that the file does not warrant before " + fault);
      boolean refused = json().has("may_refuse") && fault instanceof UnsupportedFormatException;
      assertTrue(refused || !expect().get("ok").asBoolean(), () -> "expected values, found " + fault);
      return;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    if (!expect().get("ok").asBoolean()) {
      fail("expected an error (%s), found values".formatted(expect().path("why").asText()));
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
