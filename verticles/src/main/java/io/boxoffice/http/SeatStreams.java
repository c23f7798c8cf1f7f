package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The seat streams of one event loop.
 *
 * <p>Each stream stands at a version. Those that stand at the same one, as nearly all do, are asked
 * for and told together; one that lags or has just come back is told what it lacks in the same way.
 * Runs on one context.
 */
final class SeatStreams {
  private static final long DEADLINE_MS = 3_000;
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Versions that are asked for in one round of a performance; others wait for the next. */
  private static final int MAX_VERSIONS = 16;

  /** A stream, whose place lets it watch, and where it stands. */
  private static final class Watcher {
    final EventStream stream;
    final PlaceKey place;
    SeatMapVersion at;

    Watcher(EventStream stream, PlaceKey place, SeatMapVersion at) {
      this.stream = stream;
      this.place = place;
      this.at = at;
    }
  }

  private static final class Group {
    final Set<Watcher> watchers = new LinkedHashSet<>();
    long quietUntilNanos = System.nanoTime();
  }

  private final BusClient bus;
  private final GatheredPlaces places;
  private final SeatTexts texts;
  private final Map<Long, Group> byPerformance = new HashMap<>();

  SeatStreams(BusClient bus, GatheredPlaces places, SeatTexts texts) {
    this.bus = bus;
    this.places = places;
    this.texts = texts;
  }

  /** Tells what the client lacks, and from now on each change. */
  void begin(EventStream stream, PlaceKey place, SeatChanges first) {
    boolean sent = stream.send(texts.of(first));
    Watcher watcher = new Watcher(stream, place, sent ? first.now() : first.since());
    long performanceId = first.performanceId();
    byPerformance.computeIfAbsent(performanceId, id -> new Group()).watchers.add(watcher);
    stream.onOver(() -> remove(performanceId, watcher));
  }

  private void remove(long performanceId, Watcher watcher) {
    Group group = byPerformance.get(performanceId);
    group.watchers.remove(watcher);
    if (group.watchers.isEmpty()) {
      byPerformance.remove(performanceId);
    }
  }

  /** Asks once for each watched performance; fails where one cannot be asked. */
  Future<Void> round() {
    long nowNanos = System.nanoTime();
    return Future.join(
            List.copyOf(byPerformance.entrySet()).stream()
                .filter(each -> nowNanos - each.getValue().quietUntilNanos >= 0)
                .map(each -> round(each.getKey(), each.getValue()))
                .toList())
        .mapEmpty();
  }

  private Future<Void> round(long performanceId, Group group) {
    Set<SeatMapVersion> versions = new HashSet<>();
    for (Watcher watcher : group.watchers) {
      if (versions.size() < MAX_VERSIONS && watcher.stream.takes()) {
        versions.add(watcher.at);
      }
    }
    return Future.join(
            versions.stream()
                .map(since -> bus.ask(new ReadSeatChanges(performanceId, since), DEADLINE_MS))
                .map(asked -> asked.onSuccess(changes -> tell(group, changes)))
                .toList())
        .onFailure(failure -> group.quietUntilNanos = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS)
        .mapEmpty();
  }

  private void tell(Group group, SeatChanges changes) {
    if (changes.now().equals(changes.since())) {
      return;
    }
    for (Watcher watcher : List.copyOf(group.watchers)) {
      if (Objects.equals(watcher.at, changes.since()) && watcher.stream.send(texts.of(changes))) {
        watcher.at = changes.now();
      }
    }
  }

  /** Asks whether the watchers' places still let them watch, and ends the streams of the others. */
  Future<Void> checkAdmissions() {
    Map<Long, Map<PlaceKey, List<Watcher>>> byConcert =
        byPerformance.values().stream()
            .flatMap(group -> group.watchers.stream())
            .collect(
                Collectors.groupingBy(
                    watcher -> watcher.place.concertId(),
                    Collectors.groupingBy(watcher -> watcher.place)));
    return Future.join(
            byConcert.entrySet().stream()
                .map(
                    each ->
                        places.read(
                            each.getKey(),
                            each.getValue().keySet(),
                            entry -> check(entry, each.getValue().get(entry.key()))))
                .toList())
        .mapEmpty();
  }

  private static void check(PlaceEntry entry, List<Watcher> watchers) {
    boolean gone =
        entry.place() == null
            ? PlaceStreams.endsPlace(entry.refusal())
            : entry.place().state() != PlaceState.ADMITTED;
    if (gone) {
      ErrorCode code = entry.place() == null ? entry.refusal() : ErrorCode.NOT_ADMITTED;
      watchers.forEach(watcher -> watcher.stream.end(new Refusal(code)));
    }
  }
}
