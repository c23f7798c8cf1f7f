package io.boxoffice.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the REST API answers to support work, field by field as the contract names them. Money in
 * minor units, times in ISO 8601.
 */
public final class SupportViews {
  private SupportViews() {}

  /**
   * @param role buyer or admin
   */
  public record Account(String userId, String name, String role, String createdAt) {}

  /**
   * @param kind CHARGE, PAYMENT or REFUND
   * @param amount signed
   * @param reservationId null where none is behind it
   */
  public record Entry(
      String entryId,
      String kind,
      long amount,
      long balanceAfter,
      String reservationId,
      String createdAt) {}

  /**
   * @param state APPROVED, or PENDING while the gateway is silent
   * @param balance after it; null unless approved
   */
  public record WalletCharge(String chargeId, long amount, String state, Long balance) {
    /** Whether nobody knows yet if it was charged. */
    public boolean pending() {
      return "PENDING".equals(state);
    }
  }

  /**
   * @param replayed whether this key had already charged it, so that nothing was done now
   */
  public record ChargeOutcome(WalletCharge charge, boolean replayed) {}

  public record BookedSeat(String seatId, String zone, String row, String number, long price) {}

  public record Payment(String paymentId, long amount, String paidAt, String state) {}

  /** A change of a payment's state. */
  public record PaymentChange(
      String state, String transactionKey, String occurredAt, String updatedAt) {}

  /**
   * Anybody's reservation.
   *
   * @param payment null where there is none
   * @param history how the payment changed, the oldest first; null in lists
   */
  public record Booking(
      String reservationId,
      String userId,
      String concertId,
      String performanceId,
      List<BookedSeat> seats,
      long amount,
      String currency,
      String state,
      String createdAt,
      String expiresAt,
      long expiresInSeconds,
      Payment payment,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<PaymentChange> history) {
    public Booking {
      seats = seats == null ? List.of() : List.copyOf(seats);
      history = history == null ? null : List.copyOf(history);
    }
  }

  /**
   * An operator's change.
   *
   * @param before what was there; null where there was nothing
   * @param after what is there since; null where nothing is
   */
  public record AuditEntry(
      String auditId,
      String operatorId,
      String action,
      String target,
      JsonNode before,
      JsonNode after,
      String occurredAt) {}
}
