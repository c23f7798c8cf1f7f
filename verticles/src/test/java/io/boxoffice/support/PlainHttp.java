package io.boxoffice.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client that knows nothing of Boxoffice: it sends texts and gives back texts. */
public final class PlainHttp {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String baseUrl;

  public PlainHttp(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** What came back, unread. */
  public record Reply(int status, String body, HttpResponse<String> http) {
    public String header(String name) {
      return http.headers().firstValue(name).orElse(null);
    }

    /** Status and body in one line, as a document writes them. */
    public String text() {
      return status + " " + body;
    }
  }

  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Posts JSON. */
  public Reply post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  /**
   * @param headers names and values in turn
   */
  public Reply send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(20));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.method(method, BodyPublishers.ofString(json));
      if (request.build().headers().firstValue("Content-Type").isEmpty()) {
        request.setHeader("Content-Type", "application/json");
      }
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
