package io.boxoffice.wallet;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.WalletStore;
import io.boxoffice.store.WalletStore.PendingCharge;
import io.boxoffice.wallet.PaymentGateway.Answer;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges: written down before the gateway is asked, and settled by its answer, whoever hears it
 * first. No approved money is lost by a crash, and none is credited twice.
 */
final class WalletService {
  private static final Logger LOG = LoggerFactory.getLogger(WalletService.class);

  /** How long a buyer waits for the gateway before the charge is answered as PENDING. */
  private static final long GATEWAY_PATIENCE_MS = 3_000;

  private static final int SWEEP_BATCH = 50;

  private final WalletStore store;
  private final PaymentGateway gateway;
  private final LongSupplier ids;

  WalletService(WalletStore store, PaymentGateway gateway, LongSupplier ids) {
    this.store = store;
    this.gateway = gateway;
    this.ids = ids;
  }

  /** Charges a wallet, or resumes the charge that the key began; see {@link ChargeWallet}. */
  Future<Charge> charge(ChargeWallet command) {
    return store
        .begin(command, ids.getAsLong())
        .compose(
            charge ->
                charge.state() == ChargeState.PENDING
                    ? ask(charge)
                    : Future.succeededFuture(charge))
        .map(WalletService::unlessDeclined);
  }

  private Future<Charge> ask(Charge charge) {
    return answer(charge.chargeId(), charge.amountMinor())
        .compose(
            answer -> settle(charge.chargeId(), answer, charge.replayed()),
            silence -> {
              LOG.info("charge {} has no answer yet: {}", charge.chargeId(), silence.getMessage());
              return Future.succeededFuture(charge);
            });
  }

  private Future<Answer> answer(long chargeId, long amountMinor) {
    return gateway
        .charge(chargeId, amountMinor)
        .timeout(GATEWAY_PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  private Future<Charge> settle(long chargeId, Answer answer, boolean replayed) {
    return store.settle(chargeId, answer == Answer.APPROVED, ids.getAsLong(), replayed);
  }

  /** Asks the gateway for the outcomes that nobody has heard yet; any node may. */
  Future<Void> settlePending() {
    return store
        .pending(SWEEP_BATCH)
        .compose(
            (List<PendingCharge> charges) ->
                Future.join(charges.stream().map(this::settleQuietly).toList()).mapEmpty());
  }

  private Future<Void> settleQuietly(PendingCharge pending) {
    return answer(pending.chargeId(), pending.amountMinor())
        .compose(
            answer -> settle(pending.chargeId(), answer, false).<Void>mapEmpty(),
            silence -> Future.succeededFuture());
  }

  private static Charge unlessDeclined(Charge charge) {
    if (charge.state() == ChargeState.DECLINED) {
      throw new Refusal(ErrorCode.CHARGE_DECLINED);
    }
    return charge;
  }
}
