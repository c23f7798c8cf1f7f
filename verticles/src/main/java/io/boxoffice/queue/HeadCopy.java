package io.boxoffice.queue;

import java.util.List;

/**
 * The living places of one head, as deltas told them. A waiting place's stamp is the round of this
 * node's {@link SignsOfLife} in which it was last heard of. Not safe for concurrent use.
 */
final class HeadCopy {
  final PlaceTable waiting = new PlaceTable();
  final AdmittedPlaces admitted = new AdmittedPlaces();

  /** The head's own where the copy is as the head is. */
  long fingerprint() {
    return waiting.fingerprint() + admitted.fingerprint();
  }

  /** Takes over what a delta tells. */
  void take(HeadDelta delta) {
    delta.gone().forEach(this::drop);
    delta.admitted().forEach(this::admit);
    putInLine(delta.waiting());
  }

  private void drop(long sequence) {
    int index = waiting.indexOf(sequence);
    if (index >= 0) {
      waiting.remove(index);
    }
    admitted.remove(sequence);
  }

  private void admit(AdmittedPlace place) {
    drop(place.sequence());
    admitted.add(place);
  }

  /** A place that is known keeps its stamp; what else is told of it never changes. */
  private void putInLine(List<PlaceTable.Row> places) {
    for (PlaceTable.Row place : places) {
      admitted.remove(place.sequence());
      int index = waiting.indexOf(place.sequence());
      if (index >= 0 && waiting.row(index).equals(place)) {
        continue;
      }
      if (index >= 0) {
        waiting.remove(index);
      }
      waiting.put(place.sequence(), place.userId(), place.joinedMs(), SignsOfLife.NEVER);
    }
  }
}
