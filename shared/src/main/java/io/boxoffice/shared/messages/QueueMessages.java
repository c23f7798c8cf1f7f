package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import java.util.List;

/** What the queue verticle is asked, and what it answers. */
public final class QueueMessages {
  private QueueMessages() {}

  /** A request to the queue service. */
  public interface QueueRequest<R> extends Request<R> {
    @Override
    default Service service() {
      return Service.QUEUE;
    }
  }

  /** The life of a place. */
  public enum PlaceState {
    WAITING,
    ADMITTED,
    EXPIRED,
    LEFT,
    COMPLETED
  }

  /**
   * Which place a queue token names, and what the token says of it: a head that was lost is rebuilt
   * from that.
   *
   * @param epoch the head's epoch
   * @param sequence the place's number in its concert, never used twice
   * @param joinedAtMs 0 where it is not said
   * @param admittedAtMs 0 where the token is from before the admission
   * @param admissionEndsAtMs the end that no hold has extended; 0 where not admitted
   */
  public record PlaceKey(
      long concertId,
      long userId,
      long epoch,
      long sequence,
      long joinedAtMs,
      long admittedAtMs,
      long admissionEndsAtMs) {

    /** A place of which nothing more is said. */
    public PlaceKey(long concertId, long userId, long epoch, long sequence) {
      this(concertId, userId, epoch, sequence, 0, 0, 0);
    }
  }

  /**
   * A place as it stands.
   *
   * @param position 1 + the number of live waiting places before it; 0 once admitted
   * @param estimatedWaitLowSeconds with the high one, a range; both null where nothing can be said
   * @param refreshAfterSeconds when the client should ask again
   * @param joinedAtMs on the one clock
   * @param admittedAtMs null while waiting
   * @param expiresAtMs when the place lapses if nothing more is heard (WAITING) or when admission
   *     ends (ADMITTED)
   * @param admissionEndsAtMs when the admission ends that no hold has extended: no new hold starts
   *     after it; null while waiting
   * @param token the queue token; null where the place is not for its user
   * @param tokenEndsAtMs the token's end on the one clock; 0 where there is none
   * @param created whether this very request made the place
   */
  public record Place(
      PlaceKey key,
      PlaceState state,
      long position,
      Integer estimatedWaitLowSeconds,
      Integer estimatedWaitHighSeconds,
      int refreshAfterSeconds,
      long joinedAtMs,
      Long admittedAtMs,
      long expiresAtMs,
      Long admissionEndsAtMs,
      String token,
      long tokenEndsAtMs,
      boolean created) {}

  /**
   * Takes a place, or gives the user's living one: naturally idempotent.
   *
   * <p>Fails with CONCERT_NOT_FOUND, SALES_NOT_OPEN, SALES_CLOSED, SOLD_OUT or QUEUE_FULL.
   */
  public record JoinQueue(long concertId, long userId) implements QueueRequest<Place> {}

  /**
   * Joins many users as with {@link JoinQueue}, in this order; those who are refused fail alone.
   *
   * @param userIds at most {@value #MAX_USERS}
   */
  public record JoinAll(long concertId, List<Long> userIds) implements QueueRequest<Joined> {
    public static final int MAX_USERS = 1_000;

    public JoinAll {
      userIds = List.copyOf(userIds);
      if (userIds.size() > MAX_USERS) {
        throw new IllegalArgumentException("too many users");
      }
    }
  }

  /**
   * What {@link JoinQueue} would have answered for one user.
   *
   * @param place null where it was refused
   * @param refusal null where it was not
   */
  public record JoinOutcome(Place place, ErrorCode refusal) {}

  /** One outcome a user, in the order of the users. */
  public record Joined(List<JoinOutcome> outcomes) {
    public Joined {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** Reads a place; it counts as a sign of life. Fails with QUEUE_TOKEN_EXPIRED once it ended. */
  public record ReadPlace(PlaceKey key) implements QueueRequest<Place> {}

  /**
   * Reads many places of one concert, each a sign of life as with {@link ReadPlace}.
   *
   * @param keys at most {@value #MAX_KEYS}, all of the concert
   */
  public record ReadPlaces(long concertId, List<PlaceKey> keys) implements QueueRequest<PlaceList> {
    public static final int MAX_KEYS = 1_000;

    public ReadPlaces {
      keys = List.copyOf(keys);
      if (keys.size() > MAX_KEYS || keys.stream().anyMatch(key -> key.concertId() != concertId)) {
        throw new IllegalArgumentException("too many places, or places of another concert");
      }
    }
  }

  /**
   * What {@link ReadPlace} would have answered for one key.
   *
   * @param place null where it was refused
   * @param refusal null where it was not
   */
  public record PlaceEntry(PlaceKey key, Place place, ErrorCode refusal) {}

  /** One entry a key, in the order of the keys. */
  public record PlaceList(List<PlaceEntry> entries) {
    public PlaceList {
      entries = List.copyOf(entries);
    }
  }

  /**
   * The same from the head itself, for whoever would refuse something for what a node's copy says.
   */
  public record ConfirmPlace(PlaceKey key) implements QueueRequest<Place> {}

  /** Gives the place up, releasing its holds first. Idempotent. */
  public record LeaveQueue(PlaceKey key) implements QueueRequest<Done> {}

  /**
   * Asks the head whether a hold may start now, and keeps the admission alive until {@code untilMs}
   * while the hold is written. Fails with NOT_ADMITTED or QUEUE_TOKEN_EXPIRED; past the original
   * admission's end, too.
   */
  public record BeginHold(PlaceKey key, long untilMs) implements QueueRequest<Place> {}

  /**
   * Extends an admission to at least {@code untilMs}: a hold was written; 0 says that it was
   * refused and that nothing is pending. Idempotent. Fails with QUEUE_TOKEN_EXPIRED where the place
   * is gone, and with NOT_ADMITTED where it came back into line after its head was lost.
   */
  public record ExtendAdmission(PlaceKey key, long untilMs) implements QueueRequest<Done> {}

  /** Ends a place as COMPLETED: all that its user held is paid. Idempotent. */
  public record CompletePlace(PlaceKey key) implements QueueRequest<Done> {}

  /** The numbers of one queue, for operators. */
  public record QueueStats(
      long concertId,
      long waiting,
      long admitted,
      int capacity,
      int admitPerMinute,
      boolean paused,
      long sequence,
      long serving,
      long completed,
      long expired,
      long left,
      Long oldestWaitSeconds,
      long joinsPerMinute,
      long admissionsPerMinute) {}

  /** Fails with CONCERT_NOT_FOUND. */
  public record ReadQueueStats(long concertId) implements QueueRequest<QueueStats> {}

  /**
   * Living places in sequence order.
   *
   * @param nextSequence where the next page starts; null at the end
   */
  public record PlacePage(List<Place> places, Long nextSequence) {
    public PlacePage {
      places = List.copyOf(places);
    }
  }

  /** Lists living places from {@code fromSequence} on, at most {@code limit} (1 to 200). */
  public record ListPlaces(long concertId, long fromSequence, int limit)
      implements QueueRequest<PlacePage> {}

  /** An operator's look at a user's place; no sign of life. Fails with PLACE_NOT_FOUND. */
  public record FindPlace(long concertId, long userId) implements QueueRequest<Place> {}

  /** An operator's removal, releasing the holds first. Fails with PLACE_NOT_FOUND. */
  public record RemovePlace(long concertId, long userId) implements QueueRequest<Done> {}

  /** How many places an operator's call admitted. */
  public record Admissions(int admitted) {}

  /** Admits the next {@code count} beyond the rate, never beyond the capacity. */
  public record AdmitNext(long concertId, int count) implements QueueRequest<Admissions> {}

  /** Reads the concert's row again and applies it to its head before answering. */
  public record ApplyQueueSettings(long concertId) implements QueueRequest<Done> {}

  /** What the head counted of its own admissions, for the verification. */
  public record QueueCheck(long concertId, List<String> findings) {
    public QueueCheck {
      findings = List.copyOf(findings);
    }
  }

  /** Checks the head's own invariants: admitted within bounds, order, no user twice. */
  public record CheckQueue(long concertId) implements QueueRequest<QueueCheck> {}
}
