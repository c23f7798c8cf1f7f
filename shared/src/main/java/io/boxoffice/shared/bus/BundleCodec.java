package io.boxoffice.shared.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes a bundle by reference inside a node, and each of its bodies as its own codec does. */
final class BundleCodec implements MessageCodec<Bundle, Bundle> {
  private final Map<Class<?>, MessageCodec<?, ?>> codecs;
  private final Map<String, MessageCodec<?, ?>> byName = new HashMap<>();

  /**
   * Takes the codecs of all that may be in a bundle.
   *
   * @param codecs by the type that each is for
   */
  BundleCodec(Map<Class<?>, MessageCodec<?, ?>> codecs) {
    this.codecs = Map.copyOf(codecs);
    codecs.values().forEach(codec -> byName.put(codec.name(), codec));
  }

  @Override
  public void encodeToWire(Buffer buffer, Bundle bundle) {
    buffer.appendInt(bundle.bodies().size());
    bundle.bodies().forEach(body -> encode(buffer, body));
  }

  @SuppressWarnings("unchecked")
  private void encode(Buffer buffer, Object body) {
    MessageCodec<Object, ?> codec = (MessageCodec<Object, ?>) codecs.get(body.getClass());
    if (codec == null) {
      throw new IllegalArgumentException("no codec for " + body.getClass());
    }
    byte[] name = codec.name().getBytes(StandardCharsets.UTF_8);
    Buffer encoded = Buffer.buffer();
    codec.encodeToWire(encoded, body);
    buffer.appendInt(name.length).appendBytes(name);
    buffer.appendInt(encoded.length()).appendBuffer(encoded);
  }

  @Override
  public Bundle decodeFromWire(int position, Buffer buffer) {
    int count = buffer.getInt(position);
    List<Object> bodies = new ArrayList<>();
    int at = position + Integer.BYTES;
    for (int i = 0; i < count; i++) {
      int nameEnd = at + Integer.BYTES + buffer.getInt(at);
      String name = buffer.getString(at + Integer.BYTES, nameEnd);
      bodies.add(codecOf(name).decodeFromWire(nameEnd + Integer.BYTES, buffer));
      at = nameEnd + Integer.BYTES + buffer.getInt(nameEnd);
    }
    return new Bundle(bodies);
  }

  private MessageCodec<?, ?> codecOf(String name) {
    MessageCodec<?, ?> codec = byName.get(name);
    if (codec == null) {
      throw new IllegalArgumentException("no codec " + name);
    }
    return codec;
  }

  @Override
  public Bundle transform(Bundle bundle) {
    return bundle;
  }

  @Override
  public String name() {
    return "boxoffice.bundle";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
