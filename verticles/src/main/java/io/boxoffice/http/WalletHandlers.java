package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.shared.messages.WalletMessages.FindCharge;
import io.boxoffice.shared.messages.WalletMessages.ListEntries;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** The caller's own wallet. */
final class WalletHandlers {
  private final BusClient bus;

  WalletHandlers(BusClient bus) {
    this.bus = bus;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.of(
        "readWallet", this::read,
        "chargeWallet", this::charge,
        "findCharge", this::findCharge,
        "listEntries", this::listEntries);
  }

  private Future<Answer> read(Call call) {
    return bus.ask(new ReadWallet(call.userId())).map(wallet -> Answer.ok(Views.wallet(wallet)));
  }

  private Future<Answer> charge(Call call) {
    return bus.ask(new ChargeWallet(call.userId(), call.body().getLong("amount"), call.key()))
        .map(
            charge ->
                Views.charged(charge)
                    .location("/api/v1/wallet/charges/" + format(charge.chargeId())));
  }

  private Future<Answer> findCharge(Call call) {
    return bus.ask(new FindCharge(call.userId(), call.id("chargeId")))
        .map(charge -> Answer.ok(Views.charge(charge)));
  }

  private Future<Answer> listEntries(Call call) {
    long beforeId = Cursors.read(call, Long.MAX_VALUE);
    return bus.ask(new ListEntries(call.userId(), beforeId, call.limit()))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.entries(), Views::entry, Cursors.next(call, page.nextBefore()))));
  }
}
