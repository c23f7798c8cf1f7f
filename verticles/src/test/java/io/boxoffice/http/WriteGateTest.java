package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.http.HttpContractTest.Example;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node that is cut off from most of the others: it changes nothing, says so, and still reads. */
class WriteGateTest extends OnScriptedServices {
  private static final Set<String> ASKING_POSTS = Set.of("logIn", "verify");

  static Stream<Example> changes() {
    return HttpContractTest.examples().filter(WriteGateTest::changes);
  }

  static Stream<Example> reads() {
    return HttpContractTest.examples().filter(example -> !changes(example));
  }

  private static boolean changes(Example example) {
    return !example.method().equals("GET") && !ASKING_POSTS.contains(example.operationId());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesEveryChangeAndAsksNobody(Example example) {
    node.writable.set(false);

    JsonObject problem = refused(request(example), ErrorCode.SERVICE_UNAVAILABLE);

    assertThat(problem.getInteger("retryAfterSeconds")).isEqualTo(WriteGate.RETRY_AFTER_SECONDS);
    assertThat(problem.getString("detail")).contains("cut off from most of the others");
    node.received.remove(ReadKeys.class);
    assertThat(node.received).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void goesOnReading(Example example) {
    node.writable.set(false);

    assertThat(node.send(request(example)).statusCode()).isEqualTo(example.status());
  }

  @Test
  void refusesTheExercisesChangesToo() {
    HttpConfig config = ScriptedServices.config().with(0, 0, HttpConfig.Classic.TRUSTING_USER_ID);
    try (ScriptedServices classic = new ScriptedServices(config)) {
      classic.writable.set(false);
      for (ClassicCall call : ClassicCall.values()) {
        String body = call.hasBody() ? "{}" : null;
        int status =
            classic.send(classic.request(call.method().name(), call.path(), body)).statusCode();
        assertThat(status == 503).as("%s answers %d", call, status).isEqualTo(call.changes());
      }
    }
  }

  private static HttpRequest.Builder request(Example example) {
    return example.isOperators()
        ? node.asOperator(example.methodThatEnds(), example.path(), example.body())
        : node.asBuyer(example.methodThatEnds(), example.path(), example.body());
  }
}
