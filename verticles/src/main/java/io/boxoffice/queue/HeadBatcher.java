package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.Gathered;
import io.boxoffice.queue.HeadCommand.PlaceChange;
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
 * Gathers joins, signs of life and changes of places, and sends them to each concert's head
 * together.
 *
 * <p>The first one waits a millisecond or two for others; while a batch is under way the next one
 * gathers. One batch a concert at a time keeps this node's joins in the order in which they came.
 * Changes go before all that waits, and are counted apart: a crowd that joins must not keep those
 * who buy from it. Runs on one context.
 */
final class HeadBatcher {
  private static final int MOST_BLOCKS = 3;

  /** A head's answer about a place, and what the answer told of the head. */
  record Answered(PlaceAnswer place, HeadReply.Facts facts) {}

  /** What one client waits for: a change, else a sign of life, else a join. */
  private record Wish(long userId, PlaceRef place, PlaceChange change, Promise<Answered> promise) {
    boolean isJoin() {
      return place == null;
    }
  }

  /** One concert's wishes; it is known as long as a batch gathers or is under way. */
  private record Line(long concertId, ArrayDeque<Wish> changes, ArrayDeque<Wish> wishes) {
    boolean isEmpty() {
      return changes.isEmpty() && wishes.isEmpty();
    }
  }

  private final Vertx vertx;
  private final Heads heads;
  private final QueueConfig config;
  private final Map<Long, Line> lines = new HashMap<>();
  private int pending;
  private int pendingChanges;

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

  /** The place after the change; the verdict says where it was refused. */
  Future<Answered> change(long concertId, PlaceChange change) {
    if (pendingChanges >= config.maxPending()) {
      return Future.failedFuture(busy());
    }
    pendingChanges++;
    Wish wish = new Wish(change.place().userId(), change.place(), change, Promise.promise());
    line(concertId).changes().add(wish);
    return wish.promise().future();
  }

  private Future<Answered> add(long concertId, long userId, PlaceRef place) {
    if (pending >= config.maxPending()) {
      return Future.failedFuture(busy());
    }
    pending++;
    Wish wish = new Wish(userId, place, null, Promise.promise());
    line(concertId).wishes().add(wish);
    return wish.promise().future();
  }

  private static Refusal busy() {
    return new Refusal(
        ErrorCode.SERVICE_UNAVAILABLE,
        ServicePhrase.QUEUE_BUSY.sentence(),
        new JsonObject().put("retryAfterSeconds", 2));
  }

  private Line line(long concertId) {
    Line line = lines.get(concertId);
    if (line == null) {
      Line begun = new Line(concertId, new ArrayDeque<>(), new ArrayDeque<>());
      lines.put(concertId, begun);
      vertx.setTimer(config.gatherMs(), id -> send(begun));
      line = begun;
    }
    return line;
  }

  private void send(Line line) {
    List<Wish> changes = take(line.changes(), config.batchSize());
    List<Wish> wishes = take(line.wishes(), config.batchSize() - changes.size());
    run(line.concertId(), changes, wishes, MOST_BLOCKS)
        .onComplete(
            done -> {
              pendingChanges -= changes.size();
              pending -= wishes.size();
              if (line.isEmpty()) {
                lines.remove(line.concertId());
              } else {
                send(line);
              }
            });
  }

  private static List<Wish> take(ArrayDeque<Wish> from, int most) {
    List<Wish> taken = new ArrayList<>();
    while (taken.size() < most && !from.isEmpty()) {
      taken.add(from.poll());
    }
    return taken;
  }

  /** Answers every wish; a failure goes to the wishes, so the future always succeeds. */
  private Future<Void> run(long concertId, List<Wish> changes, List<Wish> wishes, int blocksLeft) {
    List<Wish> ordered = new ArrayList<>(changes);
    wishes.stream().filter(wish -> !wish.isJoin()).forEach(ordered::add);
    int joinsFrom = ordered.size();
    wishes.stream().filter(Wish::isJoin).forEach(ordered::add);
    Batch batch =
        new Batch(
            ordered.subList(changes.size(), joinsFrom).stream().map(Wish::place).toList(),
            ordered.subList(joinsFrom, ordered.size()).stream().map(Wish::userId).toList());
    HeadCommand command =
        changes.isEmpty()
            ? batch
            : new Gathered(changes.stream().map(Wish::change).toList(), batch);
    return heads
        .ask(concertId, command)
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
    return heads
        .reserve(concertId)
        .compose(done -> run(concertId, List.of(), unnumbered, blocksLeft - 1));
  }
}
