package io.boxoffice.faults;

import io.boxoffice.faults.Caller.Answered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A buyer who joins, waits, picks seats, pays or changes his mind, again and again. What he decides
 * comes from his own seeded source; so it is the same where the answers are. Runs on one context.
 */
final class Buyer {
  private static final int POLL_MS = 350;
  private static final int LONGEST_POLL_MS = 700;
  private static final int REST_MS = 500;
  private static final long[] CHARGES = {100_000, 150_000, 300_000};

  private final Vertx vertx;
  private final Persistence persistence;
  private final Random random;
  private final String concertId;
  private final String performanceId;
  private String queueToken;
  private String state = "";
  private long refreshAfterMs;
  private long balance;

  Buyer(
      Vertx vertx, Persistence persistence, Random random, String concertId, String performanceId) {
    this.vertx = vertx;
    this.persistence = persistence;
    this.random = random;
    this.concertId = concertId;
    this.performanceId = performanceId;
  }

  String client() {
    return persistence.client();
  }

  /** The next thing that the buyer does; succeeds whatever comes of it. */
  Future<Void> step() {
    if (queueToken == null) {
      return rest(random.nextInt(REST_MS)).compose(rested -> join());
    }
    return state.equals("ADMITTED")
        ? rest(random.nextInt(REST_MS / 2)).compose(r -> shop())
        : await();
  }

  /** Asks for the place once more, if there is one: nobody's may be lost. */
  Future<Void> answerRollCall() {
    return queueToken == null ? Future.succeededFuture() : poll();
  }

  private Future<Void> join() {
    return ask(Errand.join(concertId)).map(this::place);
  }

  private Future<Void> poll() {
    return ask(Errand.poll(concertId)).map(this::place);
  }

  private Void place(Answered answered) {
    Attempt attempt = answered.attempt();
    if (attempt.ok()) {
      queueToken = answered.body().getString("token");
      state = attempt.field("state");
      refreshAfterMs = attempt.number("refreshAfterSeconds") * 1_000;
    } else if (!attempt.unsettled()) {
      forget();
    }
    return null;
  }

  private void forget() {
    queueToken = null;
    state = "";
  }

  /** Polls as often as he is told, but not so seldom that a run sees nothing. */
  private Future<Void> await() {
    long told = Math.min(refreshAfterMs, LONGEST_POLL_MS);
    return rest((int) Math.max(POLL_MS, told) + random.nextInt(POLL_MS))
        .compose(
            rested -> {
              int dice = random.nextInt(100);
              if (dice < 2) {
                return leave();
              }
              if (dice < 5) {
                return poll().compose(polled -> queueToken == null ? polled() : join());
              }
              return dice < 8 ? charge() : poll();
            });
  }

  private static Future<Void> polled() {
    return Future.succeededFuture();
  }

  private Future<Void> leave() {
    return ask(Errand.leave(concertId))
        .map(
            answered -> {
              if (answered.attempt().ok()) {
                forget();
              }
              return null;
            });
  }

  private Future<Void> charge() {
    return ask(Errand.charge(CHARGES[random.nextInt(CHARGES.length)]))
        .map(
            answered -> {
              if (answered.attempt().ok()) {
                balance = answered.attempt().number("balance");
              }
              return null;
            });
  }

  private Future<Void> shop() {
    return ask(Errand.freeSeats(performanceId))
        .compose(
            answered -> {
              List<String> free = new ArrayList<>();
              if (answered.attempt().ok()) {
                JsonArray seats = answered.attempt().reply().fields().getJsonArray("free");
                seats.forEach(seat -> free.add((String) seat));
              }
              return free.isEmpty() ? poll() : hold(free);
            });
  }

  private Future<Void> hold(List<String> free) {
    Collections.shuffle(free, random);
    int wanted = 1 + random.nextInt(2);
    List<String> chosen = free.subList(0, Math.min(wanted, free.size()));
    return ask(Errand.hold(performanceId, chosen))
        .compose(
            answered -> {
              Attempt held = answered.attempt();
              return held.ok() ? decide(held.reservation(), held.number("amount")) : poll();
            });
  }

  private Future<Void> decide(String reservationId, long amount) {
    return rest(random.nextInt(REST_MS))
        .compose(
            rested -> {
              int dice = random.nextInt(100);
              if (dice < 65) {
                boolean poor = balance < amount && random.nextInt(10) > 0;
                return poor ? charge().compose(charged -> pay(reservationId)) : pay(reservationId);
              }
              if (dice < 80) {
                return ask(Errand.release(reservationId)).compose(released -> poll());
              }
              return dice < 90 ? leave() : poll();
            });
  }

  private Future<Void> pay(String reservationId) {
    return ask(Errand.pay(reservationId))
        .compose(
            answered -> {
              if (!answered.attempt().ok()) {
                return poll();
              }
              balance = answered.attempt().number("balance");
              if (random.nextInt(10) < 3) {
                return poll();
              }
              forget();
              return Future.succeededFuture();
            });
  }

  private Future<Answered> ask(Errand errand) {
    return persistence.request(errand, queueToken);
  }

  private Future<Void> rest(int ms) {
    return vertx.timer(Math.max(1, ms), TimeUnit.MILLISECONDS).mapEmpty();
  }
}
