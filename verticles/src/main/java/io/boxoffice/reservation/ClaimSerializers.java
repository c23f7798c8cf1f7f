package io.boxoffice.reservation;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
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
        new SerializerConfig()
            .setTypeClass(SeatClaim.class)
            .setImplementation(new ClaimSerializer()),
        new SerializerConfig()
            .setTypeClass(ClaimProcessor.class)
            .setImplementation(new ProcessorSerializer()));
  }

  private static void write(ObjectDataOutput out, SeatClaim claim) throws IOException {
    out.writeLong(claim.userId());
    out.writeLong(claim.reservationId());
    out.writeLong(claim.deadlineMs());
  }

  private static SeatClaim readClaim(ObjectDataInput in) throws IOException {
    return new SeatClaim(in.readLong(), in.readLong(), in.readLong());
  }

  private static final class ClaimSerializer implements StreamSerializer<SeatClaim> {
    @Override
    public int getTypeId() {
      return CLAIM_TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, SeatClaim claim) throws IOException {
      ClaimSerializers.write(out, claim);
    }

    @Override
    public SeatClaim read(ObjectDataInput in) throws IOException {
      return readClaim(in);
    }
  }

  private static final class ProcessorSerializer implements StreamSerializer<ClaimProcessor> {
    @Override
    public int getTypeId() {
      return PROCESSOR_TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, ClaimProcessor processor) throws IOException {
      out.writeString(processor.step().name());
      ClaimSerializers.write(out, processor.claim());
      out.writeLong(processor.nowMs());
    }

    @Override
    public ClaimProcessor read(ObjectDataInput in) throws IOException {
      ClaimProcessor.Step step = ClaimProcessor.Step.valueOf(in.readString());
      return new ClaimProcessor(step, readClaim(in), in.readLong());
    }
  }
}
