package io.boxoffice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.splitbrainprotection.HeartbeatAware;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionFunction;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this node has heard lately from enough members to be with most of the expected ones.
 *
 * <p>Counting members is not enough. A node that was cut off gives the others up one after the
 * other, up to a second apart, and where it is the oldest it takes a lost one's partitions over at
 * once, without a backup: for that second three nodes' majority seemed to be there, both sides gave
 * the same places, and each acknowledged them. Seen in {@code isolate-one-way} of the fault matrix.
 * So members count only while they are heard of, and that ends before the first is given up.
 *
 * <p>Hazelcast's own function of this kind compares the sender's wall clock with the receiver's;
 * this one looks at the receiver's monotonic clock alone. Hazelcast asks it each second and when
 * members change. Safe for use from any thread.
 */
final class HeardMajority implements SplitBrainProtectionFunction, HeartbeatAware {
  /**
   * Three heartbeats. A member is given up 2.5 s later at the earliest ({@link SilentMembers}): in
   * between lie the second until Hazelcast asks again, and the one by which two members' last
   * heartbeats may differ.
   */
  static final long HEARD_WITHIN_MS = 3_000;

  private final int majority;
  private final LongSupplier nanoTime;
  private final Map<UUID, Long> heardNanos = new ConcurrentHashMap<>();

  /**
   * @param majority how many members, this one included, may go on
   */
  HeardMajority(int majority) {
    this(majority, System::nanoTime);
  }

  HeardMajority(int majority, LongSupplier nanoTime) {
    this.majority = majority;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onHeartbeat(Member member, long senderMs) {
    heardNanos.put(member.getUuid(), nanoTime.getAsLong());
  }

  /** When each member was heard of last, by {@link System#nanoTime}. */
  Map<UUID, Long> heardNanos() {
    return Map.copyOf(heardNanos);
  }

  /** A member that is new has just joined, which it cannot do unheard. */
  @Override
  public boolean apply(Collection<Member> members) {
    long nowNanos = nanoTime.getAsLong();
    long limitNanos = TimeUnit.MILLISECONDS.toNanos(HEARD_WITHIN_MS);
    long heard = 0;
    for (Member member : members) {
      boolean counts =
          member.localMember()
              || nowNanos - heardNanos.computeIfAbsent(member.getUuid(), joined -> nowNanos)
                  < limitNanos;
      heard += counts ? 1 : 0;
    }
    heardNanos.keySet().retainAll(members.stream().map(Member::getUuid).toList());
    return heard >= majority;
  }
}
