package io.boxoffice.queue;

import java.util.Collection;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The admitted places of one concert by sequence, and which of them is due next.
 *
 * <p>The heap holds one entry a place with the end that was known when it was pushed; ends only
 * move later, so an entry that comes up early is pushed again. Entries of places that ended early
 * are dropped when they come up, or all at once where they outnumber the living. Not safe for
 * concurrent use.
 */
final class AdmittedPlaces {
  private record Due(long atMs, long sequence) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final TreeMap<Long, AdmittedPlace> bySequence = new TreeMap<>();
  private final PriorityQueue<Due> dues = new PriorityQueue<>();
  private long fingerprint;

  int count() {
    return bySequence.size();
  }

  /** The same number for the same places with the same ends, whatever happened before. */
  long fingerprint() {
    return fingerprint;
  }

  private static long mark(AdmittedPlace place) {
    return PlaceTable.mark(-place.sequence(), 31 * place.originalEndMs() + place.endMs());
  }

  /** The place, or null. */
  AdmittedPlace get(long sequence) {
    return bySequence.get(sequence);
  }

  /** All of them in sequence order; a live view. */
  Collection<AdmittedPlace> all() {
    return bySequence.values();
  }

  /** The place with the smallest sequence at or above this one, or null. */
  AdmittedPlace from(long sequence) {
    Map.Entry<Long, AdmittedPlace> entry = bySequence.ceilingEntry(sequence);
    return entry == null ? null : entry.getValue();
  }

  void add(AdmittedPlace place) {
    bySequence.put(place.sequence(), place);
    fingerprint += mark(place);
    dues.add(new Due(place.dueMs(), place.sequence()));
  }

  /** Replaces a place by one that ends later, or earlier where a hold came to nothing. */
  void replace(AdmittedPlace place) {
    AdmittedPlace before = bySequence.put(place.sequence(), place);
    if (before == null) {
      throw new IllegalArgumentException("no such place to replace");
    }
    fingerprint += mark(place) - mark(before);
    if (place.dueMs() < before.dueMs()) {
      dues.add(new Due(place.dueMs(), place.sequence()));
    }
  }

  /** Ends a place; one that is not there changes nothing. */
  void remove(long sequence) {
    AdmittedPlace removed = bySequence.remove(sequence);
    if (removed == null) {
      return;
    }
    fingerprint -= mark(removed);
    if (dues.size() > 2 * bySequence.size() + 64) {
      dues.clear();
      bySequence.values().forEach(place -> dues.add(new Due(place.dueMs(), place.sequence())));
    }
  }

  /** Removes every place whose time is over at {@code nowMs}, telling each. */
  void purge(long nowMs, Consumer<AdmittedPlace> onEnd) {
    while (!dues.isEmpty() && dues.peek().atMs() <= nowMs) {
      long sequence = dues.poll().sequence();
      AdmittedPlace place = bySequence.get(sequence);
      if (place == null) {
        continue;
      }
      if (place.dueMs() > nowMs) {
        dues.add(new Due(place.dueMs(), sequence));
      } else {
        bySequence.remove(sequence);
        fingerprint -= mark(place);
        onEnd.accept(place);
      }
    }
  }
}
