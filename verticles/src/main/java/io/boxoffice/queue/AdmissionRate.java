package io.boxoffice.queue;

/**
 * Limits admissions to so many a minute, evenly: the generic cell rate algorithm in nanoseconds.
 *
 * <p>At most one second's worth (at least one) may come at once; no credit beyond that is saved up
 * while nobody waits. Not safe for concurrent use.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
final class AdmissionRate {
  private static final long NS_PER_MS = 1_000_000L;
  private static final long NS_PER_MINUTE = 60_000_000_000L;

  private int perMinute;

  /** When the next admission would come if they came evenly; nanoseconds on the one clock. */
  private long nextNs;

  /**
   * @param perMinute 0 means no limit
   */
  AdmissionRate(int perMinute, long nextNs) {
    this.perMinute = perMinute;
    this.nextNs = nextNs;
  }

  int perMinute() {
    return perMinute;
  }

  long nextNs() {
    return nextNs;
  }

  /** How many may be admitted at one moment: a second's worth, at least one. */
  static long burst(int perMinute) {
    return Math.max(1, perMinute / 60);
  }

  private long intervalNs() {
    return (NS_PER_MINUTE + perMinute - 1) / perMinute;
  }

  /** Sets another limit, effective at once. */
  void change(int newPerMinute, long nowMs) {
    if (newPerMinute == perMinute) {
      return;
    }
    perMinute = newPerMinute;
    if (perMinute > 0) {
      nextNs = Math.min(nextNs, nowMs * NS_PER_MS + intervalNs());
    }
  }

  /** Whether one more may be admitted now. */
  boolean allows(long nowMs) {
    return perMinute == 0 || nextNs - (burst(perMinute) - 1) * intervalNs() <= nowMs * NS_PER_MS;
  }

  /** Counts one admission. */
  void spend(long nowMs) {
    if (perMinute > 0) {
      nextNs = Math.max(nextNs, nowMs * NS_PER_MS) + intervalNs();
    }
  }
}
