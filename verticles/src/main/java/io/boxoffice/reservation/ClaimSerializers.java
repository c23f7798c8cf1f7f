package io.boxoffice.reservation;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.boxoffice.cluster.Serializers;
import java.io.IOException;
import java.util.List;

/** How the gate's claims and their processor travel between members. */
public final class ClaimSerializers {
  private static final int CLAIM_TYPE_ID = 2001;
  private static final int PROCESSOR_TYPE_ID = 2002;

  private ClaimSerializers() {}

  /** The serializers that a member needs for the map {@code seat-holds}. */
  public static List<SerializerConfig> all() {
    return List.of(
        Serializers.of(
            SeatClaim.class,
            CLAIM_TYPE_ID,
            ClaimSerializers::writeClaim,
            ClaimSerializers::readClaim),
        Serializers.of(
            ClaimProcessor.class,
            PROCESSOR_TYPE_ID,
            ClaimSerializers::writeProcessor,
            ClaimSerializers::readProcessor));
  }

  private static void writeClaim(ObjectDataOutput out, SeatClaim claim) throws IOException {
    out.writeLong(claim.userId());
    out.writeLong(claim.reservationId());
    out.writeLong(claim.deadlineMs());
  }

  private static SeatClaim readClaim(ObjectDataInput in) throws IOException {
    return new SeatClaim(in.readLong(), in.readLong(), in.readLong());
  }

  private static void writeProcessor(ObjectDataOutput out, ClaimProcessor processor)
      throws IOException {
    out.writeString(processor.step().name());
    writeClaim(out, processor.claim());
    out.writeLong(processor.nowMs());
  }

  private static ClaimProcessor readProcessor(ObjectDataInput in) throws IOException {
    ClaimProcessor.Step step = ClaimProcessor.Step.valueOf(in.readString());
    return new ClaimProcessor(step, readClaim(in), in.readLong());
  }
}
