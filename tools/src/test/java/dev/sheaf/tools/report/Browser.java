package dev.sheaf.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Chromium without a window, spoken to by its own protocol (<https://chromedevtools.github.io/devtools-protocol/>).
final class Browser implements AutoCloseable {
  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 60;

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastCall = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new ArrayList<>();

  private Browser(Process process, String address) {
    this.process = process;
    this.socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Messages()).join();
  }

  /// @param profile an empty folder of the browser's own
  static Browser start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program().toString(),
                "--headless=new",
                // A container's root has no sandbox; the pages are ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith(LISTENING)) {
        // What it says later must be taken, lest it waits.
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return new Browser(process, line.substring(LISTENING.length()));
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("expected the browser to listen, found: " + said);
  }

  /// As `-Dsheaf.browser` or `SHEAF_BROWSER` says, else the first on the path.
  private static Path program() {
    String named = System.getProperty("sheaf.browser", System.getenv("SHEAF_BROWSER"));
    if (named != null && !named.isEmpty()) {
      if (!Files.isExecutable(Path.of(named))) {
        throw new IllegalStateException("expected a browser at %s, found none".formatted(named));
      }
      return Path.of(named);
    }
    String path = System.getenv().getOrDefault("PATH", "");
    Optional<Path> found =
        NAMES.stream()
            .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    return found.orElseThrow(
        () ->
            new IllegalStateException(
                ("expected one of %s on the path, found none; on Debian: apt-get install chromium,"
                        + " elsewhere name one with -Dsheaf.browser=FILE or SHEAF_BROWSER")
                    .formatted(NAMES)));
  }

  /// A new tab that shows nothing yet.
  Tab tab() {
    String target =
        call("", "Target.createTarget", json.createObjectNode().put("url", "about:blank"))
            .path("targetId")
            .asText();
    String session =
        call("", "Target.attachToTarget", json.createObjectNode().put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    return new Tab(this, session);
  }

  ObjectNode object() {
    return json.createObjectNode();
  }

  /// Calls a method and waits for its answer.
  JsonNode call(String session, String method, ObjectNode parameters) {
    int id = lastCall.incrementAndGet();
    ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode found = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (found.has("error")) {
      throw new IllegalStateException("%s: %s".formatted(method, found.path("error")));
    }
    return found.path("result");
  }

  /// What a tab has told since it was opened.
  List<JsonNode> events(String session, String method) {
    synchronized (events) {
      return events.stream()
          .filter(event -> event.path("sessionId").asText().equals(session))
          .filter(event -> event.path("method").asText().equals(method))
          .map(event -> event.path("params"))
          .toList();
    }
  }

  /// Waits until a tab has told something `times` times.
  void await(String session, String method, int times) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (events) {
      while (events(session, method).size() < times) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new IllegalStateException("expected %s within %d s".formatted(method, PATIENCE_SECONDS));
        }
        events.wait(left);
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String message) {
      JsonNode node;
      try {
        node = json.readTree(message);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (node.has("id")) {
        Objects.requireNonNull(calls.remove(node.path("id").asInt()), "an answer to a call").complete(node);
      } else {
        synchronized (events) {
          events.add(node);
          events.notifyAll();
        }
      }
    }
  }
}
