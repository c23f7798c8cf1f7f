package io.boxoffice.http;

import io.boxoffice.http.Operation.Location;
import io.boxoffice.http.Operation.Parameter;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks parameters and bodies against the contract, and lists all that is wrong with them. */
final class RequestCheck {
  /** Larger bodies are read off the event loop. */
  private static final int INLINE_BYTES = 128 * 1024;

  /** 18 digits always fit a long; the contract's bounds do the rest. */
  private static final Pattern WHOLE = Pattern.compile("^-?(0|[1-9][0-9]{0,17})$");

  /**
   * The checked values of a request.
   *
   * @param bodyHash of a large body that came with a key; see {@link Call}
   * @param violations empty but for an operation whose service has more to say about a bad body
   */
  record Checked(
      Map<String, Object> parameters,
      JsonObject body,
      String bodyHash,
      List<Violation> violations) {}

  /** What was sent beside the body. */
  interface Sent {
    /** The values of a parameter as they came; empty where it did not. */
    List<String> values(Parameter parameter);

    /** The names in the query. */
    Set<String> queryNames();
  }

  /** An import lists every error, the contract's and the seating plan's, in one answer. */
  static final String IMPORT = "importConcert";

  private final Vertx vertx;

  RequestCheck(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Fails with VALIDATION_FAILED or IDEMPOTENCY_KEY_REQUIRED. */
  Future<Checked> check(Sent sent, Operation operation, Buffer body) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Object> parameters = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      readParameter(sent, parameter, parameters, violations);
    }
    refuseUnknown(sent, operation, violations);
    if (keyIsMissing(operation, sent)) {
      return Future.failedFuture(new Refusal(ErrorCode.IDEMPOTENCY_KEY_REQUIRED));
    }
    boolean withHash = parameters.containsKey(Call.KEY_HEADER);
    if (body.length() <= INLINE_BYTES) {
      return finish(
          operation, parameters, violations, readBody(operation, body, violations), withHash);
    }
    return vertx
        .executeBlocking(() -> readBody(operation, body, violations))
        .compose(read -> finish(operation, parameters, violations, read, withHash));
  }

  private Future<Checked> finish(
      Operation operation,
      Map<String, Object> parameters,
      List<Violation> violations,
      JsonObject body,
      boolean hash) {
    boolean more = operation.id().equals(IMPORT) && !body.isEmpty();
    if (!violations.isEmpty() && !more) {
      return Future.failedFuture(Violations.refusal(violations));
    }
    boolean small = body.size() < 50 && !body.containsKey("seatingPlan");
    if (!hash || small || !violations.isEmpty()) {
      return Future.succeededFuture(new Checked(parameters, body, null, violations));
    }
    return vertx
        .executeBlocking(() -> CanonicalJson.hash(body))
        .map(bodyHash -> new Checked(parameters, body, bodyHash, violations));
  }

  private static boolean keyIsMissing(Operation operation, Sent sent) {
    for (Parameter each : operation.parameters()) {
      if (each.required() && each.name().equals(Call.KEY_HEADER)) {
        return sent.values(each).isEmpty();
      }
    }
    return false;
  }

  /** A misspelt {@code dryRun} must not import. Names count as they are written. */
  private static void refuseUnknown(Sent sent, Operation operation, List<Violation> violations) {
    for (String name : sent.queryNames()) {
      boolean known =
          operation.parameters().stream()
              .anyMatch(each -> each.location() == Location.QUERY && each.name().equals(name));
      if (!known && violations.size() < Violations.MAX) {
        violations.add(
            new Violation(Violations.child("#/query", name), RequestPhrase.PARAMETER_UNKNOWN));
      }
    }
  }

  private static void readParameter(
      Sent sent, Parameter parameter, Map<String, Object> parameters, List<Violation> violations) {
    List<String> values = sent.values(parameter);
    if (values.isEmpty()) {
      if (parameter.required() && !parameter.name().equals(Call.KEY_HEADER)) {
        violations.add(new Violation(parameter.pointer(), RequestPhrase.PARAMETER_MISSING));
      }
      return;
    }
    Phrase fault = StrictJson.textFault(values.get(0));
    if (values.size() > 1) {
      violations.add(new Violation(parameter.pointer(), RequestPhrase.PARAMETER_REPEATED));
    } else if (fault != null) {
      violations.add(new Violation(parameter.pointer(), fault));
    } else {
      Object value = typed(values.get(0), parameter.schema());
      parameters.put(parameter.name(), value);
      parameter.schema().check(value, parameter.pointer(), violations);
    }
  }

  /** What came through the router. */
  static Sent routed(RoutingContext ctx) {
    return new Sent() {
      @Override
      public List<String> values(Parameter parameter) {
        return switch (parameter.location()) {
          case PATH -> List.of(ctx.pathParam(parameter.name()));
          case QUERY -> ctx.queryParam(parameter.name());
          case HEADER -> header(ctx.request(), parameter.name());
        };
      }

      @Override
      public Set<String> queryNames() {
        return ctx.queryParams().names();
      }
    };
  }

  /** RFC 9110, 5.3: a list that comes in several lines is one list. A key is no list. */
  static List<String> header(HttpServerRequest request, String name) {
    List<String> lines = request.headers().getAll(name);
    return lines.size() > 1 && name.equalsIgnoreCase("If-None-Match")
        ? List.of(String.join(", ", lines))
        : lines;
  }

  private static Object typed(String text, SchemaCheck schema) {
    if (schema.takes("integer") && WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    if (schema.takes("boolean") && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    return text;
  }

  /** An operation without a body takes none, or the empty object that some clients always send. */
  private static JsonObject readBody(Operation operation, Buffer body, List<Violation> violations) {
    if (operation.body() == null && body.length() == 0) {
      return new JsonObject();
    }
    List<Violation> found = new ArrayList<>();
    Object value = StrictJson.read(body, found);
    if (found.isEmpty()) {
      if (operation.body() != null) {
        operation.body().check(value, "#", found);
      } else if (!(value instanceof JsonObject object) || !object.isEmpty()) {
        found.add(new Violation("#", RequestPhrase.BODY_UNWANTED));
      }
    }
    violations.addAll(found);
    return value instanceof JsonObject object ? object : new JsonObject();
  }
}
