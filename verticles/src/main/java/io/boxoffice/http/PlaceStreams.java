package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The streams of places of one event loop. All of a concert's are read together, which is also a
 * sign of life of each, and who sees a change is told. Runs on one context.
 */
final class PlaceStreams {
  /** A stream with what its client was told last. */
  private static final class Watcher {
    final EventStream stream;
    PlaceKey key;
    Place told;

    Watcher(EventStream stream, PlaceKey key, Place told) {
      this.stream = stream;
      this.key = key;
      this.told = told;
    }
  }

  private final GatheredPlaces places;
  private final Map<Long, Map<PlaceKey, List<Watcher>>> byConcert = new HashMap<>();

  PlaceStreams(GatheredPlaces places) {
    this.places = places;
  }

  /** Tells the place as it is, and from now on each change of it. */
  void begin(EventStream stream, Place first) {
    Watcher watcher = new Watcher(stream, first.key(), stream.send(event(first)) ? first : null);
    add(watcher);
    stream.onOver(() -> remove(watcher));
  }

  private void add(Watcher watcher) {
    byConcert
        .computeIfAbsent(watcher.key.concertId(), concert -> new LinkedHashMap<>())
        .computeIfAbsent(watcher.key, place -> new ArrayList<>(1))
        .add(watcher);
  }

  private void remove(Watcher watcher) {
    PlaceKey key = watcher.key;
    Map<PlaceKey, List<Watcher>> ofConcert = byConcert.get(key.concertId());
    List<Watcher> ofPlace = ofConcert.get(key);
    ofPlace.remove(watcher);
    if (ofPlace.isEmpty()) {
      ofConcert.remove(key);
    }
    if (ofConcert.isEmpty()) {
      byConcert.remove(key.concertId());
    }
  }

  /** From now on the queue is asked with the admission, which a head that is lost forgets. */
  private void askWith(PlaceKey admitted, Watcher watcher) {
    remove(watcher);
    watcher.key = admitted;
    add(watcher);
  }

  /** Reads every watched place once; fails where a queue cannot be asked. */
  Future<Void> round() {
    return Future.join(
            List.copyOf(byConcert.entrySet()).stream()
                .map(each -> places.read(each.getKey(), each.getValue().keySet(), this::tell))
                .toList())
        .mapEmpty();
  }

  private void tell(PlaceEntry entry) {
    List<Watcher> watchers =
        List.copyOf(
            byConcert
                .getOrDefault(entry.key().concertId(), Map.of())
                .getOrDefault(entry.key(), List.of()));
    if (entry.place() == null) {
      if (endsPlace(entry.refusal())) {
        watchers.forEach(watcher -> watcher.stream.end(new Refusal(entry.refusal())));
      }
      return;
    }
    PlaceKey now = entry.place().key();
    if (entry.place().state() == PlaceState.ADMITTED && !now.equals(entry.key())) {
      watchers.forEach(watcher -> askWith(now, watcher));
    }
    Buffer text = null;
    for (Watcher watcher : watchers) {
      if (differs(watcher.told, entry.place())) {
        text = text == null ? event(entry.place()) : text;
        if (watcher.stream.send(text)) {
          watcher.told = entry.place();
        }
      }
    }
  }

  /** Whether the refusal is about the place and not about asking for it. */
  static boolean endsPlace(ErrorCode refusal) {
    return refusal == ErrorCode.QUEUE_TOKEN_EXPIRED || refusal == ErrorCode.QUEUE_TOKEN_INVALID;
  }

  /** The end of a waiting place moves on with each sign of life, which is no news. */
  private static boolean differs(Place told, Place now) {
    return told == null
        || told.state() != now.state()
        || told.position() != now.position()
        || (now.state() == PlaceState.ADMITTED && told.expiresAtMs() != now.expiresAtMs())
        || hasMoved(told.estimatedWaitHighSeconds(), now.estimatedWaitHighSeconds());
  }

  /** An estimate drifts with every second without an admission; a quarter of it is news. */
  private static boolean hasMoved(Integer told, Integer now) {
    if (told == null || now == null) {
      return !Objects.equals(told, now);
    }
    return Math.abs(now - told) > Math.max(1, told / 4);
  }

  private static Buffer event(Place place) {
    String id = place.key().sequence() + "-" + place.position();
    return EventText.event("place", id, PlaceText.of(place));
  }
}
