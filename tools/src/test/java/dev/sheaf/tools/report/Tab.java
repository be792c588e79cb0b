package dev.sheaf.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// One page in the browser.
final class Tab {
  private final Browser browser;
  private final String session;
  private int loads;

  Tab(Browser browser, String session) {
    this.browser = browser;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", browser.object());
    }
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return browser.call(session, method, parameters);
  }

  Tab open(Path page) throws InterruptedException {
    call("Page.navigate", browser.object().put("url", page.toUri().toString()));
    browser.await(session, "Page.loadEventFired", ++loads);
    return this;
  }

  Tab size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        browser
            .object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    return this;
  }

  /// @param media `screen` or `print`
  /// @param scheme `light` or `dark`
  Tab media(String media, String scheme) {
    ObjectNode parameters = browser.object().put("media", media);
    ArrayNode features = parameters.putArray("features");
    features.addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", parameters);
    return this;
  }

  /// What an expression of JavaScript gives.
  JsonNode ask(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            browser.object().put("expression", expression).put("returnByValue", true).put("awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /// The texts of a list that an expression gives.
  List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    ask(expression).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /// Clicks in the middle of an element, as a person would.
  void click(String selector) {
    JsonNode place =
        ask(
            """
            (() => {
              const element = document.querySelector(%s);
              element.scrollIntoView({block: "center", behavior: "instant"});
              const box = element.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2];
            })()"""
                .formatted(quoted(selector)));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          browser
              .object()
              .put("type", type)
              .put("x", place.get(0).asDouble())
              .put("y", place.get(1).asDouble())
              .put("button", "left")
              .put("clickCount", 1));
    }
  }

  /// Presses and releases a key.
  void press(String key, int code, String text) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode parameters =
          browser.object().put("type", type).put("key", key).put("code", key).put("windowsVirtualKeyCode", code);
      if (type.equals("keyDown") && !text.isEmpty()) {
        parameters.put("text", text);
      }
      call("Input.dispatchKeyEvent", parameters);
    }
  }

  void type(String text) {
    call("Input.insertText", browser.object().put("text", text));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /// What went wrong on the page, as its console shows it.
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    browser.events(session, "Runtime.exceptionThrown").forEach(event -> complaints.add(event.toString()));
    browser.events(session, "Runtime.consoleAPICalled").forEach(event -> complaints.add(event.toString()));
    browser.events(session, "Log.entryAdded").forEach(event -> complaints.add(event.toString()));
    return complaints;
  }

  /// The addresses of all that was asked for.
  List<String> requests() {
    return browser.events(session, "Network.requestWillBeSent").stream()
        .map(event -> event.path("request").path("url").asText())
        .toList();
  }

  /// The whole page as a picture, down to 6000 pixels.
  void screenshot(Path file) throws IOException {
    int height = Math.min(6000, ask("document.documentElement.scrollHeight").asInt());
    ObjectNode parameters = browser.object().put("format", "png").put("captureBeyondViewport", true);
    ObjectNode clip = parameters.putObject("clip");
    clip.put("x", 0).put("y", 0).put("width", ask("innerWidth").asInt()).put("height", height).put("scale", 1);
    write(file, call("Page.captureScreenshot", parameters));
  }

  void pdf(Path file) throws IOException {
    write(file, call("Page.printToPDF", browser.object().put("printBackground", true)));
  }

  private static void write(Path file, JsonNode answer) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }
}
