package io.boxoffice.http;

import static io.boxoffice.http.AsciiText.bytes;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.vertx.core.buffer.Buffer;

/**
 * How the contract writes a place for its owner: what a crowd asks for again and again, so it is
 * written straight into bytes. The operators' form is {@link Views#adminPlace}.
 */
final class PlaceText {
  /** A place has about 330 characters and a token. */
  private static final int USUAL_LENGTH = 900;

  private static final byte[] CONCERT = bytes("{\"concertId\":\"");
  private static final byte[] USER = bytes("\",\"userId\":\"");
  private static final byte[] STATE = bytes("\",\"state\":\"");
  private static final byte[] SEQUENCE = bytes("\",\"sequence\":");
  private static final byte[] POSITION = bytes(",\"position\":");
  private static final byte[] AHEAD = bytes(",\"ahead\":");
  private static final byte[] NO_WAIT = bytes(",\"estimatedWaitSeconds\":null");
  private static final byte[] WAIT_LOW = bytes(",\"estimatedWaitSeconds\":{\"low\":");
  private static final byte[] WAIT_HIGH = bytes(",\"high\":");
  private static final byte[] WAIT_END = bytes("}");
  private static final byte[] REFRESH = bytes(",\"refreshAfterSeconds\":");
  private static final byte[] JOINED = bytes(",\"joinedAt\":\"");
  private static final byte[] NOT_ADMITTED = bytes("\",\"admittedAt\":null,\"expiresAt\":\"");
  private static final byte[] ADMITTED = bytes("\",\"admittedAt\":\"");
  private static final byte[] EXPIRES = bytes("\",\"expiresAt\":\"");
  private static final byte[] TOKEN = bytes("\",\"token\":\"");
  private static final byte[] END = bytes("\"}");

  private PlaceText() {}

  /**
   * The place as JSON.
   *
   * @param place with its token, whose characters need no escape in JSON
   */
  static Buffer of(Place place) {
    AsciiText text =
        new AsciiText(USUAL_LENGTH)
            .add(CONCERT)
            .add(Tsids.format(place.key().concertId()))
            .add(USER)
            .add(Tsids.format(place.key().userId()))
            .add(STATE)
            .add(place.state().name())
            .add(SEQUENCE)
            .add(place.key().sequence())
            .add(POSITION)
            .add(place.position())
            .add(AHEAD)
            .add(Math.max(0, place.position() - 1));
    addWait(text, place);
    text.add(REFRESH).add(place.refreshAfterSeconds()).add(JOINED).addTime(place.joinedAtMs());
    if (place.admittedAtMs() == null) {
      text.add(NOT_ADMITTED);
    } else {
      text.add(ADMITTED).addTime(place.admittedAtMs()).add(EXPIRES);
    }
    return text.addTime(place.expiresAtMs()).add(TOKEN).add(place.token()).add(END).toBuffer();
  }

  private static void addWait(AsciiText text, Place place) {
    if (place.estimatedWaitLowSeconds() == null || place.estimatedWaitHighSeconds() == null) {
      text.add(NO_WAIT);
    } else {
      text.add(WAIT_LOW)
          .add(place.estimatedWaitLowSeconds())
          .add(WAIT_HIGH)
          .add(place.estimatedWaitHighSeconds())
          .add(WAIT_END);
    }
  }
}
