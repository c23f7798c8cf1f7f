package io.boxoffice.http;

import io.boxoffice.cluster.Lines;
import io.boxoffice.cluster.Pause;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.messages.QueueMessages.JoinAll;
import io.boxoffice.shared.messages.QueueMessages.JoinOutcome;
import io.boxoffice.shared.messages.QueueMessages.Joined;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends the joins of one event loop together: those that it reads at one time, and those who come
 * while a message to the queue is under way or just was. One message a queue at a time keeps them
 * in the order in which they came. Runs on one context.
 */
final class GatheredJoins {
  /** Who comes when so many wait already is told to come back, instead of waiting too long. */
  private static final int MOST_IN_LINE = 20_000;

  private static final int MOST_WAITING = 5 * MOST_IN_LINE;

  /** So many are worth a message; fewer wait for others, for {@link #PAUSE_NANOS} at most. */
  static final int ENOUGH = 16;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

  private static final int RETRY_SECONDS = 2;
  private static final int FULL_RETRY_SECONDS = 5;

  private record Wish(long userId, Promise<Place> promise) {}

  /** Who waits for one queue. */
  private static final class Line extends Lines.Line {
    final long concertId;
    final ArrayDeque<Wish> wishes = new ArrayDeque<>();

    /** While those who wait would be worth a message if there were more; else null. */
    Pause pause;

    Line(long concertId) {
      this.concertId = concertId;
    }

    @Override
    protected boolean isEmpty() {
      return wishes.isEmpty();
    }
  }

  private final Vertx vertx;
  private final BusClient bus;
  private final long pauseNanos;
  private final Lines<Line> lines = new Lines<>(Line::new);

  private int waiting;

  GatheredJoins(Vertx vertx, BusClient bus) {
    this(vertx, bus, PAUSE_NANOS);
  }

  /**
   * The same with a pause of its own.
   *
   * @param pauseNanos how long fewer than {@value #ENOUGH} wait for others after a message
   */
  GatheredJoins(Vertx vertx, BusClient bus, long pauseNanos) {
    this.vertx = vertx;
    this.bus = bus;
    this.pauseNanos = pauseNanos;
  }

  /** Takes a place for the user, or gives the living one; fails as a join of one would. */
  Future<Place> join(long concertId, long userId) {
    Line line = lines.of(concertId);
    if (waiting >= MOST_WAITING || line.wishes.size() >= MOST_IN_LINE) {
      return Future.failedFuture(
          new Refusal(
              ErrorCode.SERVICE_UNAVAILABLE,
              ServicePhrase.QUEUE_BUSY.sentence(),
              new JsonObject().put("retryAfterSeconds", RETRY_SECONDS)));
    }
    Wish wish = new Wish(userId, Promise.promise());
    waiting++;
    line.wishes.add(wish);
    if (!line.isBusy()) {
      line.begin();
      sendWhenRested(line);
    } else if (line.pause != null && line.wishes.size() >= ENOUGH) {
      line.pause.cancel();
      line.pause = null;
      vertx.runOnContext(now -> send(line));
    }
    return wish.promise().future();
  }

  private void sendWhenRested(Line line) {
    long leftNanos = line.restNanosLeft();
    if (leftNanos <= 0) {
      vertx.runOnContext(now -> send(line));
    } else {
      line.pause = Pause.before(vertx, leftNanos, () -> endPause(line));
    }
  }

  /** One that was over when it was cut short finds nothing left to end. */
  private void endPause(Line line) {
    if (line.pause != null) {
      line.pause = null;
      send(line);
    }
  }

  private void send(Line line) {
    List<Wish> wishes = new ArrayList<>();
    while (wishes.size() < JoinAll.MAX_USERS && !line.wishes.isEmpty()) {
      wishes.add(line.wishes.poll());
    }
    bus.ask(new JoinAll(line.concertId, wishes.stream().map(Wish::userId).toList()))
        .onComplete(
            asked -> {
              waiting -= wishes.size();
              rest(line);
              if (asked.succeeded()) {
                tell(wishes, asked.result());
              } else {
                wishes.forEach(wish -> wish.promise().fail(asked.cause()));
              }
            });
  }

  /**
   * Who comes alone waits for nobody, but a message for each of a crowd would cost more than the
   * joins.
   */
  private void rest(Line line) {
    line.rest(pauseNanos);
    if (line.wishes.size() >= ENOUGH) {
      send(line);
    } else if (line.wishes.isEmpty()) {
      line.idle();
    } else {
      sendWhenRested(line);
    }
  }

  private static void tell(List<Wish> wishes, Joined joined) {
    for (int i = 0; i < wishes.size(); i++) {
      JoinOutcome outcome = joined.outcomes().get(i);
      Promise<Place> promise = wishes.get(i).promise();
      if (outcome.place() != null) {
        promise.complete(outcome.place());
      } else {
        promise.fail(refusal(outcome.refusal()));
      }
    }
  }

  private static Refusal refusal(ErrorCode code) {
    return code == ErrorCode.QUEUE_FULL
        ? new Refusal(
            code,
            ServicePhrase.ALL_WAIT.sentence(),
            new JsonObject().put("retryAfterSeconds", FULL_RETRY_SECONDS))
        : new Refusal(code);
  }
}
