package io.boxoffice.reservation;

import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceOwner;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore;
import io.boxoffice.store.ConcertStore.SeatsAsOf;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The seat maps that this node shows: fed by what every node announces, ahead with this node's own
 * writes, and corrected by a read while anybody watches.
 *
 * <p>An announcement may get lost, so only a read says how fresh a view is. One that is older than
 * a second is not shown: who asks then waits for a read, and is refused where the database is away.
 *
 * <p>Any thread may {@link #peek}; all else runs on one context.
 */
final class SeatViews {
  /** Between two corrections of a watched view: with a read's own time well under half the age. */
  static final long CORRECTION_PAUSE_MS = 400;

  /** After so long every view that is shown has a read that began later than now. */
  static final long MAX_AGE_MS = 1_000;

  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(MAX_AGE_MS);
  private static final long WATCHED_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Performances kept in memory; past it the one that was asked for longest ago is dropped. */
  private static final int MAX_VIEWS = 64;

  private static final class Shown {
    volatile SeatView view;
    volatile long askedAtNanos;
    volatile long freshAtNanos;
    Future<SeatView> refreshing;

    /** As of which read the view has seen every change. */
    long horizon;

    /** The newest that was heard of each seat while the first read was under way. */
    final Map<Long, SeatStatus> early = new HashMap<>();
  }

  private final ConcertStore concerts;
  private final Consumer<List<SeatStatus>> news;
  private final Map<Long, Shown> entries = new ConcurrentHashMap<>();

  /**
   * No views yet.
   *
   * @param news takes this node's own writes to the others
   */
  SeatViews(ConcertStore concerts, Consumer<List<SeatStatus>> news) {
    this.concerts = concerts;
    this.news = news;
  }

  /** The seats, at most a second old; null where only {@link #read} can tell. From any thread. */
  SeatMap peek(long performanceId) {
    Shown entry = entries.get(performanceId);
    SeatView view = entry == null ? null : entry.view;
    long nowNanos = System.nanoTime();
    if (view == null || nowNanos - entry.freshAtNanos >= MAX_AGE_NANOS) {
      return null;
    }
    entry.askedAtNanos = nowNanos;
    return view.seatMap();
  }

  /**
   * The seats for which a hold of all of these must be refused, as {@link SeatView#takenByOthers};
   * empty where the view is not young enough to tell. From any thread.
   *
   * <p>It never says so of a seat whose release was acknowledged: that waits for the views.
   */
  List<Long> takenByOthers(PlaceKey place, long performanceId, List<Long> seatIds, long nowMs) {
    Shown entry = entries.get(performanceId);
    SeatView view = entry == null ? null : entry.view;
    if (view == null) {
      return List.of();
    }
    long nowNanos = System.nanoTime();
    entry.askedAtNanos = nowNanos;
    return nowNanos - entry.freshAtNanos >= MAX_AGE_NANOS
        ? List.of()
        : view.takenByOthers(place.concertId(), place.userId(), seatIds, nowMs);
  }

  /** The seats, at most a second old. Fails with PERFORMANCE_NOT_FOUND. */
  Future<SeatMap> read(long performanceId) {
    return fresh(performanceId).map(SeatView::seatMap);
  }

  /** What changed, as of at most a second ago. Fails with PERFORMANCE_NOT_FOUND. */
  Future<SeatChanges> changes(ReadSeatChanges query) {
    return fresh(query.performanceId()).map(view -> view.changesSince(query.since()));
  }

  /**
   * The view, at most a second old: where nobody has watched it, one read for all who want its
   * seats. Fails with PERFORMANCE_NOT_FOUND.
   */
  Future<SeatView> current(long performanceId) {
    return fresh(performanceId);
  }

  /** Shows this node's own acknowledged writes at once, and tells the other nodes. */
  void tell(List<SeatStatus> changes) {
    hear(changes);
    news.accept(changes);
  }

  /** Shows what a node has announced; again, late and out of order is as well. */
  void hear(List<SeatStatus> changes) {
    for (SeatStatus change : changes) {
      Shown entry = entries.get(change.performanceId());
      if (entry != null && entry.view != null) {
        entry.view.apply(change);
      } else if (entry != null) {
        entry.early.merge(
            change.seatId(), change, (one, two) -> one.version() > two.version() ? one : two);
      }
    }
  }

  /** Reads again what is shown and watched, in one statement; fails with the first that fails. */
  Future<Void> correct() {
    long nowNanos = System.nanoTime();
    Map<Long, Shown> shown = new HashMap<>();
    List<Future<SeatView>> reads = new ArrayList<>();
    entries.forEach(
        (performanceId, entry) -> {
          if (!isWatched(entry, nowNanos)) {
            return;
          }
          if (entry.view == null || entry.refreshing != null) {
            reads.add(refreshed(performanceId, entry));
          } else {
            shown.put(performanceId, entry);
          }
        });
    reads.addAll(updated(shown));
    return Future.join(reads).mapEmpty();
  }

  /** How old the oldest watched view is; not well past the age up to which it is shown. */
  Finding freshness() {
    long nowNanos = System.nanoTime();
    long oldestNanos =
        entries.values().stream()
            .filter(entry -> entry.view != null && isWatched(entry, nowNanos))
            .mapToLong(entry -> nowNanos - entry.freshAtNanos)
            .max()
            .orElse(0);
    return new Finding(
        oldestNanos <= MAX_AGE_NANOS,
        "the oldest is " + TimeUnit.NANOSECONDS.toMillis(oldestNanos) + " ms old");
  }

  private static boolean isWatched(Shown entry, long nowNanos) {
    return nowNanos - entry.askedAtNanos < WATCHED_NANOS;
  }

  private Future<SeatView> fresh(long performanceId) {
    Shown entry = entries.get(performanceId);
    if (entry == null) {
      makeRoom();
      entry = new Shown();
      entries.put(performanceId, entry);
    }
    entry.askedAtNanos = System.nanoTime();
    return entry.view != null && entry.askedAtNanos - entry.freshAtNanos < MAX_AGE_NANOS
        ? Future.succeededFuture(entry.view)
        : refreshed(performanceId, entry);
  }

  private void makeRoom() {
    if (entries.size() >= MAX_VIEWS) {
      entries.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().askedAtNanos))
          .ifPresent(longestAgo -> entries.remove(longestAgo.getKey()));
    }
  }

  /** One read for all who wait for it. */
  private Future<SeatView> refreshed(long performanceId, Shown entry) {
    if (entry.refreshing != null) {
      return entry.refreshing;
    }
    return entry.view == null
        ? refreshed(performanceId, entry, System.nanoTime(), load(performanceId, entry))
        : updated(Map.of(performanceId, entry)).get(0);
  }

  /**
   * A read refreshes the entry.
   *
   * @param startedAtNanos not later than the read has begun
   */
  private Future<SeatView> refreshed(
      long performanceId, Shown entry, long startedAtNanos, Future<SeatView> read) {
    Future<SeatView> reading =
        read.onComplete(
            done -> {
              entry.refreshing = null;
              if (done.succeeded()) {
                entry.view = done.result();
                entry.early.values().forEach(entry.view::apply);
                entry.early.clear();
                entry.freshAtNanos = startedAtNanos;
              } else if (entry.view == null) {
                entries.remove(performanceId, entry);
              }
            });
    if (!reading.isComplete()) {
      entry.refreshing = reading;
    }
    return reading;
  }

  /** Brings views up to date that are there and not being read, all by one statement. */
  private List<Future<SeatView>> updated(Map<Long, Shown> shown) {
    if (shown.isEmpty()) {
      return List.of();
    }
    Map<Long, Long> horizons = new HashMap<>();
    shown.forEach((performanceId, entry) -> horizons.put(performanceId, entry.horizon));
    long startedAtNanos = System.nanoTime();
    Future<Changes> changes = concerts.changedSeats(horizons).map(Changes::of);
    return shown.entrySet().stream()
        .map(
            entry ->
                refreshed(
                    entry.getKey(),
                    entry.getValue(),
                    startedAtNanos,
                    changes.compose(read -> update(entry.getKey(), entry.getValue(), read))))
        .toList();
  }

  /** What one statement found changed, by performance. */
  private record Changes(long horizon, Map<Long, List<SeatStatus>> byPerformance) {
    static Changes of(SeatsAsOf<SeatStatus> read) {
      return new Changes(
          read.horizon(),
          read.seats().stream().collect(Collectors.groupingBy(SeatStatus::performanceId)));
    }
  }

  private Future<SeatView> load(long performanceId, Shown entry) {
    return concerts
        .owner(performanceId)
        .map(owner -> owner.orElseThrow(() -> new Refusal(ErrorCode.PERFORMANCE_NOT_FOUND)))
        .compose(owner -> load(owner, entry));
  }

  private Future<SeatView> load(PerformanceOwner owner, Shown entry) {
    long performanceId = owner.performanceId();
    return concerts
        .seats(performanceId)
        .compose(
            read ->
                concerts
                    .formerOwners(owner)
                    .map(
                        former -> {
                          entry.horizon = read.horizon();
                          return new SeatView(
                              performanceId, owner.concertId(), read.seats(), former);
                        }));
  }

  private Future<SeatView> update(long performanceId, Shown entry, Changes read) {
    if (read.horizon() < entry.horizon) {
      // Another history: what this view has seen may never have been.
      entry.view = null;
      return load(performanceId, entry);
    }
    read.byPerformance().getOrDefault(performanceId, List.of()).forEach(entry.view::apply);
    entry.horizon = read.horizon();
    return Future.succeededFuture(entry.view);
  }
}
