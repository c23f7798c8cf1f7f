package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One answer of a node, as it came: a yardstick answers the same. Without the headers of the
 * connection, which no handler sets.
 */
public final class Sample {
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "content-encoding", "connection", "date");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Sample(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** The value of a header, whatever its case; null where there is none. */
  public String header(String name) {
    return headers.entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The same with other headers. */
  public Sample with(Map<String, String> others) {
    return new Sample(status, Map.copyOf(others), body);
  }

  /**
   * Asks for it.
   *
   * @param body null for none
   */
  public static Sample of(
      URI node, String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TIMEOUT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> kept = new LinkedHashMap<>();
      answer.headers().map().forEach((name, values) -> keep(kept, name, values.get(0)));
      return new Sample(answer.statusCode(), kept, answer.body());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "The node does not answer: " + e, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.REFUSED, "Interrupted", null);
    }
  }

  private static void keep(Map<String, String> kept, String name, String value) {
    if (!name.startsWith(":") && !FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      kept.put(name, value);
    }
  }

  /** The same as a route of a bare server. */
  public Replies.Route route(String method, String pattern) {
    return new Replies.Route(
        method, pattern, status, headers, Base64.getEncoder().encodeToString(body));
  }

  public String describe() {
    return "%d, %,d bytes, %d headers".formatted(status, body.length, headers.size());
  }
}
