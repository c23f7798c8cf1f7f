package io.boxoffice.queue;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
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
        config(QueueHead.class, new HeadSerializer()),
        config(HeadProcessor.class, new ProcessorSerializer()),
        config(HeadReply.class, new ReplySerializer()));
  }

  private static <T> SerializerConfig config(Class<T> type, StreamSerializer<T> serializer) {
    return new SerializerConfig().setTypeClass(type).setImplementation(serializer);
  }

  private static final class HeadSerializer implements StreamSerializer<QueueHead> {
    @Override
    public int getTypeId() {
      return HEAD_TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, QueueHead head) throws IOException {
      QueueHeadCodec.write(out, head);
    }

    @Override
    public QueueHead read(ObjectDataInput in) throws IOException {
      return QueueHeadCodec.read(in);
    }
  }

  private static final class ProcessorSerializer implements StreamSerializer<HeadProcessor> {
    @Override
    public int getTypeId() {
      return PROCESSOR_TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, HeadProcessor processor) throws IOException {
      out.writeLong(processor.nowMs());
      out.writeLong(processor.owner());
      HeadCommandCodec.write(out, processor.command());
    }

    @Override
    public HeadProcessor read(ObjectDataInput in) throws IOException {
      return new HeadProcessor(in.readLong(), in.readLong(), HeadCommandCodec.read(in));
    }
  }

  private static final class ReplySerializer implements StreamSerializer<HeadReply> {
    @Override
    public int getTypeId() {
      return REPLY_TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, HeadReply reply) throws IOException {
      HeadReplyCodec.write(out, reply);
    }

    @Override
    public HeadReply read(ObjectDataInput in) throws IOException {
      return HeadReplyCodec.read(in);
    }
  }
}
