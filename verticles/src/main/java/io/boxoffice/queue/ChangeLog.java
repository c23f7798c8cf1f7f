package io.boxoffice.queue;

import java.util.Arrays;

/**
 * Which places changed lately: a bounded ring of sequences, each with the version that its change
 * made.
 *
 * <p>What a place has become is not in it: whoever asks for the changes since a version looks each
 * place up, so a change that is told twice does no harm. Not safe for concurrent use.
 */
final class ChangeLog {
  private static final int SMALLEST = 256;

  /** Half a MiB; a node that missed more reads everything. */
  static final int LARGEST = 1 << 16;

  /** The sequence of a change that is no place's: the settings'. */
  static final long SETTINGS = 0;

  private long[] ring = new long[SMALLEST];
  private long version;

  /** The version since which every change is known. */
  private long from;

  /**
   * @param version that of the head as it was read
   */
  ChangeLog(long version) {
    this.version = version;
    this.from = version;
  }

  /** Counts every change of the head. */
  long version() {
    return version;
  }

  /** A place has changed. */
  void add(long sequence) {
    if (version - from == ring.length) {
      if (ring.length < LARGEST) {
        grow();
      } else {
        from++;
      }
    }
    ring[(int) (version & (ring.length - 1))] = sequence;
    version++;
  }

  /** More has changed than is worth telling: whoever asks must read everything. */
  void skip() {
    version++;
    from = version;
  }

  private void grow() {
    long[] larger = new long[2 * ring.length];
    for (long each = from; each < version; each++) {
      larger[(int) (each & (larger.length - 1))] = ring[(int) (each & (ring.length - 1))];
    }
    ring = larger;
  }

  /** Whether the changes since the version are all known. */
  boolean knows(long since) {
    return since >= from && since <= version;
  }

  /**
   * The places of the first so many changes since the version, each once, ascending; see {@link
   * #knows}.
   */
  long[] since(long since, int most) {
    long[] changed = new long[(int) Math.min(most, version - since)];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = ring[(int) ((since + i) & (ring.length - 1))];
    }
    Arrays.sort(changed);
    int distinct = 0;
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] != SETTINGS && (i == 0 || changed[i] != changed[i - 1])) {
        changed[distinct++] = changed[i];
      }
    }
    return Arrays.copyOf(changed, distinct);
  }
}
