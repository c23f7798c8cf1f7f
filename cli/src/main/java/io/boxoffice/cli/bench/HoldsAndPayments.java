package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.SeatSale.Told;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.shared.id.Tsids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Holds of own seats and payments of these in turns, each under a key of its own. Where no hold
 * waits for its payment it is a hold's turn again. Who hears that the node is busy stands behind
 * all others who want the same. Not safe for several threads.
 */
final class HoldsAndPayments implements Requests {
  private static final int CREATED = 201;
  private static final int BUSY = 503;
  private static final byte[] RESERVATION = BuyerRequests.ascii("\"reservationId\":\"");

  private final String run = UUID.randomUUID().toString();
  private final List<SeatSale> sales = new ArrayList<>();

  /** Buyer and sale in one number: sale times crowd, and the buyer. */
  private final ArrayDeque<Integer> toHold = new ArrayDeque<>();

  private final ArrayDeque<Integer> toPay = new ArrayDeque<>();
  private long keys;
  private boolean paymentsTurn;
  private boolean ranOut;

  /** Takes in a sale; all must have crowds of one size. */
  void add(SeatSale sale) {
    int first = sales.size() * sale.size();
    sales.add(sale);
    for (int buyer = 0; buyer < sale.size(); buyer++) {
      toHold.add(first + buyer);
    }
  }

  List<SeatSale> sales() {
    return sales;
  }

  /** How many seats nobody has asked for, or not with success. */
  int seatsLeft() {
    return toHold.size();
  }

  /** Whether a request was due and there was none. */
  boolean ranOut() {
    return ranOut;
  }

  private SeatSale sale(int number) {
    return sales.get(number / sales.get(0).size());
  }

  private int buyer(int number) {
    return number % sales.get(0).size();
  }

  @Override
  public int write(ByteBuffer out) {
    boolean pays = !toPay.isEmpty() && (paymentsTurn || toHold.isEmpty());
    paymentsTurn = !paymentsTurn;
    Integer number = pays ? toPay.poll() : toHold.poll();
    if (number == null) {
      ranOut = true;
      return -1;
    }
    byte[] key = BuyerRequests.ascii(run + "-" + keys++);
    if (pays) {
      sale(number).writePayment(out, buyer(number), key);
    } else {
      sale(number).writeHold(out, buyer(number), key);
    }
    return number;
  }

  @Override
  public boolean readsBodies() {
    return true;
  }

  /**
   * 503 is a refusal that changed nothing, and another may have the turn; so is what the client got
   * wrong, but that it would get wrong again. All else leaves open what was done.
   */
  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    SeatSale sale = sale(number);
    int buyer = buyer(number);
    boolean holds = sale.told(buyer) == Told.HOLD_OPEN;
    if (status == CREATED && holds) {
      byte[] id = Joins.text(RESERVATION, body, length);
      sale.held(buyer, Tsids.parse(new String(id, StandardCharsets.US_ASCII)).orElseThrow());
      toPay.add(number);
    } else if (status == CREATED) {
      sale.paid(buyer);
    } else if (status == BUSY) {
      sale.refused(buyer);
      (holds ? toHold : toPay).add(number);
    } else if (status < 500) {
      sale.refused(buyer);
    }
    return status == CREATED;
  }
}
