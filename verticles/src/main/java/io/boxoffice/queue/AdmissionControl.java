package io.boxoffice.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whom a head lets in, and when: the next in line, while there is room and the rate allows.
 *
 * <p>Room is counted at each step, never remembered. The partition's thread owns it with its head.
 */
final class AdmissionControl {
  private static final int REMEMBERED_ORDERS = 16;

  /** One command must not keep all others waiting: the next one goes on. */
  static final int MOST_AT_ONCE = 4_096;

  private final QueueHead head;
  final AdmissionRate rate;

  /** Who was let in lately. */
  final MinuteCount count;

  /** Operators' orders by their ids, and how many each admitted; the oldest is forgotten. */
  final Map<Long, Integer> orders = new LinkedHashMap<>();

  /** The greatest sequence that was let in; 0 for none. */
  long lastAdmitted;

  /** Admissions over the capacity: stays 0 unless this class is broken. */
  long overAdmissions;

  /** How many more the present command may let in or find lapsed. */
  private int left = MOST_AT_ONCE;

  AdmissionControl(QueueHead head, AdmissionRate rate, MinuteCount count) {
    this.head = head;
    this.rate = rate;
    this.count = count;
  }

  /**
   * An operator's order: admits the next {@code count} whatever the rate and whether or not the
   * queue is paused, but never beyond the capacity, and nobody while the concert itself is paused,
   * closed, sold out or not open yet.
   *
   * @param orderId a repeat with the same id changes nothing and gives the same count
   */
  int admitNext(long orderId, int count) {
    Integer before = orders.get(orderId);
    if (before != null) {
      return before;
    }
    int done = 0;
    while (done < count && hasRoom()) {
      if (!head.waiting.lapseFirst(head.nowMs)) {
        admitFirst();
        done++;
      }
    }
    orders.put(orderId, done);
    if (orders.size() > REMEMBERED_ORDERS) {
      orders.remove(orders.keySet().iterator().next());
    }
    return done;
  }

  private boolean hasOpenSlot() {
    return head.admitted.count() < head.settings.capacity()
        && head.phase() == SalePhase.OPEN
        && head.nowMs >= head.lost.untilMs();
  }

  private boolean hasRoom() {
    return head.waiting.count() > 0 && hasOpenSlot();
  }

  /** Whether the next in line may come in now. */
  boolean mayAdmit() {
    return hasOpenSlot() && !head.settings.paused() && rate.allows(head.nowMs);
  }

  /** A command begins. */
  void begin() {
    left = MOST_AT_ONCE;
  }

  /** Lets in whom room, rate and settings allow, up to {@value #MOST_AT_ONCE} a command. */
  void admitWhileAllowed() {
    while (left > 0 && head.waiting.count() > 0 && mayAdmit()) {
      left--;
      if (!head.waiting.lapseFirst(head.nowMs)) {
        rate.spend(head.nowMs);
        admitFirst();
      }
    }
  }

  private void admitFirst() {
    int index = head.waiting.first();
    long endMs = head.nowMs + head.settings.admissionTtlMs();
    lastAdmitted = head.waiting.sequence(index);
    head.admitted.add(
        new AdmittedPlace(
            lastAdmitted,
            head.waiting.userId(index),
            head.waiting.joinedAtMs(index),
            head.nowMs,
            endMs,
            endMs,
            0));
    head.waiting.remove(index);
    head.log.add(lastAdmitted);
    count.add(head.nowMs, 1);
    if (head.admitted.count() > head.settings.capacity()) {
      overAdmissions++;
    }
  }
}
