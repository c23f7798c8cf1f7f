package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrases;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a refusal between nodes; inside a node it goes by reference.
 *
 * <p>While nodes of two releases run together, one may send a phrase that the other does not know:
 * the refusal then says its code's title, and a violation without words is left out.
 */
final class RefusalCodec implements MessageCodec<Refusal, Refusal> {
  @Override
  public void encodeToWire(Buffer buffer, Refusal refusal) {
    JsonArray violations = new JsonArray();
    refusal
        .violations()
        .forEach(each -> violations.add(json(each.sentence()).put("pointer", each.pointer())));
    Buffer json =
        refusal
            .sentence()
            .map(RefusalCodec::json)
            .orElseGet(JsonObject::new)
            .put("code", refusal.code().name())
            .put("violations", violations)
            .put("attributes", refusal.attributes())
            .toBuffer();
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public Refusal decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    JsonObject json = new JsonObject(buffer.getBuffer(position + 4, position + 4 + length));
    List<Violation> violations = new ArrayList<>();
    for (Object each : json.getJsonArray("violations")) {
      JsonObject violation = (JsonObject) each;
      sentence(violation)
          .map(sentence -> new Violation(violation.getString("pointer"), sentence))
          .ifPresent(violations::add);
    }
    return new Refusal(
        ErrorCode.valueOf(json.getString("code")),
        sentence(json).orElse(null),
        violations,
        json.getJsonObject("attributes"));
  }

  private static JsonObject json(Sentence sentence) {
    return new JsonObject()
        .put("phrase", sentence.phrase().name())
        .put("values", new JsonArray(sentence.values()));
  }

  private static Optional<Sentence> sentence(JsonObject json) {
    List<String> values =
        json.getJsonArray("values", new JsonArray()).stream().map(String.class::cast).toList();
    return Phrases.sentence(json.getString("phrase"), values);
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
