package io.boxoffice.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.client.Views.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Calls under {@code /api/v1} for one caller, and reads the answers: what all clients share.
 *
 * <p>Every call blocks, and fails with {@link RefusedException} where the server refuses and {@link
 * UnreachableException} where it does not answer. Immutable and safe for use from any thread.
 *
 * @param accessToken null for a caller whom the server does not know
 */
record ApiCaller(RestChannel channel, String accessToken) {
  private static final String API = "/api/v1";
  private static final int PAGE_LIMIT = 200;

  RestChannel.Answer get(String path, String queueToken) {
    return call("GET", path, queueToken, null, null);
  }

  RestChannel.Answer post(String path, Object body, String key) {
    return call("POST", path, null, key, bytes(body));
  }

  /** A POST without a key is not repeated, except joining, which is the same place each time. */
  RestChannel.Answer call(String method, String path, String queueToken, String key, byte[] body) {
    boolean repeatable = !method.equals("POST") || key != null || path.endsWith("/queue");
    return channel.send(
        method,
        API + path,
        headers(queueToken, key),
        body == null ? null : BodyPublishers.ofByteArray(body),
        repeatable,
        RestChannel.REQUEST_TIMEOUT);
  }

  /** A POST that is much work for the server, and as good done twice as once. */
  RestChannel.Answer postAtLength(String path, String key, BodyPublisher body) {
    return channel.send(
        "POST", API + path, headers(null, key), body, true, RestChannel.LONG_REQUEST_TIMEOUT);
  }

  /** Items of a list over as many pages as {@code limit} wants. */
  <T> Page<T> pages(String path, int limit, TypeReference<Page<T>> type) {
    List<T> items = new ArrayList<>();
    String cursor = null;
    do {
      int size = Math.min(PAGE_LIMIT, limit - items.size());
      String at = cursor == null ? "" : "&cursor=" + segment(cursor);
      Page<T> page = read(get(path + "limit=" + size + at, null), type);
      items.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null && items.size() < limit);
    return new Page<>(items, cursor);
  }

  <T> T read(RestChannel.Answer answer, Class<T> type) {
    return read(answer, body -> RestChannel.JSON.convertValue(body, type));
  }

  <T> T read(RestChannel.Answer answer, TypeReference<T> type) {
    return read(answer, body -> RestChannel.JSON.convertValue(body, type));
  }

  private <T> T read(RestChannel.Answer answer, Function<JsonNode, T> conversion) {
    if (answer.body() == null || !answer.body().isObject()) {
      throw foreign(answer);
    }
    try {
      return conversion.apply(answer.body());
    } catch (IllegalArgumentException e) {
      throw foreign(answer);
    }
  }

  private RefusedException foreign(RestChannel.Answer answer) {
    return new RefusedException(Problem.foreign(answer.status(), channel.base(), ""));
  }

  private Map<String, String> headers(String queueToken, String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (accessToken != null) {
      headers.put("Authorization", "Bearer " + accessToken);
    }
    if (queueToken != null) {
      headers.put("Queue-Token", queueToken);
    }
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    return headers;
  }

  static byte[] bytes(Object value) {
    try {
      return RestChannel.JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
