package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The seat lists as the contract has them, each version written once for all who ask this node, and
 * compressed once: ten thousand seats take longer to write than to send. Safe for use from any
 * thread; nobody changes a buffer that is here.
 */
final class SeatLists {
  /** Room for the lists, in bytes: about 50 arenas. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** The key of all seats, whatever their state. */
  static final String ALL = "";

  private record Key(long performanceId, String state) {}

  /**
   * One version of one list.
   *
   * @param tag the entity tag; weak, since the list may go out compressed
   */
  record Written(SeatMapVersion version, String tag, Buffer json, Buffer gzip) {}

  private final Cache<Key, Written> written =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, Written list) -> list.json().length() + list.gzip().length())
          .executor(Runnable::run)
          .build();

  /**
   * The list.
   *
   * @param state of the seats that are wanted, or {@link #ALL}
   */
  Written of(SeatMap seats, String state) {
    Key key = new Key(seats.performanceId(), state);
    SeatMapVersion version = new SeatMapVersion(seats.version(), seats.fingerprint());
    Written known = written.getIfPresent(key);
    if (known != null && known.version().equals(version)) {
      return known;
    }
    Buffer json = write(seats, state);
    String suffix = state.equals(ALL) ? "" : "-" + state;
    Written fresh =
        new Written(
            version, "W/\"" + SeatVersions.text(version) + suffix + "\"", json, compress(json));
    written.put(key, fresh);
    return fresh;
  }

  private static Buffer write(SeatMap seats, String state) {
    JsonArray list = new JsonArray();
    for (Seat seat : seats.seats()) {
      if (state.equals(ALL) || seat.state().name().equals(state)) {
        list.add(seat(seat));
      }
    }
    return new JsonObject()
        .put("performanceId", format(seats.performanceId()))
        .put("version", seats.version())
        .put("seats", list)
        .toBuffer();
  }

  private static JsonObject seat(Seat seat) {
    return new JsonObject()
        .put("seatId", format(seat.seatId()))
        .put("zone", seat.zone())
        .put("row", seat.row())
        .put("number", seat.number())
        .put("category", seat.category())
        .put("price", seat.priceMinor())
        .put("state", seat.state().name());
  }

  private static Buffer compress(Buffer json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length() / 8 + 64);
    try (GZIPOutputStream gzip = new FastGzip(bytes)) {
      gzip.write(json.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Of repeated words the fastest level leaves a tenth; the best one takes ten times as long. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream to) throws IOException {
      super(to, 8_192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
