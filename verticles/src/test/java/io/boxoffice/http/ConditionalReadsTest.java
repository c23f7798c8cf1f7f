package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.http.HttpContractTest.Example;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.boxoffice.shared.messages.WalletMessages.Wallet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every read has a tag and a 304, but the one that is a sign of life. */
class ConditionalReadsTest extends OnScriptedServices {
  /** A poll is a sign of life, and a stream has no end; neither is ever the same. */
  private static final Set<String> UNTAGGED = Set.of("readPlace", "watchPlace", "watchSeats");

  static Stream<Example> reads() {
    return HttpContractTest.examples()
        .filter(each -> each.method().equals("GET") && !UNTAGGED.contains(each.operationId()));
  }

  private static HttpRequest.Builder request(Example example, String method) {
    return example.isOperators()
        ? node.asOperator(method, example.path(), null)
        : node.asBuyer(method, example.path(), null);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void isAnsweredNotModifiedWhereItIsKnown(Example example) {
    HttpResponse<String> first = node.send(request(example, "GET"));
    String tag = header(first, "ETag");
    HttpResponse<String> again =
        node.send(request(example, "GET").header("If-None-Match", "\"other\", " + tag));
    HttpResponse<String> inTwoLines =
        node.send(
            request(example, "GET")
                .header("If-None-Match", "\"other\"")
                .header("If-None-Match", tag));
    HttpResponse<String> stale =
        node.send(request(example, "GET").header("If-None-Match", "W/\"other\""));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(tag).matches("W/\"[!#-~]+\"");
    assertThat(header(first, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(first, "Cache-Control")).matches("public, max-age=[0-9]+|private, no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(inTwoLines.statusCode()).isEqualTo(304);
    for (String name : Set.of("ETag", "Vary", "Cache-Control")) {
      assertThat(header(again, name)).as(name).isEqualTo(header(first, name));
    }
    assertThat(header(again, "Trace-Id")).isNotEmpty();
    assertThat(stale.statusCode()).isEqualTo(200);
    assertThat(stale.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @MethodSource("reads")
  void isAnsweredToHeadWithoutItsBody(Example example) {
    HttpResponse<String> read = node.send(request(example, "GET"));
    HttpResponse<String> head = node.send(request(example, "HEAD"));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : Set.of("ETag", "Vary", "Cache-Control", "Content-Type")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(read, name));
    }
    assertThat(
            node.send(request(example, "HEAD").header("If-None-Match", header(read, "ETag")))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void onlyWhatAnybodyMaySeeIsShared() {
    for (Example example : reads().toList()) {
      HttpResponse<String> open = node.send(node.request(example.method(), example.path(), null));
      boolean shared =
          header(node.send(request(example, "GET")), "Cache-Control").startsWith("public");
      assertThat(shared).as(example.operationId()).isEqualTo(open.statusCode() == 200);
    }
  }

  @Test
  void aChangedAnswerHasAnotherTag() {
    HttpResponse<String> before = node.send(node.asBuyer("GET", "/api/v1/wallet", null));
    node.script(
        ReadWallet.class,
        request -> Future.succeededFuture(new Wallet(request.userId(), 1_001, "KRW")));
    HttpResponse<String> after =
        node.send(
            node.asBuyer("GET", "/api/v1/wallet", null)
                .header("If-None-Match", header(before, "ETag")));

    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(header(after, "ETag")).isNotEqualTo(header(before, "ETag"));
  }

  @Test
  void aSignOfLifeIsNeverAnsweredFromACache() {
    Example place =
        HttpContractTest.examples()
            .filter(each -> each.operationId().equals("readPlace"))
            .findFirst()
            .orElseThrow();
    HttpResponse<String> answer =
        node.send(node.asBuyer("GET", place.path(), null).header("If-None-Match", "*"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void theContractPromisesATagForEveryReadButThePlace() {
    Set<String> untagged = new TreeSet<>();
    Vertx vertx = Vertx.vertx();
    try {
      for (Map.Entry<String, Object> path :
          Contract.load(vertx).await().document().getJsonObject("paths")) {
        JsonObject read = ((JsonObject) path.getValue()).getJsonObject("get");
        if (read != null && answersJson(read) && !isConditional(read)) {
          untagged.add(read.getString("operationId"));
        }
      }
    } finally {
      vertx.close().await();
    }
    assertThat(untagged).containsExactly("readPlace");
  }

  /** An event stream is no answer that could be kept. */
  private static boolean answersJson(JsonObject read) {
    return read.getJsonObject("responses")
        .getJsonObject("200")
        .getJsonObject("content")
        .containsKey("application/json");
  }

  private static boolean isConditional(JsonObject read) {
    JsonObject responses = read.getJsonObject("responses");
    return responses.containsKey("304")
        && responses.getJsonObject("200").getJsonObject("headers").containsKey("ETag");
  }
}
