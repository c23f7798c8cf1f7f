package io.boxoffice.reservation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.cluster.HazelcastFutures;
import io.boxoffice.reservation.ClaimProcessor.Step;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate before PostgreSQL: of a thousand who want one seat it lets one pass, at memory speed.
 *
 * <p>It decides nothing. A claim that is lost, or left over for a few seconds, costs a round trip
 * or a short wait; who owns the seat is written in PostgreSQL.
 */
final class SeatGate {
  /** Longer than the statement that writes the hold may take. */
  static final long FIRST_CLAIM_MS = 10_000;

  /** A sold seat's claim turns the late ones away for so long; after it PostgreSQL does. */
  private static final long SOLD_CLAIM_MS = 3_600_000;

  private final Vertx vertx;
  private final IMap<Long, SeatClaim> claims;
  private final Clock clock;

  SeatGate(Vertx vertx, HazelcastInstance hazelcast, Clock clock) {
    this.vertx = vertx;
    this.claims = hazelcast.getMap(HazelcastConfig.SEAT_HOLDS);
    this.clock = clock;
  }

  /**
   * Claims the seats one after the other, so that of two who want the same ones one gets the first
   * and with it the rest.
   *
   * @param seatIds ascending
   * @return the seats that others have; empty where all are claimed. Where any is, what was claimed
   *     here is free again.
   */
  Future<List<Long>> claim(long userId, long reservationId, List<Long> seatIds) {
    return claimFrom(0, userId, reservationId, seatIds)
        .compose(
            taken ->
                taken.isEmpty()
                    ? Future.succeededFuture(taken)
                    : free(userId, reservationId, seatIds).map(taken));
  }

  private Future<List<Long>> claimFrom(
      int index, long userId, long reservationId, List<Long> seatIds) {
    if (index == seatIds.size()) {
      return Future.succeededFuture(List.of());
    }
    long nowMs = clock.nowMs();
    SeatClaim claim = new SeatClaim(userId, reservationId, nowMs + FIRST_CLAIM_MS);
    return submit(seatIds.get(index), new ClaimProcessor(Step.CLAIM, claim, nowMs))
        .compose(
            passed ->
                passed
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

  /** Sets the claims' end to the hold's; PostgreSQL has decided for the user. */
  Future<Void> keep(long userId, long reservationId, List<Long> seatIds, long expiresAtMs) {
    long nowMs = clock.nowMs();
    return submitAll(
        seatIds,
        new ClaimProcessor(
            Step.KEEP,
            new SeatClaim(userId, reservationId, Math.max(expiresAtMs, nowMs + 1)),
            nowMs));
  }

  /** The seats are sold: the gate stays shut. */
  Future<Void> keepSold(long userId, long reservationId, List<Long> seatIds) {
    return keep(userId, reservationId, seatIds, clock.nowMs() + SOLD_CLAIM_MS);
  }

  /** Opens the gate where the claim is this reservation's (0: any of the user's). */
  Future<Void> free(long userId, long reservationId, List<Long> seatIds) {
    long nowMs = clock.nowMs();
    return submitAll(
        seatIds, new ClaimProcessor(Step.FREE, new SeatClaim(userId, reservationId, nowMs), nowMs));
  }

  private Future<Void> submitAll(List<Long> seatIds, ClaimProcessor processor) {
    return Future.all(seatIds.stream().map(seatId -> submit(seatId, processor)).toList())
        .mapEmpty();
  }

  private Future<Boolean> submit(long seatId, ClaimProcessor processor) {
    return HazelcastFutures.of(vertx, () -> claims.submitToKey(seatId, processor));
  }
}
