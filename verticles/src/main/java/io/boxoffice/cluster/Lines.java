package io.boxoffice.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Who waits for the next message about each concert, where one gathers while the last is under way
 * and, for who says so, for a moment after it. A line in which nobody waits needs no timer: who
 * comes later finds out whether that moment is over. Such a line is forgotten when another one
 * begins. Confined to one context.
 */
public final class Lines<L extends Lines.Line> {
  /** Those who wait for one concert. */
  public abstract static class Line {
    private boolean busy;
    private long restUntilNanos = System.nanoTime();

    /** Whether nobody waits here. */
    protected abstract boolean isEmpty();

    /** Whether a message is about to go or under way. */
    public final boolean isBusy() {
      return busy;
    }

    /** A message is about to go. */
    public final void begin() {
      busy = true;
    }

    /** None is, until somebody comes. */
    public final void idle() {
      busy = false;
    }

    /** A message was answered: from now on the next one gathers for so long. */
    public final void rest(long nanos) {
      restUntilNanos = System.nanoTime() + nanos;
    }

    /** How long the next one has still to gather; 0 or less where it may go. */
    public final long restNanosLeft() {
      return restUntilNanos - System.nanoTime();
    }

    private boolean isOver() {
      return !busy && isEmpty() && restNanosLeft() <= 0;
    }
  }

  private final Map<Long, L> lines = new HashMap<>();
  private final LongFunction<L> maker;

  /**
   * No lines yet.
   *
   * @param maker makes an empty one for a concert
   */
  public Lines(LongFunction<L> maker) {
    this.maker = maker;
  }

  /** The concert's line, a new one where none is known. */
  public L of(long concertId) {
    L known = lines.get(concertId);
    if (known != null) {
      return known;
    }
    lines.values().removeIf(Line::isOver);
    L line = maker.apply(concertId);
    lines.put(concertId, line);
    return line;
  }

  int size() {
    return lines.size();
  }
}
