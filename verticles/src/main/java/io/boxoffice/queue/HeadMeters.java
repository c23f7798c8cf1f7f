package io.boxoffice.queue;

import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Times the commands on the heads that live on this node, each by its run on the partition's
 * thread: {@code boxoffice.queue.commands} by command, and by whether it let somebody in. One that
 * takes long keeps all other queues of its partition waiting.
 *
 * <p>A command finds it in the member's user context, since Hazelcast makes commands. Safe for use
 * from any thread.
 */
final class HeadMeters {
  private static final String CONTEXT = HeadMeters.class.getName();

  private static final Duration[] BUCKETS =
      DoubleStream.of(0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 20, 50, 100)
          .mapToObj(ms -> Duration.ofNanos((long) (ms * 1e6)))
          .toArray(Duration[]::new);

  private record Key(Class<?> command, boolean admitted) {}

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  HeadMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Has the member's commands find it; the last one counts. */
  void attach(HazelcastInstance member) {
    member.getUserContext().put(CONTEXT, this);
  }

  /** The one that was attached; null where none was. */
  static HeadMeters of(HazelcastInstance member) {
    return (HeadMeters) member.getUserContext().get(CONTEXT);
  }

  /**
   * A command ran.
   *
   * @param admitted whether it let somebody in
   */
  void ran(HeadCommand command, boolean admitted, long nanos) {
    Key key = new Key(command.getClass(), admitted);
    Timer timer = timers.get(key);
    if (timer == null) {
      timer = timers.computeIfAbsent(key, this::register);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer register(Key key) {
    return Timer.builder("boxoffice.queue.commands")
        .description("Commands that ran on this node's queues")
        .tag("command", key.command().getSimpleName())
        .tag("admitted", Boolean.toString(key.admitted()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
