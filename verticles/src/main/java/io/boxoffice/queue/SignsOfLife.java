package io.boxoffice.queue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The waiting places that were heard of and whose head does not know it yet, each once.
 *
 * <p>Many threads may {@link #add} at a time, under a lock that {@link #gather} has alone; all but
 * {@code add} is for one context.
 */
final class SignsOfLife {
  private final long[] heard;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Long> gathered = new LinkedHashSet<>();

  /**
   * @param most how many signs fit between two gatherings
   */
  SignsOfLife(int most) {
    heard = new long[most];
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

  /** Takes what was noted to what is to be told; while nobody notes anything. */
  void gather() {
    int noted = Math.min(count.get(), heard.length);
    for (int i = 0; i < noted && gathered.size() < heard.length; i++) {
      gathered.add(heard[i]);
    }
    count.set(0);
  }

  /** The first that are to be told. */
  List<Long> first(int most) {
    return gathered.stream().limit(most).toList();
  }

  /** All that are to be told. */
  List<Long> all() {
    return List.copyOf(gathered);
  }

  /** The head knows. */
  void told(List<Long> sequences) {
    sequences.forEach(gathered::remove);
  }
}
