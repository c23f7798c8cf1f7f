package io.boxoffice.reservation;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.store.ConcertStore;
import io.boxoffice.store.ConcertStore.SeatStatus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The seat maps that this node shows: at most half a second old, read once for all who ask
 * meanwhile, and ahead with this node's own writes. Confined to one context.
 */
final class SeatViews {
  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Performances kept in memory; past it the one that was read longest ago is dropped. */
  private static final int MAX_VIEWS = 64;

  private static final class Shown {
    SeatView view;
    long freshAtNanos;
    Future<SeatView> refreshing;

    /** Written while the first read was under way, which may not have seen it. */
    final List<SeatStatus> early = new ArrayList<>();
  }

  private final ConcertStore concerts;
  private final Map<Long, Shown> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Shown> eldest) {
          return size() > MAX_VIEWS;
        }
      };

  SeatViews(ConcertStore concerts) {
    this.concerts = concerts;
  }

  /** The seats, at most half a second old. Fails with PERFORMANCE_NOT_FOUND. */
  Future<SeatMap> read(long performanceId) {
    Shown entry = entries.get(performanceId);
    if (entry == null) {
      entry = new Shown();
      entries.put(performanceId, entry);
    }
    if (entry.view != null && System.nanoTime() - entry.freshAtNanos < MAX_AGE_NANOS) {
      return Future.succeededFuture(entry.view.seatMap());
    }
    if (entry.refreshing == null) {
      Shown refreshed = entry;
      long startedAtNanos = System.nanoTime();
      entry.refreshing =
          (entry.view == null ? load(performanceId) : update(performanceId, entry.view))
              .onComplete(
                  done -> {
                    refreshed.refreshing = null;
                    if (done.succeeded()) {
                      refreshed.view = done.result();
                      refreshed.early.forEach(refreshed.view::apply);
                      refreshed.early.clear();
                      refreshed.freshAtNanos = startedAtNanos;
                    } else if (refreshed.view == null) {
                      entries.remove(performanceId, refreshed);
                    }
                  });
    }
    return entry.refreshing.map(SeatView::seatMap);
  }

  /** What never changes of a performance: as {@link #read}, but without asking for its age. */
  Future<SeatView> layout(long performanceId) {
    Shown entry = entries.get(performanceId);
    return entry != null && entry.view != null
        ? Future.succeededFuture(entry.view)
        : read(performanceId).map(loaded -> entries.get(performanceId).view);
  }

  /** Shows this node's own acknowledged writes at once. */
  void apply(List<SeatStatus> changes) {
    for (SeatStatus change : changes) {
      Shown entry = entries.get(change.performanceId());
      if (entry != null && entry.view != null) {
        entry.view.apply(change);
      } else if (entry != null) {
        entry.early.add(change);
      }
    }
  }

  private Future<SeatView> load(long performanceId) {
    return concerts
        .owner(performanceId)
        .map(owner -> owner.orElseThrow(() -> new Refusal(ErrorCode.PERFORMANCE_NOT_FOUND)))
        .compose(
            owner ->
                concerts
                    .seats(performanceId)
                    .map(seats -> new SeatView(performanceId, owner.concertId(), seats)));
  }

  private Future<SeatView> update(long performanceId, SeatView view) {
    return concerts
        .changedSeats(performanceId)
        .map(
            changes -> {
              changes.forEach(view::apply);
              return view;
            });
  }
}
