package io.boxoffice.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of canned answers that remembers what it was asked. */
final class StubServer implements AutoCloseable {
  record Asked(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  private record Canned(int status, String type, String body) {}

  private static final Canned HANG_UP = new Canned(0, "", "");

  private final HttpServer server;
  private volatile boolean silent;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * @param call method and target, such as {@code GET /api/v1/concerts?limit=200}
   */
  StubServer answer(String call, int status, String json) {
    String type = status < 400 ? "application/json" : "application/problem+json";
    answers.put(call, new Canned(status, type, json));
    return this;
  }

  /** An answer in the manner of other servers. */
  StubServer foreignAnswer(String call, int status, String type, String body) {
    answers.put(call, new Canned(status, type, body));
    return this;
  }

  /** Hears the call and breaks the connection without a word. */
  StubServer hangUp(String call) {
    answers.put(call, HANG_UP);
    return this;
  }

  /** Hears, and hangs up without a word. */
  StubServer silent(boolean silently) {
    silent = silently;
    return this;
  }

  /** Adds a header to every answer. */
  StubServer sending(String header, String value) {
    headers.put(header, value);
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  Asked lastAsked() {
    return asked.get(asked.size() - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (silent) {
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestURI().toString();
      asked.add(
          new Asked(
              exchange.getRequestMethod(), target, Map.copyOf(exchange.getRequestHeaders()), body));
      Canned canned =
          answers.getOrDefault(
              exchange.getRequestMethod() + " " + target,
              new Canned(404, "application/problem+json", "{\"code\":\"NOT_FOUND\"}"));
      if (canned.equals(HANG_UP)) {
        return;
      }
      byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", canned.type());
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
