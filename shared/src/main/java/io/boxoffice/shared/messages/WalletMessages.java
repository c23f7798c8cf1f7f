package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Service;
import java.util.List;

/** What the wallet verticle is asked, and what it answers. */
public final class WalletMessages {
  private WalletMessages() {}

  /** A request to the wallet service. */
  public interface WalletRequest<R> extends Request<R> {
    @Override
    default Service service() {
      return Service.WALLET;
    }
  }

  public record Wallet(long userId, long balanceMinor, String currency) {}

  /** Fails with USER_NOT_FOUND. */
  public record ReadWallet(long userId) implements WalletRequest<Wallet> {}

  /** A charge's life at the payment gateway. */
  public enum ChargeState {
    PENDING,
    APPROVED,
    DECLINED
  }

  /**
   * A charge as it stands.
   *
   * @param balanceMinor the balance after the charge; null unless APPROVED
   * @param replayed whether the answer is a stored one
   */
  public record Charge(
      long chargeId,
      long userId,
      long amountMinor,
      ChargeState state,
      Long balanceMinor,
      boolean replayed) {}

  /**
   * Charges a wallet through the payment gateway. The key makes it idempotent; a key whose charge
   * is still PENDING resumes it.
   *
   * <p>Fails with USER_NOT_FOUND, IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED, BALANCE_LIMIT or
   * CHARGE_DECLINED. A PENDING answer is no failure: the outcome comes later.
   *
   * @param userId whose wallet
   * @param amountMinor 1 to 10,000,000
   */
  public record ChargeWallet(long userId, long amountMinor, IdempotencyKey key)
      implements WalletRequest<Charge> {}

  /** One's own only; another's fails with CHARGE_NOT_FOUND. */
  public record FindCharge(long userId, long chargeId) implements WalletRequest<Charge> {}

  /** Why a ledger entry was written. */
  public enum EntryKind {
    CHARGE,
    PAYMENT,
    REFUND
  }

  /**
   * One movement of a wallet.
   *
   * @param amountMinor signed: a payment is negative
   * @param reservationId null for a charge
   */
  public record LedgerEntry(
      long entryId,
      EntryKind kind,
      long amountMinor,
      long balanceAfterMinor,
      Long reservationId,
      long createdAtMs) {}

  /** One page, newest first; {@code nextBefore} is null at the end. */
  public record EntryPage(List<LedgerEntry> entries, Long nextBefore) {
    public EntryPage {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Entries older than {@code before} (a page's {@code nextBefore}; Long.MAX_VALUE: from the
   * newest), at most 200.
   */
  public record ListEntries(long userId, long before, int limit)
      implements WalletRequest<EntryPage> {}
}
