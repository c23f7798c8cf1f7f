package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Member;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Members count while they are heard of, whatever the list of members says. */
class HeardMajorityTest {
  private final AtomicLong nanos = new AtomicLong();
  private final HeardMajority majority = new HeardMajority(2, nanos::get);
  private final Member self = member(true);
  private final Member first = member(false);
  private final Member second = member(false);

  private static Member member(boolean local) {
    UUID uuid = UUID.randomUUID();
    return (Member)
        Proxy.newProxyInstance(
            Member.class.getClassLoader(),
            new Class<?>[] {Member.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getUuid" -> uuid;
                  case "localMember" -> local;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private void pass(long ms) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  @Test
  void aLoneNodeOfThreeIsNoMajority() {
    assertThat(majority.apply(List.of(self))).isFalse();
    assertThat(new HeardMajority(1, nanos::get).apply(List.of(self))).isTrue();
  }

  @Test
  void whoHasJustJoinedCounts() {
    assertThat(majority.apply(List.of(self, first))).isTrue();
  }

  @Test
  void whoIsNotHeardOfDoesNotCountEvenAsAMember() {
    majority.onHeartbeat(first, 0);
    pass(900);
    majority.onHeartbeat(second, 0);
    pass(HeardMajority.HEARD_WITHIN_MS - 901);
    assertThat(majority.apply(List.of(self, first, second))).isTrue();
    pass(1);
    assertThat(majority.apply(List.of(self, first, second))).as("the second").isTrue();
    pass(900);

    assertThat(majority.apply(List.of(self, first, second))).isFalse();
    assertThat(majority.apply(List.of(self, second))).as("the first was given up").isFalse();
  }

  @Test
  void whoSpeaksAgainCountsAgain() {
    majority.apply(List.of(self, first));
    pass(HeardMajority.HEARD_WITHIN_MS);
    assertThat(majority.apply(List.of(self, first))).isFalse();

    majority.onHeartbeat(first, Long.MAX_VALUE);

    assertThat(majority.apply(List.of(self, first))).isTrue();
  }

  @Test
  void whoHasLeftIsForgotten() {
    majority.apply(List.of(self, first, second));
    pass(HeardMajority.HEARD_WITHIN_MS);
    assertThat(majority.apply(List.of(self, second))).isFalse();

    assertThat(majority.apply(List.of(self, first))).as("it has joined again").isTrue();
  }
}
