package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the operators' service is asked, and what it answers.
 *
 * <p>Each change is audited with {@code operatorId}; the HTTP boundary has checked the role.
 */
public final class AdminMessages {
  private AdminMessages() {}

  /** A request to the operators' service. */
  public interface AdminRequest<R> extends Request<R> {
    @Override
    default Service service() {
      return Service.ADMIN;
    }
  }

  public record ImportedConcert(
      long concertId,
      ConcertState state,
      int totalSeats,
      List<PerformanceSummary> performances,
      boolean replayed) {
    public ImportedConcert {
      performances = List.copyOf(performances);
    }
  }

  /**
   * Imports a concert, whole or not at all. Fails with VALIDATION_FAILED that lists every error of
   * the body by JSON pointer.
   *
   * @param body as the contract describes it, already checked against its schema
   * @param key null where the client sent none
   */
  public record ImportConcert(long operatorId, JsonObject body, IdempotencyKey key)
      implements AdminRequest<ImportedConcert> {}

  /** A zone of a plan. {@code rows} counts the rows that have names of their own. */
  public record PreviewedZone(String name, int rows, int seats) {}

  public record PreviewedCategory(String category, int seats, long priceMinor) {}

  public record PreviewedQueue(
      int capacity,
      int admitPerMinute,
      int maxWaiting,
      int waitingTtlSeconds,
      int admissionTtlSeconds) {}

  /**
   * A concert as an import would make it, its defaults filled in.
   *
   * @param state what it would be now
   * @param totalSeats of all performances; zones and categories count those of one
   * @param zones those that have seats, in plan order
   * @param categories those that have seats, in plan order
   * @param startsAtMs one a performance, ascending
   */
  public record ImportPreview(
      String title,
      String venue,
      ConcertState state,
      String currency,
      String timeZone,
      long salesOpenAtMs,
      long salesCloseAtMs,
      int maxHeldSeats,
      int maxSeatsPerUser,
      int holdSeconds,
      int totalSeats,
      PreviewedQueue queue,
      List<PreviewedZone> zones,
      List<PreviewedCategory> categories,
      List<Long> startsAtMs) {
    public ImportPreview {
      zones = List.copyOf(zones);
      categories = List.copyOf(categories);
      startsAtMs = List.copyOf(startsAtMs);
    }
  }

  /**
   * Checks an import's body and writes nothing. Fails with VALIDATION_FAILED as the import would.
   */
  public record CheckImport(JsonObject body) implements AdminRequest<ImportPreview> {}

  /**
   * Changes a concert; null leaves a field as it is. Fails with CONCERT_NOT_FOUND, STATE_CONFLICT
   * or VALIDATION_FAILED (window turned round).
   */
  public record ChangeConcert(
      long operatorId,
      long concertId,
      ConcertState state,
      Long salesOpenAtMs,
      Long salesCloseAtMs,
      Integer maxHeldSeats,
      Integer maxSeatsPerUser,
      Integer holdSeconds)
      implements AdminRequest<Concert> {}

  /** Opens or closes a performance. Fails with PERFORMANCE_NOT_FOUND. */
  public record ChangePerformance(long operatorId, long performanceId, PerformanceState state)
      implements AdminRequest<PerformanceSummary> {}

  /** Changes a queue's settings; null leaves one as it is. Fails with CONCERT_NOT_FOUND. */
  public record ChangeQueue(
      long operatorId,
      long concertId,
      Integer capacity,
      Integer admitPerMinute,
      Boolean paused,
      Integer waitingTtlSeconds,
      Integer admissionTtlSeconds)
      implements AdminRequest<QueueStats> {}

  /** Removes a user's place, audited. Fails with PLACE_NOT_FOUND. */
  public record RemoveUserPlace(long operatorId, long concertId, long userId)
      implements AdminRequest<Done> {}

  /**
   * @param replayed whether the answer is a stored one
   */
  public record AdmittedPlaces(int admitted, boolean replayed) {}

  /** Admits beyond the rate, audited. {@code key} is null where the client sent none. */
  public record AdmitPlaces(long operatorId, long concertId, int count, IdempotencyKey key)
      implements AdminRequest<AdmittedPlaces> {}

  /** Charges a user's wallet as support work, audited; answers as the wallet does. */
  public record ChargeUserWallet(long operatorId, long userId, long amountMinor, IdempotencyKey key)
      implements AdminRequest<WalletMessages.Charge> {}

  /** A broken invariant, and which rows break it. */
  public record Finding(String what, String detail) {}

  /**
   * @param checked how many rows, places and sums were looked at
   */
  public record Verification(boolean ok, long checked, List<Finding> findings) {
    public Verification {
      findings = List.copyOf(findings);
    }
  }

  /** Checks every invariant against the stores. */
  public record Verify() implements AdminRequest<Verification> {}

  /** How old a node's copy of a queue is, in milliseconds. */
  public record ViewAge(long concertId, long ageMs) {}

  /**
   * What a node holds at the moment.
   *
   * @param heads the concerts whose queue lives there, the newest first, at most 1,000; null where
   *     it cannot say, as without a quorum
   * @param views its copies of queues that somebody asked about lately, in the same order
   */
  public record NodeState(List<Long> heads, List<ViewAge> views) {
    public NodeState {
      heads = heads == null ? null : List.copyOf(heads);
      views = List.copyOf(views);
    }
  }

  /** What one node holds; asked at that node's own address, not at a service. */
  public record ReadNodeState() {}

  /**
   * A node as another one sees it.
   *
   * @param nodeId new at each start
   * @param address {@code host:port} for the other nodes
   * @param version null where the node does not say
   * @param roles empty where the node does not say
   * @param self whether it is the one that answers
   * @param heads as {@link NodeState} has them; null, too, where the node did not answer
   * @param views null where the node did not answer
   */
  public record ClusterNode(
      String nodeId,
      String address,
      String version,
      List<Role> roles,
      boolean self,
      List<Long> heads,
      List<ViewAge> views) {
    public ClusterNode {
      roles = List.copyOf(roles);
      heads = heads == null ? null : List.copyOf(heads);
      views = views == null ? null : List.copyOf(views);
    }
  }

  /**
   * @param quorum whether more than half of the expected nodes are there
   * @param partitionsSafe whether every entry has its copies; false, too, where that is not known
   *     in time
   * @param nodes the oldest first
   */
  public record ClusterReport(
      String name,
      int expectedNodes,
      boolean quorum,
      boolean partitionsSafe,
      List<ClusterNode> nodes) {
    public ClusterReport {
      nodes = List.copyOf(nodes);
    }
  }

  /** The cluster as the node that answers sees it. SERVICE_UNAVAILABLE where it is in none. */
  public record ReadCluster() implements AdminRequest<ClusterReport> {}

  public record AuditEntry(
      long auditId,
      long operatorId,
      String action,
      String target,
      JsonObject before,
      JsonObject after,
      long occurredAtMs) {}

  /** One page, newest first; {@code nextBeforeId} is null at the end. */
  public record AuditPage(List<AuditEntry> entries, Long nextBeforeId) {
    public AuditPage {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Which entries of the audit are meant; null leaves a filter out.
   *
   * @param target what the target begins with
   * @param action the whole action
   */
  public record AuditFilter(Long operatorId, String target, String action) {
    /** Every entry. */
    public static final AuditFilter NONE = new AuditFilter(null, null, null);
  }

  /** Audit entries with an id below {@code beforeId}, newest first, at most 200. */
  public record ListAudit(long beforeId, int limit, AuditFilter filter)
      implements AdminRequest<AuditPage> {}
}
