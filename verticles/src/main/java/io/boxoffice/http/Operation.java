package io.boxoffice.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * One operation of the contract, compiled.
 *
 * @param path as vertx-web writes it ({@code /api/v1/concerts/:concertId})
 * @param needsAccessToken whether the caller must be known
 * @param needsQueueToken whether the call wants a place
 * @param needsAdmin whether the caller must be an operator
 * @param tagged whether its answers have an entity tag
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
    List<Parameter> parameters,
    SchemaCheck body) {

  Operation {
    parameters = List.copyOf(parameters);
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
