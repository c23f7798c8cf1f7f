package io.boxoffice.cli.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** One load of {@link OpenLoop}, from its first request to its last answer. */
final class OpenLoopRun {
  private static final int MAX_BACKLOG = 1 << 16;
  private static final long SHORT_NANOS = 100_000;
  private static final long LONG_NANOS = 3_000_000;
  private static final long HIGHEST_MICROS = 60_000_000;
  private static final int DIGITS = 3;

  private final OpenLoop loop;
  private final Requests requests;
  private final Arrivals arrivals;
  private final LongSupplier serverCpuNanos;
  private final Timeline timeline;
  private final long warmUpNanos;
  private final long endNanos;
  private final long drainNanos;
  private final double seconds;

  /** Due times, oldest first, as a ring. */
  private final long[] backlog = new long[MAX_BACKLOG];

  private int backlogHead;
  private int backlogSize;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
  private final Histogram lateness = new Histogram(HIGHEST_MICROS, DIGITS);
  private final long[] statuses = new long[600];
  private long beginNanos;
  private long dueNanos;
  private long offered;
  private long served;
  private long dropped;
  private long answered;
  private long answeredInTime;
  private boolean exhausted;

  private long cpuBefore;
  private long cpuUsed;
  private long stolenBefore;
  private long stolen;
  private long ownCpuBefore;
  private double ownShare;
  private boolean measuring;
  private boolean measured;

  OpenLoopRun(
      OpenLoop loop,
      Requests requests,
      Arrivals arrivals,
      Window window,
      LongSupplier serverCpuNanos,
      Timeline timeline) {
    this.loop = loop;
    this.requests = requests;
    this.arrivals = arrivals;
    this.serverCpuNanos = serverCpuNanos;
    this.timeline = timeline;
    warmUpNanos = window.warmUp().toNanos();
    endNanos = warmUpNanos + window.measured().toNanos();
    drainNanos = window.drain().toNanos();
    seconds = window.measured().toNanos() / 1e9;
  }

  Load toTheEnd() {
    try {
      idle.addAll(loop.connections());
      beginNanos = System.nanoTime();
      dueNanos = arrivals.next();
      long now = 0;
      while (now < endNanos + drainNanos && (now < endNanos || underWay())) {
        now = System.nanoTime() - beginNanos;
        mark(now);
        admit(now);
        dispatch();
        await(now);
      }
      mark(endNanos);
      abandon();
      return result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean underWay() {
    return backlogSize > 0 || idle.size() < loop.connections().size();
  }

  /** Reads the processor times where the measured time begins and ends. */
  private void mark(long now) {
    if (!measuring && now >= warmUpNanos) {
      measuring = true;
      cpuBefore = serverCpuNanos.getAsLong();
      stolenBefore = StolenTime.nanos();
      ownCpuBefore = ownCpuNanos();
    } else if (measuring && !measured && now >= endNanos) {
      measured = true;
      cpuUsed = serverCpuNanos.getAsLong() - cpuBefore;
      stolen = StolenTime.nanos() - stolenBefore;
      ownShare = (ownCpuNanos() - ownCpuBefore) / (seconds * 1e9);
    }
  }

  private static long ownCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Takes what is due into the backlog. */
  private void admit(long now) {
    while (dueNanos <= now && dueNanos < endNanos) {
      if (dueNanos >= warmUpNanos) {
        offered++;
        timeline.due(dueNanos - warmUpNanos);
        lateness.recordValue(micros(now - dueNanos));
      }
      if (backlogSize < MAX_BACKLOG) {
        backlog[(backlogHead + backlogSize) & (MAX_BACKLOG - 1)] = dueNanos;
        backlogSize++;
      } else if (dueNanos >= warmUpNanos) {
        dropped++;
      }
      dueNanos = arrivals.next();
    }
  }

  private void dispatch() throws IOException {
    while (backlogSize > 0 && !idle.isEmpty() && !exhausted) {
      long due = backlog[backlogHead];
      Connection connection = idle.poll();
      try {
        exhausted = !connection.send(requests, due, due >= warmUpNanos);
      } catch (IOException broken) {
        connection.renew();
        requests.unanswered(connection.number());
      }
      if (!connection.busy()) {
        idle.add(connection);
      }
      if (!exhausted) {
        backlogHead = (backlogHead + 1) & (MAX_BACKLOG - 1);
        backlogSize--;
      }
    }
  }

  /**
   * Handles answers; with none there, waits. Selecting waits whole milliseconds, so that shorter
   * waits are parked.
   */
  private void await(long now) throws IOException {
    if (loop.select(0, this::ended) > 0) {
      return;
    }
    long wait = now < endNanos ? Math.min(dueNanos, endNanos) - now : LONG_NANOS;
    if (wait >= LONG_NANOS) {
      loop.select(1, this::ended);
    } else if (wait > 0) {
      LockSupport.parkNanos(Math.min(wait, SHORT_NANOS));
    }
  }

  private void ended(Connection connection, boolean complete) {
    idle.add(connection);
    if (!complete) {
      requests.unanswered(connection.number());
      return;
    }
    long now = System.nanoTime() - beginNanos;
    ResponseParser answer = connection.answer();
    boolean good =
        requests.answered(connection.number(), answer.status(), answer.body(), answer.bodyLength());
    if (now >= warmUpNanos && now < endNanos) {
      answeredInTime++;
    }
    if (connection.measured()) {
      answered++;
      statuses[answer.status()]++;
      latency.recordValue(micros(now - connection.dueNanos()));
      served += good ? 1 : 0;
      timeline.answered(
          connection.dueNanos() - warmUpNanos, now - warmUpNanos, answer.status(), good);
    }
  }

  private static long micros(long nanos) {
    return Math.min(Math.max(nanos, 0) / 1_000, HIGHEST_MICROS);
  }

  /** What was never answered kept nobody's promise: it counts with the time that it has waited. */
  private void abandon() throws IOException {
    long now = System.nanoTime() - beginNanos;
    for (Connection connection : loop.connections()) {
      if (connection.busy()) {
        if (connection.measured()) {
          latency.recordValue(micros(now - connection.dueNanos()));
          timeline.unanswered(connection.dueNanos() - warmUpNanos, now - warmUpNanos);
        }
        requests.unanswered(connection.number());
        connection.renew();
      }
    }
    for (int i = 0; i < backlogSize; i++) {
      long due = backlog[(backlogHead + i) & (MAX_BACKLOG - 1)];
      if (due >= warmUpNanos) {
        latency.recordValue(micros(now - due));
        timeline.unanswered(due - warmUpNanos, now - warmUpNanos);
      }
    }
  }

  private Load result() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        counts.put(status, statuses[status]);
      }
    }
    return new Load(
        seconds,
        offered,
        served,
        dropped,
        offered - dropped - answered,
        answeredInTime,
        latency,
        lateness,
        ownShare,
        cpuUsed,
        stolen,
        counts);
  }
}
