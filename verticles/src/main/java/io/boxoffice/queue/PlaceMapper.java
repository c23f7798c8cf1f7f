package io.boxoffice.queue;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;

/** Turns a head's answers into places as the messages have them. Signing runs on one context. */
final class PlaceMapper {
  private final QueueTokenSigner signer;

  PlaceMapper(QueueTokenSigner signer) {
    this.signer = signer;
  }

  /** The place with its token, for its user. */
  Place withToken(long concertId, PlaceAnswer answer, HeadReply.Facts facts) {
    PlaceKey key = key(concertId, answer, facts);
    long endSeconds = signer.endSeconds(facts.salesCloseMs());
    return place(key, answer, signer.sign(key, endSeconds), 1_000 * endSeconds);
  }

  /**
   * The same with the token that came, or null where a new one would say something else. From any
   * thread.
   *
   * @param key what the token says
   * @param tokenEndsAtMs the token's end on the one clock
   */
  Place withToken(
      PlaceKey key, String token, long tokenEndsAtMs, PlaceAnswer answer, HeadReply.Facts facts) {
    boolean same =
        signer.endSeconds(facts.salesCloseMs()) * 1_000 == tokenEndsAtMs
            && key(key.concertId(), answer, facts).equals(key);
    return same ? place(key, answer, token, tokenEndsAtMs) : null;
  }

  private static PlaceKey key(long concertId, PlaceAnswer answer, HeadReply.Facts facts) {
    return new PlaceKey(
        concertId,
        answer.userId(),
        facts.epoch(),
        answer.sequence(),
        answer.joinedAtMs(),
        answer.admittedAtMs(),
        answer.originalEndMs());
  }

  /** The place without its token, for operators: nobody but its user gets that. */
  Place withoutToken(long concertId, PlaceAnswer answer, HeadReply.Facts facts) {
    return place(key(concertId, answer, facts), answer, null, 0);
  }

  private static Place place(PlaceKey key, PlaceAnswer answer, String token, long tokenEndsAtMs) {
    boolean admitted = answer.isAdmitted();
    boolean estimated = answer.waitLowSeconds() >= 0;
    return new Place(
        key,
        admitted ? PlaceState.ADMITTED : PlaceState.WAITING,
        answer.position(),
        estimated ? answer.waitLowSeconds() : null,
        estimated ? answer.waitHighSeconds() : null,
        answer.refreshAfterSeconds(),
        answer.joinedAtMs(),
        admitted ? answer.admittedAtMs() : null,
        answer.endsAtMs(),
        admitted ? answer.originalEndMs() : null,
        token,
        tokenEndsAtMs,
        answer.created());
  }
}
