package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionViewsTest {
  private static final long CONCERT = 7;

  private final Vertx vertx = Vertx.vertx();
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
}
