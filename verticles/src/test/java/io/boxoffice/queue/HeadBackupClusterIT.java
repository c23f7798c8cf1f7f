package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.boxoffice.queue.HeadCommand.End;
import io.boxoffice.queue.HeadCommand.ListPlaces;
import io.boxoffice.queue.HeadCommand.Step;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HeadBackupClusterIT {
  private static final long START_MS = 1_800_000_000_000L;
  private static final int CONCERTS_EACH = 4;

  @Test
  void theBackupGoesOnWhereTheOwnerDied() throws IOException {
    String cluster = TestMembers.newCluster();
    int port = freePort();
    HazelcastInstance first = TestMembers.start(cluster, port, List.of());
    HazelcastInstance second = TestMembers.start(cluster, freePort(), List.of("127.0.0.1:" + port));
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  second.getCluster().getMembers().size() == 2
                      && second.getPartitionService().isClusterSafe());
      List<Long> concerts =
          Stream.concat(ownedBy(first).stream(), ownedBy(second).stream()).toList();
      concerts.forEach(concertId -> fill(first, concertId));
      List<HeadReply> before = lists(second, concerts);
      first.getLifecycleService().terminate();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> second.getCluster().getMembers().size() == 1);
      assertThat(lists(second, concerts)).isEqualTo(before);
      // Nobody lapses for the move, though all have been silent for longer than they may be.
      long laterMs = START_MS + 4_000 + 4_900;
      HeadReply moved =
          run(second, concerts.get(0), laterMs, new Batch(List.of(), List.of(1_000L)));
      assertThat(moved.places().get(0).sequence()).isEqualTo(51);
      assertThat(moved.places().get(0).position()).isGreaterThan(1);
    } finally {
      first.getLifecycleService().terminate();
      second.getLifecycleService().terminate();
    }
  }

  private static void fill(HazelcastInstance member, long concertId) {
    HeadSettings settings =
        new HeadSettings(
            5, 0, false, 6_000, 600_000, 100, SalePhase.OPEN, START_MS, START_MS + 86_400_000);
    run(
        member,
        concertId,
        START_MS,
        new CreateHead(
            1, 1, settings, new SequenceBlocks.Block(0, 1_000), 0, 0, List.of(), List.of()));
    run(
        member,
        concertId,
        START_MS + 10,
        new Batch(List.of(), LongStream.rangeClosed(1, 50).boxed().toList()));
    run(member, concertId, START_MS + 20, new End(new PlaceRef(3, 1, 3), PlaceState.LEFT));
    run(member, concertId, START_MS + 30, new End(new PlaceRef(30, 1, 30), PlaceState.LEFT));
    run(member, concertId, START_MS + 4_000, new Step(1, settings));
  }

  private static List<Long> ownedBy(HazelcastInstance member) {
    // The partition table may still be on its way to a member that has just joined.
    Awaitility.await()
        .until(
            () ->
                member.getPartitionService().getPartitions().stream()
                    .allMatch(partition -> partition.getOwner() != null));
    return LongStream.range(1, 10_000)
        .filter(id -> member.getPartitionService().getPartition(id).getOwner().localMember())
        .limit(CONCERTS_EACH)
        .boxed()
        .toList();
  }

  private static List<HeadReply> lists(HazelcastInstance member, List<Long> concerts) {
    return concerts.stream()
        .map(concertId -> run(member, concertId, START_MS, new ListPlaces(0, 200)))
        .toList();
  }

  private static HeadReply run(
      HazelcastInstance member, long concertId, long nowMs, HeadCommand command) {
    IMap<Long, QueueHead> heads = member.getMap(HazelcastConfig.QUEUE_HEADS);
    return heads.executeOnKey(concertId, new HeadProcessor(nowMs, command));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
