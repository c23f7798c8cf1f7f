package io.boxoffice.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one JSON request and reads one JSON answer. Safe for use from any thread; it blocks the
 * caller for at most {@link #REQUEST_TIMEOUT}.
 */
public final class RestChannel {
  /** Above the server's own deadlines, so that its answer is heard rather than guessed. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(40);

  /** An import of 10,000 seats is work for some seconds; a verification reads every row. */
  static final Duration LONG_REQUEST_TIMEOUT = Duration.ofMinutes(5);

  /** Fields that a newer server adds are not this tool's business. */
  public static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Pattern HTML_TITLE =
      Pattern.compile("<title>([^<]{1,100})</title>", Pattern.CASE_INSENSITIVE);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** What became of each request: for those who keep count. Called on the caller's thread. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param problem null where the request succeeded
     */
    void answered(String method, String path, int status, Problem problem);
  }

  /**
   * An answer with a status below 400.
   *
   * @param body null where there is none
   * @param replayed whether the server answered from a stored idempotency key
   */
  record Answer(int status, JsonNode body, boolean replayed) {}

  /** Hears how far a request's body has got. Called on a thread of the connection. */
  @FunctionalInterface
  public interface Upload {
    /** For bodies that are sent in no time. */
    Upload UNHEARD = (sent, total) -> {};

    void sent(long bytes, long totalBytes);
  }

  private final HttpClient http;
  private final URI base;
  private final Observer observer;

  private RestChannel(HttpClient http, URI base, Observer observer) {
    this.http = http;
    this.base = base;
    this.observer = observer;
  }

  /**
   * @param base scheme, host and port, with or without a path; no trailing slash needed
   */
  public static RestChannel to(URI base) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    return new RestChannel(http, base, (method, path, status, problem) -> {});
  }

  /** The same channel, reporting every answer to {@code observer}. */
  public RestChannel observedBy(Observer observer) {
    return new RestChannel(http, base, observer);
  }

  /** Where it sends to. */
  public URI base() {
    return base;
  }

  /**
   * Sends and waits for the answer. A broken connection is tried once more where {@code repeatable}
   * says that twice is as good as once.
   *
   * @param body null for none
   * @throws RefusedException where the server says no
   * @throws UnreachableException where it says nothing
   */
  Answer send(
      String method,
      String path,
      Map<String, String> headers,
      BodyPublisher body,
      boolean repeatable,
      Duration timeout) {
    HttpRequest request = request(method, path, headers, body, timeout);
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpTimeoutException e) {
      throw new UnreachableException(base, e);
    } catch (IOException e) {
      if (!repeatable) {
        throw new UnreachableException(base, e);
      }
      return send(method, path, headers, body, false, timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(base, e);
    }
    return answer(method, path, response);
  }

  private HttpRequest request(
      String method,
      String path,
      Map<String, String> headers,
      BodyPublisher body,
      Duration timeout) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
            .timeout(timeout)
            .header("Accept", "application/json, application/problem+json");
    headers.forEach(builder::header);
    if (body == null) {
      return builder.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    return builder.header("Content-Type", "application/json").method(method, body).build();
  }

  private Answer answer(String method, String path, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    JsonNode json = parse(response.body());
    if (status >= 300) {
      Problem problem = problem(response, json);
      observer.answered(method, path, status, problem);
      throw new RefusedException(problem);
    }
    observer.answered(method, path, status, null);
    boolean replayed =
        response.headers().firstValue("Idempotency-Replayed").filter("true"::equals).isPresent();
    return new Answer(status, json, replayed);
  }

  private Problem problem(HttpResponse<byte[]> response, JsonNode json) {
    int status = response.statusCode();
    if (json == null || !json.path("code").isTextual()) {
      return Problem.foreign(status, base, description(response));
    }
    try {
      return JSON.treeToValue(json, Problem.class).withStatus(status);
    } catch (JsonProcessingException e) {
      return Problem.foreign(status, base, description(response));
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return body.length == 0 ? null : JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  /** Enough of a foreign answer to see who it is that answers. */
  private static String description(HttpResponse<byte[]> response) {
    Optional<String> target = response.headers().firstValue("Location");
    if (target.isPresent()) {
      return "it redirects to " + target.get();
    }
    Matcher title = HTML_TITLE.matcher(excerpt(response.body(), 4_000));
    String text = title.find() ? title.group(1).strip() : excerpt(response.body(), 100);
    return text.isEmpty() ? "" : "it says: " + text;
  }

  private static String excerpt(byte[] body, int maxBytes) {
    String text = new String(body, 0, Math.min(body.length, maxBytes), StandardCharsets.UTF_8);
    return text.strip().replaceAll("\\s+", " ");
  }
}
