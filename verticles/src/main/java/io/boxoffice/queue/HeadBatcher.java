package io.boxoffice.queue;

import io.boxoffice.cluster.Lines;
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
import java.util.List;

/**
 * Gathers joins, signs of life and changes of places, and sends them to each concert's head
 * together.
 *
 * <p>Who comes alone waits for nobody. What one message brings goes together, and while a batch is
 * under way the next one gathers. One batch a concert at a time keeps this node's joins in the
 * order in which they came. Changes go before all that waits, are counted apart, and do not wait
 * for the sequences that joins may need: a crowd that joins must not keep those who buy from it.
 * Runs on one context.
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

  /** One concert's wishes. */
  private static final class Line extends Lines.Line {
    final long concertId;
    final ArrayDeque<Wish> changes = new ArrayDeque<>();
    final ArrayDeque<Wish> heard = new ArrayDeque<>();
    final ArrayDeque<Wish> joins = new ArrayDeque<>();

    /** Whether the joins wait for sequences; the others need not. */
    boolean reserving;

    /** How many blocks were reserved in a row that gave no join a sequence. */
    int blocks;

    Line(long concertId) {
      this.concertId = concertId;
    }

    @Override
    protected boolean isEmpty() {
      return !reserving && changes.isEmpty() && heard.isEmpty() && joins.isEmpty();
    }

    boolean hasSomethingToSend() {
      return !changes.isEmpty() || !heard.isEmpty() || !(reserving || joins.isEmpty());
    }
  }

  private final Vertx vertx;
  private final Heads heads;
  private final QueueConfig config;
  private final Lines<Line> lines = new Lines<>(Line::new);
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
    Line line = lines.of(concertId);
    return add(line, line.changes, wish);
  }

  private Future<Answered> add(long concertId, long userId, PlaceRef place) {
    if (pending >= config.maxPending()) {
      return Future.failedFuture(busy());
    }
    pending++;
    Line line = lines.of(concertId);
    ArrayDeque<Wish> wishes = place == null ? line.joins : line.heard;
    return add(line, wishes, new Wish(userId, place, null, Promise.promise()));
  }

  private Future<Answered> add(Line line, ArrayDeque<Wish> wishes, Wish wish) {
    wishes.add(wish);
    gather(line);
    return wish.promise().future();
  }

  private static Refusal busy() {
    return new Refusal(
        ErrorCode.SERVICE_UNAVAILABLE,
        ServicePhrase.QUEUE_BUSY.sentence(),
        new JsonObject().put("retryAfterSeconds", 2));
  }

  private void gather(Line line) {
    if (!line.isBusy()) {
      line.begin();
      vertx.runOnContext(now -> send(line));
    }
  }

  private static void idle(Line line) {
    line.idle();
    if (line.joins.isEmpty()) {
      line.blocks = 0;
    }
  }

  private void send(Line line) {
    if (!line.hasSomethingToSend()) {
      idle(line);
      return;
    }
    List<Wish> changes = take(line.changes, config.batchSize());
    List<Wish> heard = take(line.heard, config.batchSize() - changes.size());
    List<Wish> joins =
        line.reserving
            ? List.of()
            : take(line.joins, config.batchSize() - changes.size() - heard.size());
    List<Wish> ordered = new ArrayList<>(changes);
    ordered.addAll(heard);
    ordered.addAll(joins);
    Batch batch =
        new Batch(
            heard.stream().map(Wish::place).toList(), joins.stream().map(Wish::userId).toList());
    HeadCommand command =
        changes.isEmpty()
            ? batch
            : new Gathered(changes.stream().map(Wish::change).toList(), batch);
    heads
        .ask(line.concertId, command)
        .onSuccess(reply -> answer(line, ordered, reply))
        .onFailure(failure -> ordered.forEach(wish -> fail(wish, failure)))
        .onComplete(done -> send(line));
  }

  private static List<Wish> take(ArrayDeque<Wish> from, int most) {
    List<Wish> taken = new ArrayList<>();
    while (taken.size() < most && !from.isEmpty()) {
      taken.add(from.poll());
    }
    return taken;
  }

  private void answer(Line line, List<Wish> ordered, HeadReply reply) {
    List<Wish> unnumbered = new ArrayList<>();
    boolean joined = false;
    for (int i = 0; i < ordered.size(); i++) {
      Wish wish = ordered.get(i);
      PlaceAnswer place = reply.places().get(i);
      if (place.verdict() == Verdict.NEEDS_BLOCK) {
        unnumbered.add(wish);
      } else {
        joined |= wish.isJoin();
        leave(wish);
        wish.promise().complete(new Answered(place, reply.facts()));
      }
    }
    if (joined) {
      line.blocks = 0;
    }
    if (!unnumbered.isEmpty()) {
      reserve(line, unnumbered);
    }
  }

  /** Joins that got no sequence wait at the front for a block; nobody else waits with them. */
  private void reserve(Line line, List<Wish> unnumbered) {
    if (line.blocks == MOST_BLOCKS) {
      line.blocks = 0;
      Refusal refusal = HeadMap.unavailable(ServicePhrase.NO_FREE_NUMBERS);
      unnumbered.forEach(wish -> fail(wish, refusal));
      return;
    }
    for (int i = unnumbered.size() - 1; i >= 0; i--) {
      line.joins.addFirst(unnumbered.get(i));
    }
    line.blocks++;
    line.reserving = true;
    heads
        .reserve(line.concertId)
        .onComplete(
            reserved -> {
              line.reserving = false;
              if (reserved.failed()) {
                take(line.joins, line.joins.size()).forEach(wish -> fail(wish, reserved.cause()));
              }
              gather(line);
            });
  }

  private void fail(Wish wish, Throwable failure) {
    leave(wish);
    wish.promise().fail(failure);
  }

  private void leave(Wish wish) {
    if (wish.change() == null) {
      pending--;
    } else {
      pendingChanges--;
    }
  }
}
