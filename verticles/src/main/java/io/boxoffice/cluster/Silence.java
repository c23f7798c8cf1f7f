package io.boxoffice.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which members have said nothing for too long, by this node's monotonic clock.
 *
 * <p>A node that itself stood still (SIGSTOP, a frozen virtual machine) has heard nobody meanwhile
 * and blames nobody for it: all have their whole time again from then on. Not safe for several
 * threads.
 */
final class Silence {
  /** Who looks this late has stood still. */
  static final long STOOD_STILL_MS = 1_000;

  private final LongSupplier nanoTime;
  private final Set<UUID> told = new HashSet<>();
  private long lookedNanos;
  private long countedFromNanos;

  Silence(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    lookedNanos = nanoTime.getAsLong();
    countedFromNanos = lookedNanos;
  }

  /**
   * Who is silent now.
   *
   * @param all every silent member
   * @param anew those of them that were not silent at the last look
   */
  record Silent(List<UUID> all, List<UUID> anew) {}

  /**
   * Looks; to be called several times a second.
   *
   * @param limitMs how long a member may say nothing
   * @param others all members but this one
   * @param heardNanos when each was heard of last; one that is missing was never heard of
   */
  Silent look(long limitMs, Collection<UUID> others, Map<UUID, Long> heardNanos) {
    long limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMs);
    long nowNanos = nanoTime.getAsLong();
    if (nowNanos - lookedNanos > TimeUnit.MILLISECONDS.toNanos(STOOD_STILL_MS)) {
      countedFromNanos = nowNanos;
    }
    lookedNanos = nowNanos;
    List<UUID> silent = new ArrayList<>();
    for (UUID member : others) {
      Long heard = heardNanos.get(member);
      // Who was never heard of has just joined, and Hazelcast looks after it.
      if (heard != null && nowNanos - later(heard, countedFromNanos) > limitNanos) {
        silent.add(member);
      }
    }
    List<UUID> anew = silent.stream().filter(member -> !told.contains(member)).toList();
    told.clear();
    told.addAll(silent);
    return new Silent(List.copyOf(silent), anew);
  }

  /** Nanoseconds may overflow, so that only their difference tells. */
  private static long later(long nanos, long otherNanos) {
    return nanos - otherNanos > 0 ? nanos : otherNanos;
  }
}
