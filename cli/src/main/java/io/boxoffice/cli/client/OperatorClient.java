package io.boxoffice.cli.client;

import static io.boxoffice.cli.client.ApiCaller.bytes;
import static io.boxoffice.cli.client.ApiCaller.segment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.cli.client.ClusterViews.Cluster;
import io.boxoffice.cli.client.OperatorViews.AdmissionOutcome;
import io.boxoffice.cli.client.OperatorViews.Admissions;
import io.boxoffice.cli.client.OperatorViews.ConcertPerformance;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.OperatorViews.UserPlace;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.QueueStats;
import java.util.Map;

/**
 * What operators do with concerts and queues, and what they see of the nodes.
 *
 * <p>Every call blocks, and fails with {@link RefusedException} where the server refuses and {@link
 * UnreachableException} where it does not answer. Immutable and safe for use from any thread.
 */
public final class OperatorClient {
  private final ApiCaller caller;

  OperatorClient(ApiCaller caller) {
    this.caller = caller;
  }

  /** Concerts in every state and in id order, at most {@code limit}. */
  public Page<OperatedConcert> concerts(int limit) {
    return caller.pages("/admin/concerts?", limit, new TypeReference<Page<OperatedConcert>>() {});
  }

  /** A concert in any state. CONCERT_NOT_FOUND where there is none. */
  public OperatedConcert concert(String concertId) {
    return caller.read(caller.get(concertPath(concertId), null), OperatedConcert.class);
  }

  /**
   * Changes a concert's state, sale window or limits; what is absent stays. Saying the same twice
   * changes nothing more. STATE_CONFLICT where the present state does not allow it.
   */
  public OperatedConcert changeConcert(String concertId, Map<String, ?> changes) {
    return caller.read(
        caller.call("PATCH", concertPath(concertId), null, null, bytes(changes)),
        OperatedConcert.class);
  }

  /**
   * Opens or closes one performance; idempotent. PERFORMANCE_NOT_FOUND where there is none.
   *
   * @param state OPEN or CLOSED
   */
  public ConcertPerformance changePerformance(String performanceId, String state) {
    String path = "/admin/performances/" + segment(performanceId);
    return caller.read(
        caller.call("PATCH", path, null, null, bytes(Map.of("state", state))),
        ConcertPerformance.class);
  }

  /** A queue's numbers. */
  public QueueStats queue(String concertId) {
    return caller.read(caller.get(queuePath(concertId), null), QueueStats.class);
  }

  /** Changes a queue's settings; what is absent stays. Idempotent; answers the numbers since. */
  public QueueStats changeQueue(String concertId, Map<String, ?> changes) {
    return caller.read(
        caller.call("PATCH", queuePath(concertId), null, null, bytes(changes)), QueueStats.class);
  }

  /** Living places in sequence order, at most {@code limit}. */
  public Page<UserPlace> places(String concertId, int limit) {
    return caller.pages(
        queuePath(concertId) + "/places?", limit, new TypeReference<Page<UserPlace>>() {});
  }

  /** A user's living place, and no sign of life. PLACE_NOT_FOUND where there is none. */
  public UserPlace place(String concertId, String userId) {
    return caller.read(caller.get(placePath(concertId, userId), null), UserPlace.class);
  }

  /** Ends a user's place and releases its holds. PLACE_NOT_FOUND where it has ended already. */
  public void removePlace(String concertId, String userId) {
    caller.call("DELETE", placePath(concertId, userId), null, null, null);
  }

  /** Admits the next {@code count} beyond the rate, never beyond the capacity; once for a key. */
  public AdmissionOutcome admit(String concertId, int count, String key) {
    RestChannel.Answer answer =
        caller.post(queuePath(concertId) + "/admissions", Map.of("count", count), key);
    return new AdmissionOutcome(caller.read(answer, Admissions.class), answer.replayed());
  }

  /** The cluster as the node that answers sees it; it answers without a quorum, too. */
  public Cluster cluster() {
    return caller.read(caller.get("/admin/cluster", null), Cluster.class);
  }

  private static String concertPath(String concertId) {
    return "/admin/concerts/" + segment(concertId);
  }

  private static String queuePath(String concertId) {
    return concertPath(concertId) + "/queue";
  }

  private static String placePath(String concertId, String userId) {
    return queuePath(concertId) + "/places/" + segment(userId);
  }
}
