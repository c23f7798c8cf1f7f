package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionViewsTest {
  private static final long CONCERT = 7;

  private final Vertx vertx = Vertx.vertx();
  private long nextUser = 100;
  private final HazelcastInstance member =
      TestMembers.start(TestMembers.newCluster(), 0, List.of());

  @AfterEach
  void stop() {
    vertx.close().await();
    member.getLifecycleService().terminate();
  }

  /** Else whoever asks for a concert that has no queue takes the node out of the balancer. */
  @Test
  void aQueueThatIsNotThereIsNotOutOfDate() {
    HeadMap map = new HeadMap(vertx, member, System::currentTimeMillis);
    Heads heads = new Heads(vertx, map, null, QueueConfig.defaults("test", 0));
    PositionViews views = new PositionViews(vertx, heads, System::currentTimeMillis);
    Future<Long> ageMs =
        Future.<Void>future(
                asked ->
                    vertx.runOnContext(
                        now -> {
                          assertThat(views.find(CONCERT, new PlaceRef(1, 1, 1))).isNull();
                          vertx.timer(4_000).<Void>mapEmpty().onComplete(asked);
                        }))
            .map(later -> views.agesMs().get(CONCERT));

    assertThat(ageMs.await()).isLessThan(3_000);
  }

  /** In a cluster each question to a head is a write with a backup. */
  @Test
  void aQueueInWhichNothingHappensIsAskedHalfAsOften() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    new HeadMeters(meters).attach(member);
    HeadMap map = new HeadMap(vertx, member, System::currentTimeMillis);
    Heads heads = new Heads(vertx, map, null, QueueConfig.defaults("test", 0));
    PositionViews views = new PositionViews(vertx, heads, System::currentTimeMillis);
    long nowMs = System.currentTimeMillis();
    HeadSettings settings =
        new HeadSettings(
            0, 0, false, 60_000, 60_000, 1_000, SalePhase.OPEN, nowMs - 1, nowMs + 60_000);
    SequenceBlocks.Block block = new SequenceBlocks.Block(0, 1_000_000);
    map.submit(CONCERT, new CreateHead(1, 1, settings, block, 0, 0, List.of(), List.of())).await();
    vertx.runOnContext(now -> views.find(CONCERT, new PlaceRef(1, 1, 1)));
    vertx.timer(1_000).await();

    long quiet = syncsIn(4_000, meters);
    long joins = vertx.setPeriodic(50, id -> join(map));
    long lively = syncsIn(4_000, meters);
    vertx.cancelTimer(joins);

    assertThat(quiet).isBetween(5L, 12L);
    assertThat(lively).isGreaterThan(quiet);
  }

  private void join(HeadMap map) {
    map.submit(CONCERT, new Batch(List.of(), List.of(nextUser++)));
  }

  private long syncsIn(long ms, SimpleMeterRegistry meters) {
    long before = syncs(meters);
    vertx.timer(ms).await();
    return syncs(meters) - before;
  }

  private static long syncs(SimpleMeterRegistry meters) {
    return meters.find("boxoffice.queue.commands").tag("command", "Sync").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }
}
