package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.AddBlock;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.boxoffice.queue.SequenceBlocks.Block;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.store.QueueStore;
import io.boxoffice.store.QueueStore.Holder;
import io.boxoffice.store.QueueStore.QueuedConcert;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a command finds a head, and a head finds sequences.
 *
 * <p>A head that is not there, because nobody asked yet or because it was lost, is made from
 * PostgreSQL: with sequences that were never used, and with the owners of live holds admitted in
 * their old places. PostgreSQL remembers that there was one; a lost head's other places come back
 * with their tokens. One making and one reservation a concert at a time on this node; several nodes
 * at once waste sequences, nothing else. Runs on one context.
 */
final class Heads {
  private static final Logger LOG = LoggerFactory.getLogger(Heads.class);
  private static final int MOST_MAKINGS = 3;

  /** How often, and how long apart, to look for a head that another node is making. */
  private static final int LOOKS = 10;

  private static final long LOOK_PAUSE_MS = 300;

  /** A database that is away is not asked for sequences more often. */
  private static final long RESERVE_PAUSE_MS = 500;

  private final Vertx vertx;
  private final HeadMap map;
  private final QueueStore store;
  private final QueueConfig config;
  private final Map<Long, Future<Void>> makings = new HashMap<>();
  private final Map<Long, Future<Void>> reservations = new HashMap<>();

  Heads(Vertx vertx, HeadMap map, QueueStore store, QueueConfig config) {
    this.vertx = vertx;
    this.map = map;
    this.store = store;
    this.config = config;
  }

  /** The command's reply; a missing head is made first. Fails with CONCERT_NOT_FOUND. */
  Future<HeadReply> ask(long concertId, HeadCommand command) {
    return ask(concertId, command, MOST_MAKINGS);
  }

  private Future<HeadReply> ask(long concertId, HeadCommand command, int makingsLeft) {
    return askPresent(concertId, command)
        .compose(
            reply -> {
              if (reply.outcome() != HeadReply.Outcome.NO_HEAD) {
                return Future.succeededFuture(reply);
              }
              return makingsLeft == 0
                  ? Future.failedFuture(HeadMap.unavailable(ServicePhrase.QUEUE_REBUILDS))
                  : make(concertId).compose(made -> ask(concertId, command, makingsLeft - 1));
            });
  }

  /** The command's reply; NO_HEAD where the head is missing. */
  Future<HeadReply> askPresent(long concertId, HeadCommand command) {
    return map.submit(concertId, command).onSuccess(reply -> reserveAhead(concertId, reply));
  }

  private void reserveAhead(long concertId, HeadReply reply) {
    if (reply.facts() != null
        && !reply.facts().idle()
        && reply.facts().sequencesLeft() < config.blockSize() / 2
        && !reservations.containsKey(concertId)) {
      reserve(concertId)
          .onFailure(
              failure -> LOG.warn("no sequences reserved ahead of need: {}", failure.getMessage()));
    }
  }

  private Future<Void> make(long concertId) {
    return once(makings, concertId, () -> makeFromStore(concertId), 0);
  }

  private Future<Void> makeFromStore(long concertId) {
    return store
        .find(concertId)
        .map(
            found ->
                found
                    .filter(concert -> concert.state() != ConcertState.DRAFT)
                    .orElseThrow(Heads::notFound))
        .compose(this::make);
  }

  private Future<Void> make(QueuedConcert concert) {
    if (concert.started()) {
      LOG.warn(
          "the queue of concert {} was lost; its places come back with their tokens",
          Tsids.format(concert.concertId()));
      return create(concert, concert.sequences());
    }
    return concert.sequences() == 0 ? create(concert, 0) : awaitOther(concert, LOOKS);
  }

  /**
   * Sequences are reserved, so another node is making the head for the first time; unless it died
   * over that, perhaps after it had given some of them.
   */
  private Future<Void> awaitOther(QueuedConcert concert, int looksLeft) {
    if (looksLeft == 0) {
      return create(concert, concert.sequences());
    }
    return vertx
        .timer(LOOK_PAUSE_MS)
        .compose(waited -> map.submit(concert.concertId(), new HeadCommand.ReadStats()))
        .compose(
            reply ->
                reply.outcome() == HeadReply.Outcome.NO_HEAD
                    ? awaitOther(concert, looksLeft - 1)
                    : Future.succeededFuture());
  }

  private Future<Void> create(QueuedConcert concert, long lostBelow) {
    long concertId = concert.concertId();
    Future<List<Long>> paid =
        lostBelow == 0 ? Future.succeededFuture(List.of()) : store.paidSequences(concertId);
    return paid.compose(
        sequences ->
            reserveBlock(concertId)
                .compose(
                    block ->
                        store
                            .holders(concertId)
                            .compose(
                                holders ->
                                    map.submit(
                                        concertId,
                                        new CreateHead(
                                            concert.epoch(),
                                            concert.revision(),
                                            settings(concert),
                                            block,
                                            lostBelow,
                                            config.returnMs(),
                                            holders.stream().map(Heads::restored).toList(),
                                            sequences))))
                .compose(
                    made -> concert.started() ? Future.succeededFuture() : markStarted(concertId)));
  }

  /** Unmarked, the queue would only be waited for in vain for some seconds if it were lost. */
  private Future<Void> markStarted(long concertId) {
    return store
        .markStarted(concertId)
        .onFailure(failure -> LOG.warn("a queue is not marked as started", failure))
        .otherwiseEmpty();
  }

  /** What is not known of the old place is taken from the hold: no new one starts after its end. */
  private static AdmittedPlace restored(Holder holder) {
    return new AdmittedPlace(
        holder.sequence(),
        holder.userId(),
        holder.heldAtMs(),
        holder.heldAtMs(),
        holder.expiresAtMs(),
        holder.expiresAtMs(),
        0);
  }

  /** A draft does not open by itself, whenever its sale was to open before it became one. */
  static HeadSettings settings(QueuedConcert concert) {
    SalePhase phase =
        switch (concert.state()) {
          case DRAFT, SCHEDULED -> SalePhase.NOT_OPEN;
          case ON_SALE -> SalePhase.OPEN;
          case PAUSED -> SalePhase.PAUSED;
          case SOLD_OUT -> SalePhase.SOLD_OUT;
          case CLOSED -> SalePhase.CLOSED;
        };
    return new HeadSettings(
        concert.capacity(),
        concert.admitPerMinute(),
        concert.paused(),
        concert.waitingTtlMs(),
        concert.admissionTtlMs(),
        concert.maxWaiting(),
        phase,
        concert.state() == ConcertState.DRAFT ? Long.MAX_VALUE : concert.salesOpenMs(),
        concert.salesCloseMs());
  }

  /** Reserves a block and adds it to the head; a failure is given again for half a second. */
  Future<Void> reserve(long concertId) {
    return once(
        reservations,
        concertId,
        () ->
            reserveBlock(concertId)
                .compose(block -> map.submit(concertId, new AddBlock(block)))
                .mapEmpty(),
        RESERVE_PAUSE_MS);
  }

  private Future<Block> reserveBlock(long concertId) {
    return store
        .reserveSequences(concertId, config.blockSize())
        .compose(
            end ->
                end.map(to -> Future.succeededFuture(new Block(to - config.blockSize(), to)))
                    .orElseGet(() -> Future.failedFuture(notFound())));
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.CONCERT_NOT_FOUND);
  }

  private Future<Void> once(
      Map<Long, Future<Void>> running,
      long concertId,
      Supplier<Future<Void>> work,
      long failurePauseMs) {
    Future<Void> present = running.get(concertId);
    if (present != null) {
      return present;
    }
    Future<Void> begun = work.get();
    if (!begun.isComplete()) {
      running.put(concertId, begun);
      begun.onComplete(
          done -> {
            if (done.failed() && failurePauseMs > 0) {
              vertx.setTimer(failurePauseMs, id -> running.remove(concertId));
            } else {
              running.remove(concertId);
            }
          });
    }
    return begun;
  }
}
