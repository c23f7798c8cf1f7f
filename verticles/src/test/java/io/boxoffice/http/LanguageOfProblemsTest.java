package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A problem is told in the language that its client asks for, and else stays what it is. */
class LanguageOfProblemsTest extends OnScriptedServices {
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
  private static final String CONCERT_PATH = "/api/v1/concerts/" + id(CONCERT);
  private static final String CHARGES = "/api/v1/wallet/charges";
  private static final String RESERVATIONS = "/api/v1/reservations";

  static Stream<Phrase> phrases() {
    return Arrays.stream(Phrase.class.getPermittedSubclasses())
        .flatMap(area -> Arrays.stream((Phrase[]) area.getEnumConstants()));
  }

  @ParameterizedTest
  @EnumSource
  void everyCode(ErrorCode code) {
    node.refuse(ChargeWallet.class, code);
    JsonObject problem = inBoth(node.asBuyer("POST", CHARGES, "{\"amount\":1}"));
    assertThat(problem.getString("code")).isEqualTo(code.name());
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void everyPhraseAndViolationOfAService(Phrase phrase) {
    Object[] values = Collections.nCopies(phrase.wording().slots(), "7").toArray();
    node.script(
        ChargeWallet.class,
        request ->
            Future.failedFuture(
                new Refusal(
                    phrase.sentence(values),
                    List.of(
                        new Violation("/amount", phrase, values),
                        new Violation("#/query/x", phrase, values)))));
    JsonObject problem = inBoth(node.asBuyer("POST", CHARGES, "{\"amount\":1}"));
    assertThat(pointers(problem)).containsExactly("#/amount", "#/query/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7 7",
        "{\"amount\":1,\"amount\":2}",
        "{\"amount\":1,\"more\":2}",
        "{\"amount\":\"1\"}",
        "{\"amount\":0}",
        "{\"amount\":1.5}",
        "{\"amount\":10000001}",
        "{\"amount\":99999999999999999999999999}",
        "{\"amount\":1e999}",
        "{}",
        "{\"\\u0000\":1,\"\\ud800\":2}"
      })
  void everyBadAmount(String body) {
    inBoth(node.asBuyer("POST", CHARGES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"\",\"password\":\"short\"}",
        "{\"name\":7,\"password\":null}",
        "{\"name\":\"a\\nb\",\"password\":{}}",
      })
  void everyBadSignUp(String body) {
    inBoth(node.request("POST", "/api/v1/users", body));
    inBoth(node.request("POST", "/api/v1/users", "[".repeat(50) + "]".repeat(50)));
    inBoth(node.request("POST", "/api/v1/users", "9".repeat(2_000)));
    inBoth(
        node.request(
            "POST",
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s\"}".formatted("x".repeat(65), "y".repeat(129))));
  }

  /** What the contract finds in an import, and what the service finds beyond, in one list. */
  @Test
  void everythingInAnImport() {
    node.script(
        CheckImport.class,
        request ->
            Future.failedFuture(
                new Refusal(
                    ServicePhrase.NOTHING_CHANGED.sentence(),
                    List.of(new Violation("/venue", ServicePhrase.PASSWORD_COMMON)))));
    JsonObject body =
        new JsonObject(HttpContractTest.importBody())
            .put("title", "")
            .put("currency", "won")
            .put("salesOpenAt", "soon")
            .put("salesCloseAt", "2099-02-30T00:00:00Z")
            .put("timeZone", "?")
            .put("state", "CLOSED")
            .put("maxHeldSeats", 0)
            .put("prices", new JsonObject())
            .put("performances", new JsonArray())
            .put("more", 1);
    JsonObject problem = inBoth(node.asOperator("POST", "/api/v1/admin/concerts", body.encode()));
    assertThat(pointers(problem))
        .contains(
            "#/title",
            "#/currency",
            "#/salesOpenAt",
            "#/salesCloseAt",
            "#/timeZone",
            "#/state",
            "#/maxHeldSeats",
            "#/prices",
            "#/performances",
            "#/more",
            "#/venue");
  }

  @Test
  void everyBadHold() {
    String two = "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\",\"%s\"]}";
    inBoth(node.asBuyer("POST", RESERVATIONS, two.formatted(id(PERFORMANCE), id(SEAT), id(SEAT))));
    inBoth(node.asBuyer("POST", RESERVATIONS, two.formatted("x", "y", id(SEAT))));
    inBoth(node.asBuyer("POST", RESERVATIONS, "{\"performanceId\":7,\"seatIds\":[]}"));
    inBoth(
        node.asBuyer(
            "POST",
            RESERVATIONS,
            new JsonObject()
                .put("performanceId", id(PERFORMANCE))
                .put("seatIds", new JsonArray(Collections.nCopies(101, id(SEAT))))
                .encode()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/concerts?limit=0",
        "/api/v1/concerts?limit=x&limit=1",
        "/api/v1/concerts?limit=201&cursor=",
        "/api/v1/concerts?cursor=x",
        "/api/v1/concerts/x",
        "/api/v1/nothing",
        "/problems/nothing",
        "/api/v1/wallet",
        "/api/v1/admin/audit"
      })
  void everyBadAddress(String path) {
    inBoth(node.request("GET", path, null));
    inBoth(node.request("PUT", "/api/v1/concerts", "{}"));
  }

  @Test
  void everyBadToken() {
    String seats = HttpContractTest.seatsPath();
    String bearer = "Bearer " + node.buyer();
    inBoth(node.request("GET", seats, null).header("Authorization", "Basic x"));
    inBoth(node.request("GET", seats, null).header("Authorization", "Bearer x"));
    inBoth(node.request("GET", seats, null).header("Authorization", bearer + "x"));
    inBoth(node.request("GET", seats, null).header("Authorization", bearer));
    for (String place :
        List.of("x", node.tokens.queue(OTHER, CONCERT), node.tokens.queue(BUYER, OTHER))) {
      inBoth(
          node.request("GET", seats, null)
              .header("Authorization", bearer)
              .header("Queue-Token", place));
    }
    inBoth(node.asBuyer("GET", "/api/v1/admin/audit", null));
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));
    node.script(
        ConfirmPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));
    inBoth(node.asBuyer("GET", seats, null));
  }

  @Test
  void whatIsNoJsonOrTooMuch() {
    inBoth(node.request("GET", "/api/v1/concerts", null).header("Accept", "text/html"));
    inBoth(
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
    inBoth(node.asBuyer("POST", CHARGES, "x".repeat(70_000)));
    inBoth(
        node.request("POST", CHARGES, "{\"amount\":1}")
            .header("Authorization", "Bearer " + node.buyer()));
    inBoth(node.asOperator("POST", "/api/v1/admin/verify", "{\"a\":1}"));
  }

  @Test
  void defectsAndMissingAnswers() {
    node.script(
        FindConcert.class, request -> Future.failedFuture(new IllegalStateException("a test")));
    assertThat(inBoth(node.request("GET", CONCERT_PATH, null)).getString("code"))
        .isEqualTo("INTERNAL_ERROR");
    node.refuse(FindConcert.class, ErrorCode.OUTCOME_UNKNOWN);
    assertThat(inBoth(node.request("GET", CONCERT_PATH, null)).getString("code"))
        .isEqualTo("SERVICE_UNAVAILABLE");
  }

  @Test
  void whatNoRouterHasSeen() {
    String noHost = "GET / HTTP/1.1\r\nAccept-Language: %s\r\nConnection: close\r\n\r\n";
    assertThat(raw(noHost.formatted("ko")))
        .containsIgnoringCase("Content-Language: ko")
        .containsPattern(HANGUL);
    assertThat(raw(noHost.formatted("fr")))
        .containsIgnoringCase("Content-Language: en")
        .doesNotContainPattern(HANGUL);
  }

  @Test
  void severalHeadersCountAsOne() {
    HttpRequest.Builder request =
        node.request("GET", "/api/v1/nothing", null)
            .header("Accept-Language", "en;q=0.5")
            .header("Accept-Language", "ko-KR");
    assertThat(node.send(request).headers().firstValue("Content-Language")).hasValue("ko");
  }

  /** Asks in no language, in English and in Korean; gives the Korean problem. */
  private static JsonObject inBoth(HttpRequest.Builder request) {
    JsonObject plain = told(request.copy(), "en");
    JsonObject english = told(request.copy().header("Accept-Language", "en-GB, ko;q=0.5"), "en");
    JsonObject korean = told(request.copy().header("Accept-Language", "ko-KR,ko;q=0.9,en"), "ko");
    for (String words : words(english)) {
      assertThat(words).matches("[A-Z]\\p{ASCII}+");
    }
    for (String words : words(korean)) {
      assertThat(words).containsPattern(HANGUL);
    }
    assertThat(words(plain)).isEqualTo(words(english));
    assertThat(wordless(plain)).isEqualTo(wordless(english)).isEqualTo(wordless(korean));
    return korean;
  }

  private static JsonObject told(HttpRequest.Builder request, String language) {
    HttpResponse<String> answer = node.send(request);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
    assertThat(answer.headers().allValues("Vary")).contains("Accept-Language");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("status")).isEqualTo(answer.statusCode());
    return problem;
  }

  /** What a person reads: the title, the detail, and the detail of each error. */
  private static List<String> words(JsonObject problem) {
    return Stream.concat(
            Stream.of(problem.getString("title") + ".", problem.getString("detail")),
            errors(problem).map(error -> error.getString("detail")))
        .peek(words -> assertThat(words).endsWith("."))
        .toList();
  }

  private static JsonObject wordless(JsonObject problem) {
    JsonObject rest = problem.copy();
    List.of("title", "detail", "traceId").forEach(rest::remove);
    errors(rest).forEach(error -> error.remove("detail"));
    return rest;
  }

  private static Stream<JsonObject> errors(JsonObject problem) {
    return problem.getJsonArray("errors", new JsonArray()).stream().map(JsonObject.class::cast);
  }
}
