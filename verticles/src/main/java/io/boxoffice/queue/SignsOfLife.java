package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The waiting places that were heard of and whose head does not know it yet: 16 bytes each, and no
 * garbage.
 *
 * <p>Signs come in rounds. Whoever adds them remembers in which {@link #round} a place's last sign
 * came, and needs no second one in the same round.
 *
 * <p>Many threads may {@link #add} and ask for the round at a time, under a lock that {@link
 * #gather} has alone; all else is for one context.
 */
final class SignsOfLife {
  /** Before the first round. */
  static final long NEVER = 0;

  /** Of most queues fewer are heard of at a time; 32 KiB. */
  private static final int FIRST = 4_096;

  private final int most;
  private long round = NEVER + 1;
  private long[] heard;
  private final AtomicInteger count = new AtomicInteger();
  private long[] gathered;
  private int gatheredCount;
  private int told;

  /**
   * @param most how many signs fit between two gatherings, once that many have come
   */
  SignsOfLife(int most) {
    this.most = most;
    heard = new long[Math.min(most, FIRST)];
    gathered = new long[0];
  }

  /** The number of the present round. */
  long round() {
    return round;
  }

  /** Notes that the place was heard of; false where there is no room. */
  boolean add(long sequence) {
    if (count.get() >= heard.length) {
      return false;
    }
    int index = count.getAndIncrement();
    if (index >= heard.length) {
      return false;
    }
    heard[index] = sequence;
    return true;
  }

  /**
   * Begins a round, and takes what was noted to what is to be told; while nobody notes anything.
   * Before the last round's signs are all told it does nothing.
   */
  void gather() {
    if (untold() > 0) {
      return;
    }
    long[] noted = heard;
    boolean wasFull = count.get() >= noted.length;
    int room = wasFull ? Math.min(most, 4 * noted.length) : noted.length;
    heard = gathered.length == room ? gathered : new long[room];
    gathered = noted;
    gatheredCount = Math.min(count.getAndSet(0), noted.length);
    told = 0;
    round++;
  }

  /** How many were gathered and are yet to be told. */
  int untold() {
    return gatheredCount - told;
  }

  /** The first that are to be told. */
  List<Long> first(int most) {
    int end = told + Math.min(most, untold());
    List<Long> sequences = new ArrayList<>(end - told);
    for (int i = told; i < end; i++) {
      sequences.add(gathered[i]);
    }
    return sequences;
  }

  /** The head knows so many, the first ones. */
  void told(int signs) {
    told += signs;
  }
}
