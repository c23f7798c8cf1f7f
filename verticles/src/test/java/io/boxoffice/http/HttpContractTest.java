package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.RESERVATION;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation answers is what the contract says, by a validator that is not ours. */
class HttpContractTest {
  private static ScriptedServices node;
  private static ContractSchemas schemas;
  private static Contract contract;

  /** One good request of an operation. */
  record Example(String operationId, String method, String path, String body, int status) {
    boolean isOperators() {
      return path.contains("/admin/");
    }

    /** What a stream answers is read in the head of its answer; it has no end to wait for. */
    String methodThatEnds() {
      return operationId.startsWith("watch") ? "HEAD" : method;
    }
  }

  @BeforeAll
  static void start() {
    node = new ScriptedServices();
    contract = Contract.load(node.vertx).await();
    schemas = new ContractSchemas(contract.document());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  static String importBody() {
    JsonObject seat =
        new JsonObject()
            .put("seat_guid", "g1")
            .put("seat_number", "1")
            .put("category", "VIP")
            .put("position", new JsonObject().put("x", 1.5).put("y", -2));
    JsonObject row =
        new JsonObject().put("row_number", "1").put("seats", new JsonArray().add(seat));
    JsonObject zone =
        new JsonObject()
            .put("name", "A")
            .put("uuid", "ignored")
            .put("rows", new JsonArray().add(row));
    return new JsonObject()
        .put("title", "Night of Strings")
        .put("venue", "Great Hall")
        .put("salesOpenAt", "2026-11-21T10:00:00Z")
        .put("salesCloseAt", "2026-12-21T10:00:00+09:00")
        .put("prices", new JsonObject().put("VIP", 50_000))
        .put(
            "performances",
            new JsonArray().add(new JsonObject().put("startsAt", "2026-12-21T10:00:00.5Z")))
        .put("seatingPlan", new JsonObject().put("zones", new JsonArray().add(zone)))
        .encode();
  }

  static Stream<Example> examples() {
    String v1 = "/api/v1";
    String concert = v1 + "/concerts/" + id(CONCERT);
    String reservation = v1 + "/reservations/" + id(RESERVATION);
    String queue = v1 + "/admin/concerts/" + id(CONCERT) + "/queue";
    String credentials = "{\"name\":\"mina\",\"password\":\"correct horse\"}";
    String hold =
        "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}".formatted(id(PERFORMANCE), id(SEAT));
    return Stream.of(
        new Example("signUp", "POST", v1 + "/users", credentials, 201),
        new Example("logIn", "POST", v1 + "/login", credentials, 200),
        new Example("readJwks", "GET", "/.well-known/jwks.json", null, 200),
        new Example("listConcerts", "GET", v1 + "/concerts?limit=200", null, 200),
        new Example("findConcert", "GET", concert, null, 200),
        new Example("listPerformances", "GET", concert + "/performances?available=true", null, 200),
        new Example("readSeats", "GET", seatsPath() + "?state=AVAILABLE", null, 200),
        new Example("watchSeats", "GET", seatsPath() + "/changes", null, 200),
        new Example("watchPlace", "GET", concert + "/queue/events", null, 200),
        new Example("joinQueue", "POST", concert + "/queue", null, 201),
        new Example("readPlace", "GET", concert + "/queue", null, 200),
        new Example("leaveQueue", "DELETE", concert + "/queue", null, 204),
        new Example("holdSeats", "POST", v1 + "/reservations", hold, 201),
        new Example("listReservations", "GET", v1 + "/reservations", null, 200),
        new Example("findReservation", "GET", reservation, null, 200),
        new Example("releaseReservation", "DELETE", reservation, null, 204),
        new Example("payReservation", "POST", reservation + "/payment", null, 201),
        new Example("payReservation", "POST", reservation + "/payment", "{}", 201),
        new Example("readWallet", "GET", v1 + "/wallet", null, 200),
        new Example("chargeWallet", "POST", v1 + "/wallet/charges", "{\"amount\":1000}", 201),
        new Example("chargeWallet", "POST", v1 + "/wallet/charges", "{\"amount\":1092}", 202),
        new Example("findCharge", "GET", v1 + "/wallet/charges/" + id(OTHER), null, 200),
        new Example("listEntries", "GET", v1 + "/wallet/entries", null, 200),
        new Example("importConcert", "POST", v1 + "/admin/concerts", importBody(), 201),
        new Example("importConcert", "POST", v1 + "/admin/concerts?dryRun=true", importBody(), 200),
        new Example("listAllConcerts", "GET", v1 + "/admin/concerts", null, 200),
        new Example(
            "changeConcert",
            "PATCH",
            v1 + "/admin/concerts/" + id(CONCERT),
            "{\"state\":\"PAUSED\"}",
            200),
        new Example(
            "changePerformance",
            "PATCH",
            v1 + "/admin/performances/" + id(PERFORMANCE),
            "{\"state\":\"CLOSED\"}",
            200),
        new Example("readQueueStats", "GET", queue, null, 200),
        new Example("changeQueue", "PATCH", queue, "{\"capacity\":5,\"paused\":true}", 200),
        new Example("listPlaces", "GET", queue + "/places", null, 200),
        new Example("findUserPlace", "GET", queue + "/places/" + id(OTHER), null, 200),
        new Example("removeUserPlace", "DELETE", queue + "/places/" + id(OTHER), null, 204),
        new Example("admitPlaces", "POST", queue + "/admissions", "{\"count\":3}", 200),
        new Example(
            "chargeUserWallet",
            "POST",
            v1 + "/admin/wallets/" + id(OTHER) + "/charges",
            "{\"amount\":5}",
            201),
        new Example("findAnyConcert", "GET", v1 + "/admin/concerts/" + id(CONCERT), null, 200),
        new Example("readUserWallet", "GET", v1 + "/admin/wallets/" + id(OTHER), null, 200),
        new Example(
            "listUserEntries", "GET", v1 + "/admin/wallets/" + id(OTHER) + "/entries", null, 200),
        new Example(
            "createUser",
            "POST",
            v1 + "/admin/users",
            "{\"name\":\"jiho\",\"password\":\"correct horse\",\"role\":\"admin\"}",
            201),
        new Example("findUser", "GET", v1 + "/admin/users/" + id(OTHER), null, 200),
        new Example(
            "findAnyReservation", "GET", v1 + "/admin/reservations/" + id(RESERVATION), null, 200),
        new Example("listUsers", "GET", v1 + "/admin/users?name=mina", null, 200),
        new Example(
            "listAllReservations",
            "GET",
            v1 + "/admin/reservations?state=HELD&userId=" + id(OTHER),
            null,
            200),
        new Example("readCluster", "GET", v1 + "/admin/cluster", null, 200),
        new Example("verify", "POST", v1 + "/admin/verify", null, 200),
        new Example(
            "listAudit",
            "GET",
            v1 + "/admin/audit?target=concert%20&action=CHANGE_CONCERT&operatorId=" + id(OTHER),
            null,
            200));
  }

  static String seatsPath() {
    return "/api/v1/performances/" + id(PERFORMANCE) + "/seats";
  }

  private static HttpResponse<String> send(Example example) {
    return node.send(
        example.isOperators()
            ? node.asOperator(example.method(), example.path(), example.body())
            : node.asBuyer(example.methodThatEnds(), example.path(), example.body()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersAsTheContractSays(Example example) {
    HttpResponse<String> answer = send(example);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(example.status());
    JsonObject response = schemas.response(example.operationId(), example.status());
    assertThat(response).as("the contract's answer").isNotNull();
    JsonObject schema = schemas.schemaOf(response, "application/json");
    if (schema == null) {
      assertThat(answer.body()).isEmpty();
    } else {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(ContractSchemas.faults(schema, new JsonObject(answer.body()))).isEmpty();
    }
    for (String header : response.getJsonObject("headers", new JsonObject()).fieldNames()) {
      if (!header.equals("Idempotency-Replayed")) {
        assertThat(answer.headers().firstValue(header)).as(header).isPresent();
      }
    }
  }

  @Test
  void hasAnExampleOfEveryOperation() {
    assertThat(examples().map(Example::operationId).collect(Collectors.toSet()))
        .isEqualTo(contract.operations().stream().map(Operation::id).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersProblemsAsTheContractSays(Example example) {
    HttpResponse<String> answer =
        node.send(node.request(example.method(), example.path(), example.body()));
    boolean open = answer.statusCode() < 300;
    Operation operation =
        contract.operations().stream()
            .filter(each -> each.id().equals(example.operationId()))
            .findFirst()
            .orElseThrow();
    assertThat(open).isEqualTo(!operation.needsAccessToken());
    if (!open) {
      assertThat(answer.statusCode()).isEqualTo(401);
      JsonObject response = schemas.response(example.operationId(), 401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      JsonObject schema = schemas.schemaOf(response, "application/problem+json");
      assertThat(ContractSchemas.faults(schema, new JsonObject(answer.body()))).isEmpty();
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  /** Bodies one step away from a good one; the contract's validator and ours must agree. */
  static Stream<Map.Entry<String, Object>> mutations() {
    Map<String, Object> cases = new LinkedHashMap<>();
    for (Example example : examples().filter(each -> each.body() != null).toList()) {
      if (example.body().equals("{}")) {
        continue;
      }
      mutate(
          new JsonObject(example.body()),
          new JsonObject(example.body()),
          example.operationId(),
          cases);
    }
    return cases.entrySet().stream();
  }

  private static final Object[] VALUES = {
    "",
    "x",
    "OPEN",
    0,
    -1,
    1,
    1.5,
    10_000_001,
    2_000_000_000_000L,
    true,
    new JsonArray(),
    new JsonObject(),
    "2026-11-21T10:00:00Z",
    "2026-13-21T10:00:00Z",
    "y".repeat(300),
    "0HYQ2TK5R4A0B",
    "0hyq2tk5r4a0b",
    new JsonArray().add(1),
    "a\nb"
  };

  private static void mutate(
      JsonObject root, JsonObject node, String name, Map<String, Object> cases) {
    for (String member : node.fieldNames()) {
      JsonObject without = node.copy();
      without.remove(member);
      cases.put(name + " without " + member, without);
      for (Object value : VALUES) {
        cases.put(name + " " + member + "=" + value, node.copy().put(member, value));
      }
    }
    cases.put(name + " with more", node.copy().put("more", 1));
    cases.put(name + " as it is", root);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void agreesWithTheContractsValidator(Map.Entry<String, Object> mutation) {
    String operationId = mutation.getKey().substring(0, mutation.getKey().indexOf(' '));
    Object body = mutation.getValue();
    boolean good = ContractSchemas.faults(schemas.requestSchema(operationId), body).isEmpty();
    Operation operation =
        contract.operations().stream()
            .filter(each -> each.id().equals(operationId))
            .findFirst()
            .orElseThrow();
    java.util.List<Violation> violations = new java.util.ArrayList<>();
    operation
        .body()
        .check(StrictJson.read(Buffer.buffer(body.toString()), violations), "#", violations);
    if (good
        && violations.stream()
            .allMatch(each -> each.sentence().phrase() == RequestPhrase.NO_SUCH_TIME)) {
      return;
    }
    assertThat(violations.isEmpty()).as("%s: %s", mutation, violations).isEqualTo(good);
  }
}
