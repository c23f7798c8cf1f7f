package io.boxoffice.cluster;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/**
 * Makes Hazelcast's serializers from a pair of functions, so that each type is written out by hand.
 */
public final class Serializers {
  private Serializers() {}

  /** Writes a value's members. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(ObjectDataOutput out, T value) throws IOException;
  }

  /** Reads what a {@link Writer} wrote. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ObjectDataInput in) throws IOException;
  }

  /**
   * A serializer for one type.
   *
   * @param typeId positive, of this type alone, the same on every node and in every release
   */
  public static <T> SerializerConfig of(
      Class<T> type, int typeId, Writer<T> writer, Reader<T> reader) {
    return new SerializerConfig()
        .setTypeClass(type)
        .setImplementation(
            new StreamSerializer<T>() {
              @Override
              public int getTypeId() {
                return typeId;
              }

              @Override
              public void write(ObjectDataOutput out, T value) throws IOException {
                writer.write(out, value);
              }

              @Override
              public T read(ObjectDataInput in) throws IOException {
                return reader.read(in);
              }
            });
  }
}
