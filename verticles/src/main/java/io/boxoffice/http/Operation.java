package io.boxoffice.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/**
 * One operation of the contract, compiled.
 *
 * @param path as vertx-web writes it ({@code /api/v1/concerts/:concertId})
 * @param needsAccessToken whether the caller must be known
 * @param needsQueueToken whether the call wants a place
 * @param needsAdmin whether the caller must be an operator
 * @param tagged whether its answers have an entity tag
 * @param streams whether it answers with a stream of events
 * @param body null where the operation takes none
 */
record Operation(
    String id,
    HttpMethod method,
    String path,
    boolean needsAccessToken,
    boolean needsQueueToken,
    boolean needsAdmin,
    boolean tagged,
    boolean streams,
    List<Parameter> parameters,
    SchemaCheck body) {

  /** They post, and only ask. */
  private static final Set<String> ASKING_POSTS = Set.of("logIn", "verify");

  Operation {
    parameters = List.copyOf(parameters);
  }

  /** Whether it may change anything. */
  boolean changes() {
    return !method.equals(HttpMethod.GET) && !ASKING_POSTS.contains(id);
  }

  /** Where a parameter stands. */
  enum Location {
    PATH,
    QUERY,
    HEADER
  }

  /**
   * One parameter.
   *
   * @param pointer where a violation of it points
   */
  record Parameter(
      String name, Location location, boolean required, SchemaCheck schema, String pointer) {}
}
