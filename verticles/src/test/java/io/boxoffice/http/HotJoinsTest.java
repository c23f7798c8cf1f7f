package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.ShortWay.LEFT_TO_THE_ROUTER;
import static io.boxoffice.http.ShortWay.withoutIds;
import static io.boxoffice.http.ShortWay.withoutTrace;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.JoinAll;
import io.boxoffice.shared.messages.QueueMessages.JoinOutcome;
import io.boxoffice.shared.messages.QueueMessages.Joined;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of joins: the same answers as the router's. */
class HotJoinsTest extends OnScriptedServices {
  private static final String QUEUE = "/api/v1/concerts/" + CannedAnswers.id(CONCERT) + "/queue";

  /** The router takes it for the same, the short way for none of its own. */
  private static final String QUEUE_BY_ROUTER = QUEUE + "/";

  private static ShortWay alone;

  @BeforeAll
  static void serve() {
    BusClient bus = new BusClient(node.vertx, EnumSet.allOf(Role.class), 2_000);
    HotJoins joins =
        new HotJoins(
            node.shared,
            new GatheredJoins(node.vertx, bus),
            node.nowMs::get,
            new HotPath(node.shared, node.nowMs::get));
    alone = new ShortWay(node, joins::answer);
  }

  /** The ordinary way once: afterwards the token is known. */
  @BeforeEach
  void verifyTheToken() {
    node.send(node.asBuyer("POST", QUEUE_BY_ROUTER, null));
    node.received.clear();
  }

  private static HttpRequest.Builder join(String path) {
    return HttpRequest.newBuilder(alone.uri(path))
        .POST(HttpRequest.BodyPublishers.noBody())
        .header("Authorization", "Bearer " + node.buyer());
  }

  private static HttpResponse<String> ordinary() {
    return node.send(node.asBuyer("POST", QUEUE_BY_ROUTER, null));
  }

  private static void sameAsOrdinary(HttpResponse<String> hot) {
    HttpResponse<String> ordinary = ordinary();
    assertThat(hot.statusCode()).isEqualTo(ordinary.statusCode());
    assertThat(hot.body()).isEqualTo(ordinary.body());
    assertThat(withoutTrace(hot)).isEqualTo(withoutTrace(ordinary));
  }

  private static void answer(PlaceState state, boolean created) {
    node.script(
        JoinAll.class,
        request -> {
          PlaceKey key = new PlaceKey(CONCERT, request.userIds().get(0), 1, 7);
          return Future.succeededFuture(
              new Joined(List.of(new JoinOutcome(CannedAnswers.place(state, key, created), null))));
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aJoinIsAnsweredAsTheRouterAnswersIt(boolean created) {
    for (PlaceState state : List.of(PlaceState.WAITING, PlaceState.ADMITTED)) {
      answer(state, created);

      HttpResponse<String> hot = node.send(join(QUEUE));

      assertThat(hot.statusCode()).isEqualTo(created ? 201 : 200);
      sameAsOrdinary(hot);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"QUEUE_FULL", "SALES_NOT_OPEN", "SOLD_OUT", "CONCERT_NOT_FOUND"})
  void whoIsRefusedIsToldTheSame(ErrorCode code) {
    node.script(
        JoinAll.class,
        request -> Future.succeededFuture(new Joined(List.of(new JoinOutcome(null, code)))));

    HttpResponse<String> hot = node.send(join(QUEUE));

    assertThat(hot.statusCode()).isEqualTo(code.status());
    assertThat(withoutIds(hot)).isEqualTo(withoutIds(ordinary()));
    assertThat(hot.headers().firstValue("Retry-After"))
        .isEqualTo(ordinary().headers().firstValue("Retry-After"));
  }

  @Test
  void aDefectIsOpaque() {
    node.script(JoinAll.class, request -> Future.failedFuture(new IllegalStateException("inside")));

    HttpResponse<String> hot = node.send(join(QUEUE));

    assertThat(hot.statusCode()).isEqualTo(500);
    assertThat(hot.body()).contains("INTERNAL_ERROR").doesNotContain("inside");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsADefectToo() {
    node.script(
        JoinAll.class,
        request -> {
          PlaceKey key = new PlaceKey(CONCERT, request.userIds().get(0), 1, 7);
          Place place = withoutToken(CannedAnswers.place(PlaceState.WAITING, key, true));
          return Future.succeededFuture(new Joined(List.of(new JoinOutcome(place, null))));
        });

    HttpResponse<String> hot = node.send(join(QUEUE));

    assertThat(hot.statusCode()).isEqualTo(500);
    assertThat(hot.body()).contains("INTERNAL_ERROR");
  }

  private static Place withoutToken(Place place) {
    return new Place(
        place.key(),
        place.state(),
        place.position(),
        place.estimatedWaitLowSeconds(),
        place.estimatedWaitHighSeconds(),
        place.refreshAfterSeconds(),
        place.joinedAtMs(),
        place.admittedAtMs(),
        place.expiresAtMs(),
        place.admissionEndsAtMs(),
        null,
        0,
        place.created());
  }

  @Test
  void theClientsTraceIsKept() {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    HttpResponse<String> hot =
        node.send(join(QUEUE).header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

    assertThat(hot.headers().firstValue("Trace-Id")).hasValue(trace);
  }

  @Test
  void whatIsNotPlainIsLeftToTheRouter() {
    String other = "/api/v1/concerts/no-concert-13/queue";
    for (HttpRequest.Builder notPlain :
        List.of(
            join(QUEUE_BY_ROUTER),
            join(QUEUE + "?x=1"),
            join(other),
            join(QUEUE).header("Accept", "text/html"),
            join(QUEUE).header("Content-Type", "text/plain"),
            join(QUEUE).header("Content-Encoding", "gzip"),
            join(QUEUE).POST(HttpRequest.BodyPublishers.ofString("{}")),
            join(QUEUE).GET(),
            join(QUEUE).DELETE(),
            join(QUEUE).setHeader("Authorization", "Bearer unknown"))) {
      assertThat(node.send(notPlain).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    }
    assertThat(node.received).isEmpty();
  }

  @Test
  void aShutGateIsLeftToTheRouter() {
    node.writable.set(false);

    assertThat(node.send(join(QUEUE)).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    assertThat(node.received).isEmpty();
  }

  @Test
  void theTokensEndIsTheShortWaysToo() {
    node.nowMs.addAndGet(600_000);
    try {
      assertThat(node.send(join(QUEUE)).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    } finally {
      node.nowMs.addAndGet(-600_000);
    }
  }
}
