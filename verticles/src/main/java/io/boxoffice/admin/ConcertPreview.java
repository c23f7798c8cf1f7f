package io.boxoffice.admin;

import io.boxoffice.shared.messages.AdminMessages.ImportPreview;
import io.boxoffice.shared.messages.AdminMessages.PreviewedCategory;
import io.boxoffice.shared.messages.AdminMessages.PreviewedQueue;
import io.boxoffice.shared.messages.AdminMessages.PreviewedZone;
import io.boxoffice.store.NewConcert;
import io.boxoffice.store.NewConcert.NewSeat;
import io.boxoffice.store.NewConcert.QueueSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums up what an import would write. Pure. */
final class ConcertPreview {
  private ConcertPreview() {}

  /**
   * The concert in short.
   *
   * @param nowMs by the one clock, for the state
   */
  static ImportPreview of(NewConcert concert, long nowMs) {
    return new ImportPreview(
        concert.title(),
        concert.venue(),
        ConcertTransitions.effective(
            concert.state(), concert.salesOpenAtMs(), concert.salesCloseAtMs(), nowMs),
        concert.currency(),
        concert.timeZone(),
        concert.salesOpenAtMs(),
        concert.salesCloseAtMs(),
        concert.maxHeldSeats(),
        concert.maxSeatsPerUser(),
        concert.holdSeconds(),
        concert.totalSeats(),
        queue(concert.queue()),
        zones(concert.seats()),
        categories(concert.seats()),
        concert.startsAtMs());
  }

  private static PreviewedQueue queue(QueueSettings queue) {
    return new PreviewedQueue(
        queue.capacity(),
        queue.admitPerMinute(),
        queue.maxWaiting(),
        queue.waitingTtlSeconds(),
        queue.admissionTtlSeconds());
  }

  private static List<PreviewedZone> zones(List<NewSeat> seats) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    for (NewSeat seat : seats) {
      counts.merge(seat.zone(), 1, Integer::sum);
      rows.computeIfAbsent(seat.zone(), zone -> new HashSet<>()).add(seat.row());
    }
    List<PreviewedZone> zones = new ArrayList<>();
    counts.forEach(
        (zone, count) -> zones.add(new PreviewedZone(zone, rows.get(zone).size(), count)));
    return zones;
  }

  private static List<PreviewedCategory> categories(List<NewSeat> seats) {
    Map<String, PreviewedCategory> categories = new LinkedHashMap<>();
    for (NewSeat seat : seats) {
      categories.merge(
          seat.category(),
          new PreviewedCategory(seat.category(), 1, seat.priceMinor()),
          (known, one) ->
              new PreviewedCategory(known.category(), known.seats() + 1, known.priceMinor()));
    }
    return List.copyOf(categories.values());
  }
}
