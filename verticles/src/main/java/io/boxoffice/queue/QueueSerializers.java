package io.boxoffice.queue;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.boxoffice.cluster.Serializers;
import java.io.IOException;
import java.util.List;

/** How heads, their processor and its replies travel between members. */
public final class QueueSerializers {
  private static final int HEAD_TYPE_ID = 2101;
  private static final int PROCESSOR_TYPE_ID = 2102;
  private static final int REPLY_TYPE_ID = 2103;

  private QueueSerializers() {}

  /** The serializers that a member needs for the map {@code queue-heads}. */
  public static List<SerializerConfig> all() {
    return List.of(
        Serializers.of(QueueHead.class, HEAD_TYPE_ID, QueueHeadCodec::write, QueueHeadCodec::read),
        Serializers.of(
            HeadProcessor.class,
            PROCESSOR_TYPE_ID,
            QueueSerializers::write,
            QueueSerializers::read),
        Serializers.of(
            HeadReply.class, REPLY_TYPE_ID, HeadReplyCodec::write, HeadReplyCodec::read));
  }

  private static void write(ObjectDataOutput out, HeadProcessor processor) throws IOException {
    out.writeLong(processor.nowMs());
    out.writeLong(processor.owner());
    HeadCommandCodec.write(out, processor.command());
  }

  private static HeadProcessor read(ObjectDataInput in) throws IOException {
    return new HeadProcessor(in.readLong(), in.readLong(), HeadCommandCodec.read(in));
  }
}
