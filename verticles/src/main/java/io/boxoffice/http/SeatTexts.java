package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.messages.SeatMessages.SeatChange;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The events of the seat streams, each written once for all streams of the node. Safe for use from
 * any thread; nobody changes a buffer that is here.
 */
final class SeatTexts {
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private record Key(long performanceId, SeatMapVersion since, SeatMapVersion now) {}

  private final Cache<Key, Buffer> written =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, Buffer text) -> text.length())
          .build();

  Buffer of(SeatChanges changes) {
    Key key = new Key(changes.performanceId(), changes.since(), changes.now());
    return written.get(key, unknown -> write(changes));
  }

  private static Buffer write(SeatChanges changes) {
    JsonArray list = new JsonArray();
    for (SeatChange change : changes.changes()) {
      list.add(
          new JsonObject()
              .put("seatId", format(change.seatId()))
              .put("state", change.state().name()));
    }
    JsonObject data = new JsonObject().put("version", changes.now().version()).put("changes", list);
    return EventText.event("seats", SeatVersions.text(changes.now()), data);
  }
}
