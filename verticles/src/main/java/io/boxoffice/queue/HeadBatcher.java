package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers joins and signs of life and sends them to each concert's head together.
 *
 * <p>The first one waits a millisecond or two for others; while a batch is under way the next one
 * gathers. One batch a concert at a time keeps this node's joins in the order in which they came.
 * Runs on one context.
 */
final class HeadBatcher {
  private static final int MOST_BLOCKS = 3;

  /** A head's answer about a place, and what the answer told of the head. */
  record Answered(PlaceAnswer place, HeadReply.Facts facts) {}

  /** What one client waits for: a join where there is no place yet. */
  private record Wish(long userId, PlaceRef place, Promise<Answered> promise) {
    boolean isJoin() {
      return place == null;
    }
  }

  /** One concert's wishes; it is known as long as a batch gathers or is under way. */
  private record Line(long concertId, ArrayDeque<Wish> wishes) {}

  private final Vertx vertx;
  private final Heads heads;
  private final QueueConfig config;
  private final Map<Long, Line> lines = new HashMap<>();
  private int pending;

  HeadBatcher(Vertx vertx, Heads heads, QueueConfig config) {
    this.vertx = vertx;
    this.heads = heads;
    this.config = config;
  }

  /** A place for the user; the verdict says where there is none. */
  Future<Answered> join(long concertId, long userId) {
    return add(concertId, userId, null);
  }

  /** The place as it stands, and that its user was heard of. */
  Future<Answered> heard(long concertId, PlaceRef place) {
    return add(concertId, place.userId(), place);
  }

  private Future<Answered> add(long concertId, long userId, PlaceRef place) {
    if (pending >= config.maxPending()) {
      return Future.failedFuture(
          new Refusal(
              ErrorCode.SERVICE_UNAVAILABLE,
              ServicePhrase.QUEUE_BUSY.sentence(),
              new JsonObject().put("retryAfterSeconds", 2)));
    }
    pending++;
    Promise<Answered> promise = Promise.promise();
    Line line = lines.get(concertId);
    if (line == null) {
      Line begun = new Line(concertId, new ArrayDeque<>());
      lines.put(concertId, begun);
      vertx.setTimer(config.gatherMs(), id -> send(begun));
      line = begun;
    }
    line.wishes().add(new Wish(userId, place, promise));
    return promise.future();
  }

  private void send(Line line) {
    List<Wish> wishes = new ArrayList<>();
    while (wishes.size() < config.batchSize() && !line.wishes().isEmpty()) {
      wishes.add(line.wishes().poll());
    }
    run(line.concertId(), wishes, MOST_BLOCKS)
        .onComplete(
            done -> {
              pending -= wishes.size();
              if (line.wishes().isEmpty()) {
                lines.remove(line.concertId());
              } else {
                send(line);
              }
            });
  }

  /** Answers every wish; a failure goes to the wishes, so the future always succeeds. */
  private Future<Void> run(long concertId, List<Wish> wishes, int blocksLeft) {
    List<Wish> ordered = new ArrayList<>(wishes.size());
    wishes.stream().filter(wish -> !wish.isJoin()).forEach(ordered::add);
    int heard = ordered.size();
    wishes.stream().filter(Wish::isJoin).forEach(ordered::add);
    Batch batch =
        new Batch(
            ordered.subList(0, heard).stream().map(Wish::place).toList(),
            ordered.subList(heard, ordered.size()).stream().map(Wish::userId).toList());
    return heads
        .ask(concertId, batch)
        .compose(reply -> answer(concertId, ordered, reply, blocksLeft))
        .recover(
            failure -> {
              ordered.forEach(wish -> wish.promise().tryFail(failure));
              return Future.succeededFuture();
            });
  }

  private Future<Void> answer(long concertId, List<Wish> ordered, HeadReply reply, int blocksLeft) {
    List<Wish> unnumbered = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      PlaceAnswer place = reply.places().get(i);
      if (place.verdict() == Verdict.NEEDS_BLOCK) {
        unnumbered.add(ordered.get(i));
      } else {
        ordered.get(i).promise().complete(new Answered(place, reply.facts()));
      }
    }
    if (unnumbered.isEmpty()) {
      return Future.succeededFuture();
    }
    if (blocksLeft == 0) {
      return Future.failedFuture(HeadMap.unavailable(ServicePhrase.NO_FREE_NUMBERS));
    }
    return heads.reserve(concertId).compose(done -> run(concertId, unnumbered, blocksLeft - 1));
  }
}
