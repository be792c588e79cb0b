package dev.sheaf.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeLimits;
import dev.sheaf.codec.DecodeOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Says which kind a bean is: `POST /kind` takes a bean as JSON, `GET /schema` says what that looks like.
///
/// A request is read by the loader that read the training data, so what the build refuses there is refused here, with
/// the same words.
final class BeanServer implements AutoCloseable {
  /// A request is small, comes from anybody, and refers to no file.
  private static final DecodeOptions OF_A_REQUEST =
      DecodeOptions.STRICT.withLimits(
          DecodeLimits.DEFAULT.withMaxDepth(8).withMaxArrayElements(16).withMaxTotalBytes(1 << 12).withMaxFiles(0));

  private final HttpServer server;
  private final ExecutorService threads;
  private final Centroids model;

  private BeanServer(HttpServer server, ExecutorService threads, Centroids model) {
    this.server = server;
    this.threads = threads;
    this.model = model;
  }

  /// Starts on a free port of this machine.
  static BeanServer start(Centroids model) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    BeanServer started = new BeanServer(server, threads, model);
    server.setExecutor(threads);
    server.createContext("/kind", started::kind);
    server.createContext("/schema", exchange -> answer(exchange, 200, BeanLoader.jsonSchema()));
    server.start();
    return started;
  }

  URI place() {
    return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  private void kind(HttpExchange exchange) throws IOException {
    try {
      Bean bean = BeanLoader.read(exchange.getRequestBody(), Path.of(""), OF_A_REQUEST);
      answer(exchange, 200, model.nearest(bean.millimetres()).name());
    } catch (DecodeException e) {
      answer(exchange, 400, "%s: expected %s, found %s".formatted(place(e), e.expected(), e.found()));
    }
  }

  private static String place(DecodeException e) {
    return e.fieldPath().isEmpty() ? "request" : e.fieldPath();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
