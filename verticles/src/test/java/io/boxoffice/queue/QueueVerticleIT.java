package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.BeginHold;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.support.SaleFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A buyer's place from joining to its end, and how it fares in a crowd. */
class QueueVerticleIT extends OnQueueVerticle {
  @Test
  void aSpikeIsNumberedExactlyOnce() throws TimeoutException {
    List<Place> places = joinAll(1, 300);
    assertThat(places.stream().filter(place -> place.state() == PlaceState.ADMITTED)).hasSize(20);
    assertThat(
            places.stream()
                .filter(place -> place.state() == PlaceState.WAITING)
                .map(Place::position)
                .sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 280).boxed().toList());
    assertThat(places.stream().map(place -> place.key().sequence()).distinct()).hasSize(300);
    assertThat(places).allMatch(Place::created);
    List<Place> again = joinAll(1, 300);
    assertThat(again).noneMatch(Place::created);
    assertThat(again.stream().map(Place::key))
        .containsExactlyElementsOf(places.stream().map(Place::key).toList());
  }

  @Test
  void theCapHoldsUnderChurn() throws TimeoutException {
    List<Place> places = joinAll(1, 200);
    Set<Long> gone = new java.util.HashSet<>();
    for (int round = 0; round < 10; round++) {
      List<Future<?>> calls = new ArrayList<>();
      for (Place place : places) {
        long sequence = place.key().sequence();
        if (sequence % 10 == round) {
          gone.add(place.key().userId());
          calls.add(
              sequence % 2 == 0
                  ? bus.ask(new LeaveQueue(place.key()))
                  : bus.ask(new CompletePlace(place.key())));
        }
      }
      calls.add(bus.ask(new AdmitNext(CONCERT, 50)));
      for (int user = 0; user < 10; user++) {
        calls.add(bus.ask(new JoinQueue(CONCERT, 1_000L + round * 10L + user)));
      }
      wait(Future.all(calls));
      QueueStats stats = ask(new ReadQueueStats(CONCERT));
      assertThat(stats.admitted()).isEqualTo(20);
      assertThat(stats.waiting()).isEqualTo(200 + (round + 1) * 10 - gone.size() - 20);
      assertThat(ask(new CheckQueue(CONCERT)).findings()).isEmpty();
    }
    assertThat(ask(new ReadQueueStats(CONCERT)).completed()).isEqualTo(100);
    assertThat(ask(new ReadQueueStats(CONCERT)).left()).isEqualTo(100);
  }

  @Test
  void aPlaceIsReadLeftAndRejoinedAtTheBack() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    long beforeMs = clock.nowMs();
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    Place third = ask(new JoinQueue(CONCERT, 3));
    assertThat(ask(new ReadPlace(third.key())).position()).isEqualTo(2);
    assertThat(third.joinedAtMs()).isBetween(beforeMs, clock.nowMs());
    assertThat(ask(new ReadPlace(third.key())).joinedAtMs()).isEqualTo(third.joinedAtMs());
    assertRefused(
        new ReadPlace(new PlaceKey(CONCERT, 1, 1, second.key().sequence())),
        ErrorCode.QUEUE_TOKEN_INVALID);
    assertRefused(
        new ReadPlace(new PlaceKey(CONCERT, 1, 2, first.key().sequence())),
        ErrorCode.QUEUE_TOKEN_EXPIRED);
    ask(new LeaveQueue(first.key()));
    ask(new LeaveQueue(first.key()));
    assertThat(RELEASED).containsExactly(new ReleaseHolds(1, CONCERT));
    assertRefused(new ReadPlace(first.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(ask(new ConfirmPlace(second.key())).state()).isEqualTo(PlaceState.ADMITTED);
    Place back = ask(new JoinQueue(CONCERT, 1));
    assertThat(back.position()).isEqualTo(2);
    assertThat(back.key().sequence()).isGreaterThan(third.key().sequence());
    // The old token must not end the new place, nor release what it holds.
    ask(new LeaveQueue(first.key()));
    assertThat(RELEASED).hasSize(1);
    assertThat(ask(new ConfirmPlace(back.key())).position()).isEqualTo(2);
  }

  @Test
  void aSilentWaiterLapsesAndAHeardOneDoesNot() throws TimeoutException {
    sale.execute("update concerts set capacity = 0, waiting_ttl_seconds = 2");
    Place silent = ask(new JoinQueue(CONCERT, 1));
    Place heard = ask(new JoinQueue(CONCERT, 2));
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ask(new ReadPlace(heard.key())).position() == 1);
    assertThat(clock.nowMs()).isGreaterThanOrEqualTo(silent.expiresAtMs());
    assertRefused(new ReadPlace(silent.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(ask(new ReadQueueStats(CONCERT)).expired()).isEqualTo(1);
  }

  @Test
  void anAdmissionEndsAndItsSlotGoesOn() throws TimeoutException {
    sale.execute("update concerts set capacity = 1, admission_ttl_seconds = 1");
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    assertThat(first.state()).isEqualTo(PlaceState.ADMITTED);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ask(new FindPlace(CONCERT, 2)).state() == PlaceState.ADMITTED);
    assertRefused(new ReadPlace(first.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertRefused(new BeginHold(first.key(), clock.nowMs() + 1_000), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(second.position()).isEqualTo(1);
  }

  @Test
  void aHoldNeedsAdmissionAndExtendsIt() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    assertThatThrownBy(() -> ask(new BeginHold(second.key(), clock.nowMs() + 10_000)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_ADMITTED);
              assertThat(refusal.attributes().getLong("position")).isEqualTo(1);
              assertThat(refusal.attributes().getInteger("retryAfterSeconds")).isPositive();
            });
    Place held = ask(new BeginHold(first.key(), clock.nowMs() + 10_000));
    assertThat(held.admissionEndsAtMs()).isEqualTo(first.admissionEndsAtMs());
    long untilMs = first.expiresAtMs() + 60_000;
    ask(new ExtendAdmission(first.key(), untilMs));
    ask(new ExtendAdmission(first.key(), untilMs - 5_000));
    Place extended = ask(new ReadPlace(first.key()));
    assertThat(extended.expiresAtMs()).isEqualTo(untilMs);
    assertThat(extended.admissionEndsAtMs()).isEqualTo(first.admissionEndsAtMs());
    ask(new CompletePlace(first.key()));
    ask(new CompletePlace(first.key()));
    assertRefused(new ExtendAdmission(first.key(), untilMs), ErrorCode.QUEUE_TOKEN_EXPIRED);
  }

  @Test
  void aLostHeadRepeatsNoSequenceAndTakesItsPlacesBack() throws TimeoutException {
    sale.execute("update concerts set capacity = 2");
    List<Place> before = joinAll(5_001, 120);
    Place holder = before.get(0);
    sale.users(5_001, 1, 0);
    sale.execute(
        "insert into reservations (id, user_id, concert_id, performance_id, state, amount,"
            + " currency, queue_epoch, queue_sequence, created_at, expires_at) values (9, 5001, "
            + CONCERT
            + ", "
            + SaleFixture.PERFORMANCE
            + ", 'HELD', 0, 'KRW', 1, "
            + holder.key().sequence()
            + ", now(), now() + interval '5 minutes')");
    try {
      sale.execute("update concerts set queue_paused = true");
      loseHead();
      Place kept = ask(new ReadPlace(holder.key()));
      assertThat(kept.state()).isEqualTo(PlaceState.ADMITTED);
      assertThat(kept.key()).isEqualTo(holder.key());
      assertThat(ask(new ReadPlace(before.get(1).key())).admittedAtMs())
          .isEqualTo(before.get(1).admittedAtMs());
      // Until this node's copy has heard of the loss, it may answer as of before.
      Awaitility.await().until(() -> ask(new ReadPlace(before.get(90).key())).position() <= 1);
      // The first to bring their tokens are not the first of the line.
      for (int index : new int[] {90, 50, 70}) {
        assertThat(ask(new ReadPlace(before.get(index).key())).key())
            .isEqualTo(before.get(index).key());
      }
      assertThat(ask(new ReadPlace(before.get(70).key())).position()).isEqualTo(2);
      assertThat(ask(new JoinQueue(CONCERT, 5_091)).key()).isEqualTo(before.get(90).key());
      List<Place> after = joinAll(5_010, 20);
      Set<Long> used =
          before.stream().map(place -> place.key().sequence()).collect(Collectors.toSet());
      assertThat(after).noneMatch(place -> used.contains(place.key().sequence()));
      assertThat(after).allMatch(place -> place.position() > 3);
      assertThat(ask(new CheckQueue(CONCERT)).findings()).isEmpty();
    } finally {
      sale.execute("delete from reservations where id = 9");
    }
  }

  @Test
  void aTokenNamesThePlace() throws TimeoutException {
    Place place = ask(new JoinQueue(CONCERT, 1));
    String[] parts = place.token().split("\\.", -1);
    JsonObject header = new JsonObject(decode(parts[0]));
    assertThat(header.getString("alg")).isEqualTo("HS256");
    assertThat(header.getString("typ")).isEqualTo("queue+jwt");
    JsonObject claims = new JsonObject(decode(parts[1]));
    assertThat(claims.getString("aud")).isEqualTo("boxoffice-queue");
    assertThat(claims.getString("sub")).isEqualTo("0000000000001");
    assertThat(claims.getString("cid")).isEqualTo(Tsids.format(CONCERT));
    assertThat(claims.getLong("ep")).isEqualTo(place.key().epoch());
    assertThat(claims.getLong("seq")).isEqualTo(place.key().sequence());
    assertThat(claims.getLong("exp")).isGreaterThan(clock.nowMs() / 1_000 + 86_400);
    // Who issues it knows what a verifier would find out.
    assertThat(place.state()).isEqualTo(PlaceState.ADMITTED);
    assertThat(place.tokenEndsAtMs()).isEqualTo(1_000 * claims.getLong("exp"));
    assertThat(place.key())
        .isEqualTo(
            new PlaceKey(
                CONCERT,
                1,
                claims.getLong("ep"),
                claims.getLong("seq"),
                claims.getLong("jat"),
                claims.getLong("aat"),
                claims.getLong("aend")));
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
