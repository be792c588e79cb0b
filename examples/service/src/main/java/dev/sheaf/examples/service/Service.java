package dev.sheaf.examples.service;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/// Trains a model, starts the service, calls it as others would, and stops it.
///
/// Argument: the index folder that `mvn dataset:index` wrote.
public final class Service {
  private Service() {}

  /// Prints what the service answers.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (BeanServer server = BeanServer.start(train(Path.of(arguments[0])));
        HttpClient client = HttpClient.newHttpClient()) {
      URI kind = server.place().resolve("/kind");
      post(client, kind, "{\"millimetres\": [16.1, 8.0, 5.9]}", 200);
      post(client, kind, "{\"millimetres\": [5, 4, 3.5]}", 200);
      post(client, kind, "{\"millimetres\": [16.1, 8.0]}", 400);
      post(client, kind, "{\"millimetres\": [16.1, 8.0, 590]}", 400);
      post(client, kind, "{\"millimetres\": [16.1, 8.0, 5.9], \"colour\": \"red\"}", 400);
      post(client, kind, "{\"millimetres\": [16.1, 8.0, ", 400);
      get(client, server.place().resolve("/schema"));
    }
  }

  private static Centroids train(Path index) {
    try (Dataset<Bean> beans = BeanLoader.open(index);
        DataLoader<Bean> loader = Pipeline.over(beans).shuffle(42).open()) {
      return Centroids.of(loader);
    }
  }

  private static void post(HttpClient client, URI place, String body, int expected)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(place).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    System.out.printf("%d  %s%n", answer.statusCode(), answer.body());
    if (answer.statusCode() != expected) {
      throw new AssertionError("expected %d for %s, found %d".formatted(expected, body, answer.statusCode()));
    }
  }

  private static void get(HttpClient client, URI place) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
    if (!answer.body().equals(BeanLoader.jsonSchema())) {
      throw new AssertionError("the service shows the schema of its requests");
    }
  }
}
