package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The queue as anybody would write it first: two plain lists, counted through each time. */
final class QueueModel {
  static final class Entry {
    final long sequence;
    final long userId;
    final long joinedMs;
    long heardMs;
    long admittedMs;
    long originalEndMs;
    long endMs;
    long pendingMs;

    Entry(long sequence, long userId, long nowMs) {
      this.sequence = sequence;
      this.userId = userId;
      this.joinedMs = nowMs;
      this.heardMs = nowMs;
    }
  }

  final List<Entry> waiting = new ArrayList<>();
  final List<Entry> admitted = new ArrayList<>();
  final List<Long> admissionOrder = new ArrayList<>();
  final List<long[]> freeBlocks = new ArrayList<>();
  final Map<Long, Integer> orders = new HashMap<>();
  HeadSettings settings;
  long nowMs;
  long owner;
  long graceMs;
  long lastSequence;
  long completed;
  long expired;
  long left;

  /** A leaky bucket, the other face of the same rate: how full it is, in nanoseconds, and when. */
  private long levelNs;

  private long levelAtMs;

  QueueModel(HeadSettings settings, long nowMs, long owner) {
    this.settings = settings;
    this.nowMs = nowMs;
    this.owner = owner;
    this.graceMs = nowMs + settings.waitingTtlMs();
    this.levelAtMs = nowMs;
  }

  void enter(long atMs, long ownerId) {
    boolean interrupted = ownerId != owner || atMs > nowMs + QueueHead.STALL_MS;
    owner = ownerId;
    nowMs = Math.max(nowMs, atMs);
    if (interrupted) {
      graceMs = Math.max(graceMs, nowMs + settings.waitingTtlMs());
    }
    settle();
  }

  long deadlineMs(Entry entry) {
    return Math.max(graceMs, entry.heardMs + settings.waitingTtlMs());
  }

  private void settle() {
    int before = waiting.size() + admitted.size();
    admitted.removeIf(entry -> Math.max(entry.endMs, entry.pendingMs) <= nowMs);
    waiting.removeIf(entry -> deadlineMs(entry) <= nowMs || phase().isOver());
    expired += before - waiting.size() - admitted.size();
    admit();
  }

  SalePhase phase() {
    return settings.phaseAt(nowMs);
  }

  void apply(HeadSettings changed) {
    if (changed.admitPerMinute() != settings.admitPerMinute() && changed.admitPerMinute() > 0) {
      drain();
      levelNs = Math.min(levelNs, intervalNs(changed.admitPerMinute()));
    }
    if (changed.waitingTtlMs() != settings.waitingTtlMs()) {
      graceMs = Math.min(graceMs, nowMs + changed.waitingTtlMs());
    }
    settings = changed;
    settle();
  }

  private static long intervalNs(int perMinute) {
    return (60_000_000_000L + perMinute - 1) / perMinute;
  }

  private void drain() {
    levelNs = Math.max(0, levelNs - (nowMs - levelAtMs) * 1_000_000);
    levelAtMs = nowMs;
  }

  private boolean rateAllows() {
    drain();
    int perMinute = settings.admitPerMinute();
    return perMinute == 0 || levelNs <= (Math.max(1, perMinute / 60) - 1) * intervalNs(perMinute);
  }

  private boolean mayAdmit() {
    return admitted.size() < settings.capacity()
        && !settings.paused()
        && phase() == SalePhase.OPEN
        && rateAllows();
  }

  private void admit() {
    while (!waiting.isEmpty() && mayAdmit()) {
      if (settings.admitPerMinute() > 0) {
        levelNs += intervalNs(settings.admitPerMinute());
      }
      admitFirst();
    }
  }

  private void admitFirst() {
    Entry entry = waiting.remove(0);
    entry.admittedMs = nowMs;
    entry.originalEndMs = nowMs + settings.admissionTtlMs();
    entry.endMs = entry.originalEndMs;
    admitted.add(entry);
    admissionOrder.add(entry.sequence);
  }

  Entry byUser(long userId) {
    for (List<Entry> entries : List.of(waiting, admitted)) {
      for (Entry entry : entries) {
        if (entry.userId == userId) {
          return entry;
        }
      }
    }
    return null;
  }

  Verdict join(long userId) {
    Entry living = byUser(userId);
    if (living != null) {
      living.heardMs = nowMs;
      return Verdict.OK;
    }
    Verdict closed =
        switch (phase()) {
          case NOT_OPEN -> Verdict.SALES_NOT_OPEN;
          case CLOSED -> Verdict.SALES_CLOSED;
          case SOLD_OUT -> Verdict.SOLD_OUT;
          case OPEN, PAUSED -> null;
        };
    if (closed != null) {
      return closed;
    }
    if (waiting.size() >= settings.maxWaiting() && !(waiting.isEmpty() && mayAdmit())) {
      return Verdict.QUEUE_FULL;
    }
    if (freeBlocks.isEmpty()) {
      return Verdict.NEEDS_BLOCK;
    }
    long[] block = freeBlocks.get(0);
    lastSequence = block[0]++;
    if (block[0] == block[1]) {
      freeBlocks.remove(0);
    }
    waiting.add(new Entry(lastSequence, userId, nowMs));
    admit();
    return Verdict.OK;
  }

  /** Removes the place if it lives. */
  boolean remove(Entry entry) {
    boolean found = waiting.remove(entry) || admitted.remove(entry);
    admit();
    return found;
  }

  Verdict beginHold(Entry entry, long untilMs) {
    if (waiting.contains(entry)) {
      return Verdict.NOT_ADMITTED;
    }
    if (!admitted.contains(entry) || nowMs >= entry.originalEndMs) {
      return Verdict.ENDED;
    }
    entry.pendingMs = Math.max(entry.pendingMs, untilMs);
    return Verdict.OK;
  }

  void extend(Entry entry, long untilMs) {
    entry.endMs = Math.max(entry.endMs, untilMs);
    entry.pendingMs = 0;
    settle();
  }

  int admitNext(long orderId, int count) {
    return orders.computeIfAbsent(
        orderId,
        id -> {
          int done = 0;
          while (done < count
              && !waiting.isEmpty()
              && admitted.size() < settings.capacity()
              && phase() == SalePhase.OPEN) {
            admitFirst();
            done++;
          }
          return done;
        });
  }
}
