package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pages: the buyers' page, the browsable contract and the problem types.
 *
 * <p>Each file is named here and read once at start, so that no path leads anywhere else.
 */
final class SiteHandlers {
  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/5.28.1/";
  private static final String SITE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Swagger UI sets styles from its script. */
  private static final String DOCS_POLICY =
      SITE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String YAML = "application/yaml";

  /** A page: where, from which resource, as what. */
  private record Page(String path, String resource, String contentType) {}

  private static final List<Page> PAGES =
      List.of(
          new Page("/", "web/index.html", HTML),
          new Page("/assets/app.css", "web/app.css", CSS),
          new Page("/assets/app.js", "web/app.js", SCRIPT),
          new Page("/assets/api.js", "web/api.js", SCRIPT),
          new Page("/assets/dom.js", "web/dom.js", SCRIPT),
          new Page("/assets/queue.js", "web/queue.js", SCRIPT),
          new Page("/assets/seats.js", "web/seats.js", SCRIPT),
          new Page("/assets/orders.js", "web/orders.js", SCRIPT),
          new Page("/docs", "web/docs.html", HTML),
          new Page("/docs/init.js", "web/docs.js", SCRIPT),
          new Page("/docs/swagger-ui.css", WEBJAR + "swagger-ui.css", CSS),
          new Page("/docs/swagger-ui-bundle.js", WEBJAR + "swagger-ui-bundle.js", SCRIPT),
          new Page("/openapi.yaml", Contract.RESOURCE, YAML));

  private final Vertx vertx;

  SiteHandlers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Reads the pages and mounts them; fails where one is missing. */
  Future<Void> mount(Router router) {
    mountProblems(router);
    return Future.all(PAGES.stream().map(page -> mount(router, page)).toList()).mapEmpty();
  }

  private Future<Void> mount(Router router, Page page) {
    return vertx
        .fileSystem()
        .readFile(page.resource())
        .map(
            body -> {
              Answer answer = new Answer(200, body, Map.of()).cached("public, max-age=60");
              serve(router, page.path(), ctx -> send(ctx, answer, page));
              return null;
            });
  }

  private static void send(RoutingContext ctx, Answer answer, Page page) {
    if (page.contentType().equals(HTML)) {
      String policy = page.path().startsWith("/docs") ? DOCS_POLICY : SITE_POLICY;
      ctx.response().putHeader("Content-Security-Policy", policy);
    }
    Answers.send(ctx.request(), answer, page.contentType());
  }

  private static void serve(
      Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
    router.route(HttpMethod.GET, path).handler(handler);
    router.route(HttpMethod.HEAD, path).handler(handler);
    Set<String> allowed = new TreeSet<>(Set.of("GET", "HEAD", "OPTIONS"));
    router.route(path).handler(ctx -> Dispatcher.refuseMethod(ctx, allowed));
  }

  private void mountProblems(Router router) {
    ProblemPages pages = new ProblemPages();
    serve(router, "/problems", ctx -> sendProblem(ctx, pages, ProblemPages.LIST));
    serve(router, "/problems/:slug", ctx -> sendProblem(ctx, pages, ctx.pathParam("slug")));
  }

  private static void sendProblem(RoutingContext ctx, ProblemPages pages, String slug) {
    Answer page = pages.find(slug, Problems.language(ctx.request()));
    if (page == null) {
      Problems.answer(ctx, new Refusal(ErrorCode.NOT_FOUND));
    } else {
      ctx.response().putHeader("Content-Security-Policy", SITE_POLICY);
      Answers.send(ctx.request(), page, HTML);
    }
  }
}
