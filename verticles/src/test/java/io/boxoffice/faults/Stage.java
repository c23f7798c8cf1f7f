package io.boxoffice.faults;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What a script has to play with: the cluster, the seeded source, the timeline. */
record Stage(Vertx vertx, FaultyCluster cluster, Random random, Timeline timeline) {
  private static final Duration REJOINED_WITHIN = Duration.ofSeconds(90);
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  int drawNode() {
    return random.nextInt(cluster.size());
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Lets the load go on for so long: the time itself is part of the fault. */
  void pass(int ms) {
    vertx.timer(ms, TimeUnit.MILLISECONDS).await();
  }

  /**
   * Waits until every node is ready and sees all; says so in the timeline, or that it is not so.
   */
  void awaitWhole() {
    try {
      Awaitility.await()
          .atMost(REJOINED_WITHIN)
          .pollInterval(POLL)
          .until(() -> IntStream.range(0, cluster.size()).allMatch(this::isWhole));
      timeline.whole();
    } catch (ConditionTimeoutException late) {
      timeline.notWhole();
    }
  }

  private boolean isWhole(int node) {
    return cluster.isReady(node) && cluster.membersSeenBy(node) == cluster.size();
  }

  /** Waits a while for the node to say that it is not ready; says so in the timeline. */
  void awaitQuorumLost(int node) {
    try {
      Awaitility.await()
          .atMost(NOTICED_WITHIN)
          .pollInterval(POLL)
          .until(() -> !cluster.isReady(node));
      timeline.quorumLost(node);
    } catch (ConditionTimeoutException never) {
      // It may be in the right: a partial cut leaves it a majority.
    }
  }
}
