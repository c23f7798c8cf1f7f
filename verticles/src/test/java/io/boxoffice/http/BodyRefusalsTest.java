package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is not what the contract says is refused, and each violation named. */
class BodyRefusalsTest extends OnScriptedServices {
  private static final String CHARGES = "/api/v1/wallet/charges";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "nonsense",
        "[]",
        "null",
        "1",
        "\"x\"",
        "{\"amount\":1,}",
        "{amount:1}",
        "{'amount':1}",
        "{\"amount\":1}x",
        "{\"amount\":1}{}",
        "{\"amount\":NaN}",
        "{\"amount\":Infinity}",
        "{\"amount\":1,\"amount\":2}",
        "{\"amount\":1,\"more\":2}",
        "{\"amount\":\"1\"}",
        "{\"amount\":null}",
        "{\"amount\":true}",
        "{\"amount\":[1]}",
        "{\"amount\":0}",
        "{\"amount\":-1}",
        "{\"amount\":-0}",
        "{\"amount\":1.5}",
        "{\"amount\":1.0}",
        "{\"amount\":1.0e3}",
        "{\"amount\":1e3}",
        "{\"amount\":01}",
        "{\"amount\":+1}",
        "{\"amount\":0x10}",
        "{\"amount\":10000001}",
        "{\"amount\":9223372036854775808}",
        "{\"amount\":99999999999999999999999999}",
        "{\"amount\":1e999}",
        "{}",
        "{\"amount\":1,\"\\u0000\":1}",
        "{\"amount\":1/**/}"
      })
  void refusesBadAmounts(String body) {
    refused(node.asBuyer("POST", CHARGES, body), ErrorCode.VALIDATION_FAILED);
    assertThat(node.received).doesNotContainKey(ChargeWallet.class);
  }

  @Test
  void refusesWhatOnlyLooksLikeText() {
    for (String name :
        List.of("a\\u0000b", "\\ud800", "\\udc00x", "a\\nb", "", "x".repeat(65), "\\ud83d")) {
      String body = "{\"name\":\"" + name + "\",\"password\":\"correct horse\"}";
      JsonObject problem =
          refused(node.request("POST", "/api/v1/users", body), ErrorCode.VALIDATION_FAILED);
      assertThat(pointers(problem)).contains("#/name");
    }
    byte[] latin1 =
        "{\"name\":\"\u00e9\",\"password\":\"correct horse\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(latin1)),
        ErrorCode.VALIDATION_FAILED);
    String emoji =
        "{\"name\":\"" + "\\ud83d\\ude00".repeat(64) + "\",\"password\":\"correct horse\"}";
    assertThat(node.send(node.request("POST", "/api/v1/users", emoji)).statusCode()).isEqualTo(201);
  }

  /** A login's fields have no pattern: only the reader itself keeps these out. */
  @ParameterizedTest
  @ValueSource(strings = {"secret\\u0000word", "secret\\ud800word", "secret\\udc00"})
  void refusesTextThatTheDatabaseCannotKeep(String password) {
    String body = "{\"name\":\"mina\",\"password\":\"" + password + "\"}";
    JsonObject problem =
        refused(node.request("POST", "/api/v1/login", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactly("#/password");
    assertThat(node.received).doesNotContainKey(LogIn.class);
  }

  @Test
  void refusesDeepNestingAndGiantNumbers() {
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    refused(node.asBuyer("POST", CHARGES, deep), ErrorCode.VALIDATION_FAILED);
    refused(
        node.asBuyer("POST", CHARGES, "{\"amount\":" + deep + "}"), ErrorCode.VALIDATION_FAILED);
    refused(
        node.asBuyer("POST", CHARGES, "{\"amount\":" + "9".repeat(50_000) + "}"),
        ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void listsEveryViolationByItsPointer() {
    String body =
        "{\"performanceId\":\"x\",\"seatIds\":[\"%s\",7,\"y\"],\"price\":1}".formatted(id(SEAT));
    JsonObject problem =
        refused(node.asBuyer("POST", "/api/v1/reservations", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem))
        .containsExactlyInAnyOrder("#/performanceId", "#/seatIds/1", "#/seatIds/2", "#/price");
    problem =
        refused(
            node.request("GET", "/api/v1/concerts?limit=201&cursor=", null),
            ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactlyInAnyOrder("#/query/limit", "#/query/cursor");
  }

  @Test
  void refusesASeatThatIsNamedTwice() {
    String body =
        "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\",\"%s\"]}"
            .formatted(id(PERFORMANCE), id(SEAT), id(SEAT));
    JsonObject problem =
        refused(node.asBuyer("POST", "/api/v1/reservations", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactly("#/seatIds/1");
  }

  @Test
  void refusesOtherMediaTypes() {
    HttpRequest.Builder text =
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    refused(text, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    refused(
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .POST(HttpRequest.BodyPublishers.ofString("{}")),
        ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    refused(
        node.request("GET", "/api/v1/concerts", null).header("Accept", "text/html"),
        ErrorCode.NOT_ACCEPTABLE);
    refused(
        node.request("GET", "/api/v1/concerts", null).header("Accept", "application/json;q=0"),
        ErrorCode.NOT_ACCEPTABLE);
    assertThat(
            node.send(
                    node.request("GET", "/api/v1/concerts", null)
                        .header("Accept", "text/html, application/*;q=0.1"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesLargeBodies() {
    String large = "{\"amount\":1,\"x\":\"" + "x".repeat(70_000) + "\"}";
    refused(node.asBuyer("POST", CHARGES, large), ErrorCode.PAYLOAD_TOO_LARGE);
    refused(
        HttpRequest.newBuilder(node.uri(CHARGES))
            .header("Authorization", "Bearer " + node.buyer())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString(large))),
        ErrorCode.PAYLOAD_TOO_LARGE);
    JsonObject body = new JsonObject(HttpContractTest.importBody());
    body.getJsonObject("seatingPlan").put("ignored", "x".repeat(3_000_000));
    HttpResponse<String> answer =
        node.send(node.asOperator("POST", "/api/v1/admin/concerts", body.encode()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(((ImportConcert) node.received.get(ImportConcert.class)).key().bodyHash())
        .isEqualTo(CanonicalJson.hash(body));
  }

  @Test
  void aDryRunOnlyChecks() {
    String path = "/api/v1/admin/concerts?dryRun=true";
    String good = HttpContractTest.importBody();
    HttpResponse<String> answer = node.send(node.asOperator("POST", path, good));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    JsonObject bad = new JsonObject(good).put("title", "").put("more", 1);
    JsonObject problem =
        refused(node.asOperator("POST", path, bad.encode()), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactlyInAnyOrder("#/title", "#/more");
    assertThat(node.received).containsKey(CheckImport.class).doesNotContainKey(ImportConcert.class);
  }

  @Test
  void pointsWithFragmentsThatAreUris() {
    JsonObject body = new JsonObject().put("amount", 1).put("좌석 100%", 1);
    JsonObject problem =
        refused(node.asBuyer("POST", CHARGES, body.encode()), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactly("#/%EC%A2%8C%EC%84%9D%20100%25");
  }
}
