package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Asks a queue for the places of many streams together, a bounded number at a time. */
final class GatheredPlaces {
  /** A round that is later than this is given up; the next one asks again. */
  private static final long DEADLINE_MS = 3_000;

  private final BusClient bus;

  GatheredPlaces(BusClient bus) {
    this.bus = bus;
  }

  /** Reads the places of one concert one batch after the other; fails where a batch fails. */
  Future<Void> read(long concertId, Collection<PlaceKey> keys, Consumer<PlaceEntry> each) {
    return readFrom(0, concertId, new ArrayList<>(keys), each);
  }

  private Future<Void> readFrom(
      int first, long concertId, List<PlaceKey> keys, Consumer<PlaceEntry> each) {
    if (first >= keys.size()) {
      return Future.succeededFuture();
    }
    int end = Math.min(keys.size(), first + ReadPlaces.MAX_KEYS);
    return bus.ask(new ReadPlaces(concertId, keys.subList(first, end)), DEADLINE_MS)
        .compose(
            answered -> {
              answered.entries().forEach(each);
              return readFrom(end, concertId, keys, each);
            });
  }
}
