package io.boxoffice.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.Receipt;
import io.boxoffice.cli.client.Views.Reservation;
import io.boxoffice.cli.client.Views.Seat;
import io.boxoffice.cli.client.Views.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/** A concert and buyers of one seat each, whoever of the nodes answers them. */
final class ContainerSale {
  /** What a buyer was told: this seat is theirs, for that money. */
  record Bought(String userId, Reservation reservation, Receipt receipt) {}

  static final long MONEY = 10_000;
  static final int CAPACITY = 8;

  private static final String PASSWORD = "Encore-Crowd-1";
  private static final Duration TURN = Duration.ofSeconds(90);

  private final AnyNode nodes;
  private final String concertId;
  private final String performanceId;

  ContainerSale(AnyNode nodes, String operatorToken) throws IOException {
    this.nodes = nodes;
    byte[] body = concert();
    ImportedConcert concert =
        nodes.call(
            operatorToken,
            node ->
                node.imports().importConcert(body, "container-sale", RestChannel.Upload.UNHEARD));
    this.concertId = concert.concertId();
    this.performanceId = concert.performances().get(0).performanceId();
  }

  String concertId() {
    return concertId;
  }

  private static byte[] concert() throws IOException {
    ObjectNode body = RestChannel.JSON.createObjectNode();
    body.put("title", "Winter Gala").put("venue", "Old Theatre").put("currency", "KRW");
    body.put("salesOpenAt", "2026-01-01T00:00:00.000Z");
    body.put("salesCloseAt", "2099-12-31T00:00:00.000Z");
    body.putObject("queue").put("capacity", CAPACITY);
    body.putObject("prices").put("Box", 3_000).put("Stalls", 2_000).put("Circle", 1_000);
    body.putArray("performances").addObject().put("startsAt", "2099-12-31T10:30:00.000Z");
    try (var plan = RestChannel.class.getResourceAsStream("/demo/theatre.json")) {
      body.set("seatingPlan", RestChannel.JSON.readTree(plan));
    }
    return RestChannel.JSON.writeValueAsBytes(body);
  }

  /** Signs a buyer up, with money. */
  Session buyer(String name) {
    try {
      nodes.call(null, node -> node.signUp(name, PASSWORD));
    } catch (RefusedException e) {
      // An earlier attempt, whose answer was lost, had done it.
      if (!e.is("NAME_TAKEN")) {
        throw e;
      }
    }
    Session session = nodes.call(null, node -> node.logIn(name, PASSWORD));
    nodes.call(session.accessToken(), node -> node.charge(MONEY, name + "-charge"));
    return session;
  }

  /** From the queue to the seat. */
  Bought buy(Session buyer, Random random) {
    String token = buyer.accessToken();
    Place place = admitted(token, nodes.call(token, node -> node.join(concertId)));
    Reservation held = hold(buyer, place, random);
    Receipt receipt =
        nodes.call(
            token, node -> node.pay(held.reservationId(), place.token(), buyer.userId() + "-pay"));
    return new Bought(buyer.userId(), held, receipt);
  }

  private Place admitted(String token, Place first) {
    return first.admitted()
        ? first
        : Awaitility.await("the turn")
            .atMost(TURN)
            .pollInterval(Duration.ofMillis(300))
            .pollInSameThread()
            .until(
                () -> nodes.call(token, node -> node.place(concertId, first.token())),
                Place::admitted);
  }

  private Reservation hold(Session buyer, Place place, Random random) {
    String token = buyer.accessToken();
    for (int attempt = 1; ; attempt++) {
      String key = buyer.userId() + "-hold-" + attempt;
      List<Seat> free =
          nodes.call(token, node -> node.seats(performanceId, "AVAILABLE", place.token())).seats();
      // Among the first few, so that buyers do meet.
      String seat = free.get(random.nextInt(Math.min(6, free.size()))).seatId();
      try {
        return nodes.call(
            token, node -> node.hold(performanceId, List.of(seat), place.token(), key));
      } catch (RefusedException e) {
        if (!e.is("SEAT_TAKEN") || attempt == 30) {
          throw e;
        }
      }
    }
  }
}
