package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

/** Carries a refusal between nodes; inside a node it goes by reference. */
final class RefusalCodec implements MessageCodec<Refusal, Refusal> {
  @Override
  public void encodeToWire(Buffer buffer, Refusal refusal) {
    Buffer json =
        new JsonObject()
            .put("code", refusal.code().name())
            .put("detail", refusal.detail())
            .put("attributes", refusal.attributes())
            .toBuffer();
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public Refusal decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    JsonObject json = new JsonObject(buffer.getBuffer(position + 4, position + 4 + length));
    return new Refusal(
        ErrorCode.valueOf(json.getString("code")),
        json.getString("detail"),
        json.getJsonObject("attributes"));
  }

  @Override
  public Refusal transform(Refusal refusal) {
    return refusal;
  }

  @Override
  public String name() {
    return "boxoffice.refusal";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
