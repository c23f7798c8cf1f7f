package io.boxoffice.reservation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.cluster.HazelcastFutures;
import io.boxoffice.reservation.ClaimProcessor.Step;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gate before PostgreSQL: of a thousand who want one seat it lets one pass, at memory speed.
 *
 * <p>On this node the others wait until the one who passed is answered: then the view of the seats
 * says whether there is anything left to ask for. Among nodes, claims that last for some seconds do
 * the same; a node that is alone makes none.
 *
 * <p>It decides nothing. A claim that is lost, or left over for a few seconds, costs a round trip
 * or a short wait; who owns the seat is written in PostgreSQL. Confined to one context.
 */
final class SeatGate {
  /** Longer than the statement that writes the hold may take. */
  static final long CLAIM_MS = 10_000;

  /** Who has passed here and is not answered yet. */
  private static final class Passed {
    final long userId;
    final long reservationId;
    Promise<Void> answered;

    Passed(long userId, long reservationId) {
      this.userId = userId;
      this.reservationId = reservationId;
    }
  }

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final IMap<Long, SeatClaim> claims;
  private final Clock clock;
  private final Map<Long, Passed> passed = new HashMap<>();

  SeatGate(Vertx vertx, HazelcastInstance hazelcast, Clock clock) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.claims = hazelcast.getMap(HazelcastConfig.SEAT_HOLDS);
    this.clock = clock;
  }

  /**
   * Completes on the caller's context when another user who passed for one of the seats on this
   * node is answered, or after so many milliseconds; null where there is none.
   */
  Future<Void> awaitOthers(long userId, List<Long> seatIds, long ms) {
    for (long seatId : seatIds) {
      Passed other = passed.get(seatId);
      if (other != null && other.userId != userId) {
        if (other.answered == null) {
          other.answered = Promise.promise();
        }
        return atMost(ms, other.answered.future());
      }
    }
    return null;
  }

  /**
   * A future's own {@code timeout} would go on with a thread of Netty's where the future has no
   * context, and so would the hold that waits, with all that is confined to this one.
   */
  private Future<Void> atMost(long ms, Future<Void> answered) {
    Timer late = vertx.timer(ms, TimeUnit.MILLISECONDS);
    return Future.any(answered, late)
        .transform(
            over -> {
              late.cancel();
              return Future.succeededFuture();
            });
  }

  /** Lets the user pass on this node, for all the seats at once; to be followed by {@link #end}. */
  void pass(long userId, long reservationId, List<Long> seatIds) {
    seatIds.forEach(seatId -> passed.putIfAbsent(seatId, new Passed(userId, reservationId)));
  }

  /** The user who passed is answered; those who wait come up one after the other. */
  void end(long reservationId, List<Long> seatIds) {
    for (long seatId : seatIds) {
      Passed own = passed.get(seatId);
      if (own != null && own.reservationId == reservationId) {
        passed.remove(seatId);
        if (own.answered != null) {
          vertx.runOnContext(now -> own.answered.complete());
        }
      }
    }
  }

  /**
   * Claims the seats among the nodes, one after the other, so that of two who want the same ones
   * one gets the first and with it the rest.
   *
   * @param seatIds ascending
   * @return the seats that others have; empty where all are claimed. Where any is, what was claimed
   *     here is free again.
   */
  Future<List<Long>> claim(long userId, long reservationId, List<Long> seatIds) {
    if (isAlone()) {
      return Future.succeededFuture(List.of());
    }
    return claimFrom(0, userId, reservationId, seatIds)
        .compose(
            taken ->
                taken.isEmpty()
                    ? Future.succeededFuture(taken)
                    : free(userId, reservationId, seatIds).map(taken));
  }

  private boolean isAlone() {
    return hazelcast.getCluster().getMembers().size() == 1;
  }

  private Future<List<Long>> claimFrom(
      int index, long userId, long reservationId, List<Long> seatIds) {
    if (index == seatIds.size()) {
      return Future.succeededFuture(List.of());
    }
    long nowMs = clock.nowMs();
    SeatClaim claim = new SeatClaim(userId, reservationId, nowMs + CLAIM_MS);
    return submit(seatIds.get(index), new ClaimProcessor(Step.CLAIM, claim, nowMs))
        .compose(
            claimed ->
                claimed
                    ? claimFrom(index + 1, userId, reservationId, seatIds)
                    : takenFrom(index, userId, seatIds));
  }

  /** The seats from {@code index} on that others have, the first of them known to be. */
  private Future<List<Long>> takenFrom(int index, long userId, List<Long> seatIds) {
    long nowMs = clock.nowMs();
    List<Long> taken = new ArrayList<>(List.of(seatIds.get(index)));
    Future<Void> looked = Future.succeededFuture();
    for (long seatId : seatIds.subList(index + 1, seatIds.size())) {
      looked =
          looked
              .compose(done -> HazelcastFutures.of(vertx, () -> claims.getAsync(seatId)))
              .onSuccess(
                  claim -> {
                    if (claim != null && claim.liveAt(nowMs) && claim.userId() != userId) {
                      taken.add(seatId);
                    }
                  })
              .mapEmpty();
    }
    return looked.map(taken);
  }

  /**
   * Opens the gate among the nodes where the claim is this reservation's (0: any of the user's).
   */
  Future<Void> free(long userId, long reservationId, List<Long> seatIds) {
    long nowMs = clock.nowMs();
    ClaimProcessor processor =
        new ClaimProcessor(Step.FREE, new SeatClaim(userId, reservationId, nowMs), nowMs);
    return Future.all(seatIds.stream().map(seatId -> submit(seatId, processor)).toList())
        .mapEmpty();
  }

  private Future<Boolean> submit(long seatId, ClaimProcessor processor) {
    return HazelcastFutures.submit(vertx, claims, seatId, processor);
  }
}
