package io.boxoffice.cli.bench.stage;

import java.util.List;
import java.util.Map;

/**
 * What a bare server answers.
 *
 * @param routes in the order in which they are tried
 */
public record Replies(List<Route> routes) {
  public Replies {
    routes = List.copyOf(routes);
  }

  /**
   * One route of it.
   *
   * @param path with parameters as vertx-web writes them
   * @param headers beyond those that every answer has
   * @param body in base 64
   */
  public record Route(
      String method, String path, int status, Map<String, String> headers, String body) {
    public Route {
      headers = Map.copyOf(headers);
    }
  }
}
