package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.Performance;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.Receipt;
import io.boxoffice.cli.client.Views.Reservation;
import io.boxoffice.cli.client.Views.Seat;
import io.boxoffice.cli.demo.SaleBooks.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * One buyer's evening, from sign-up to the seat. What kind of buyer it is follows from its number,
 * so that each run has the same crowd.
 */
final class Buyer {
  private static final String PASSWORD = "Encore-Crowd-1";
  private static final int GIVES_UP_EVERY = 17;
  private static final int LEAVES_EVERY = 23;
  private static final int SHORT_OF_MONEY_EVERY = 19;
  private static final int PAYS_TWICE_EVERY = 7;
  private static final int TWO_SEATS_EVERY = 2;
  private static final int MAX_TRIES = 40;
  private static final long MAX_POLL_MS = 1_000;
  private static final long ENOUGH = 300_000;
  private static final long TOO_LITTLE = 1_000;

  /** The best seats of a category go first, and that is where buyers meet. */
  private static final int FAVOURITES = 12;

  private final int number;
  private final String concertId;
  private final SaleBooks books;
  private final Random random;
  private SaleClient client;

  Buyer(int number, String concertId, SaleClient anonymous, SaleBooks books) {
    this.number = number;
    this.concertId = concertId;
    this.client = anonymous;
    this.books = books;
    this.random = new Random(number);
  }

  /** Signs up, logs in and charges the wallet. */
  void prepare() {
    String name = "crowd-" + number;
    client.signUp(name, PASSWORD);
    client = client.as(client.logIn(name, PASSWORD).accessToken());
    charge(every(SHORT_OF_MONEY_EVERY) ? TOO_LITTLE : ENOUGH, "first");
  }

  long balance() {
    return client.wallet().balance();
  }

  /** Joins, waits, buys or not: an answer for {@link SaleBooks#finished}. */
  Callable<Outcome> evening() {
    return () -> {
      try {
        Place place = client.join(concertId);
        if (!place.admitted() && every(LEAVES_EVERY)) {
          client.leave(concertId, place.token());
          return Outcome.LEFT_THE_LINE;
        }
        return shop(untilAdmitted(place));
      } catch (RefusedException e) {
        if (e.is("SOLD_OUT") || e.is("BOOKING_CLOSED")) {
          return Outcome.CAME_TOO_LATE;
        }
        throw e;
      }
    };
  }

  private Place untilAdmitted(Place first) throws InterruptedException {
    Place place = first;
    while (!place.admitted()) {
      long told = place.refreshAfterSeconds() * 1_000L;
      // A little apart, or the whole line asks in the same millisecond for ever.
      Thread.sleep(Math.min(Math.max(told, 100), MAX_POLL_MS) - random.nextInt(80));
      place = client.place(concertId, place.token());
    }
    return place;
  }

  private Outcome shop(Place place) {
    List<Performance> performances = client.bookablePerformances(concertId, place.token());
    if (performances.isEmpty()) {
      client.leave(concertId, place.token());
      return Outcome.CAME_TOO_LATE;
    }
    Performance performance = performances.get(random.nextInt(performances.size()));
    Set<String> taken = new HashSet<>();
    for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
      List<Seat> wanted = choose(performance.performanceId(), place.token(), taken);
      if (wanted.isEmpty()) {
        client.leave(concertId, place.token());
        return Outcome.CAME_TOO_LATE;
      }
      try {
        Reservation held = hold(performance.performanceId(), wanted, place.token(), attempt);
        return decide(place, wanted, held);
      } catch (RefusedException e) {
        if (!e.is("SEAT_TAKEN")) {
          throw e;
        }
        wanted.forEach(seat -> taken.add(seat.seatId()));
      }
    }
    throw new IllegalStateException("no seat after " + MAX_TRIES + " tries");
  }

  /** One or two seats, side by side where there are any. */
  private List<Seat> choose(String performanceId, String queueToken, Set<String> taken) {
    List<Seat> free =
        client.seats(performanceId, "AVAILABLE", queueToken).seats().stream()
            .filter(seat -> !taken.contains(seat.seatId()))
            .toList();
    if (free.isEmpty()) {
      return List.of();
    }
    String wish = free.get(random.nextInt(free.size())).category();
    List<Seat> wished = free.stream().filter(seat -> seat.category().equals(wish)).toList();
    int first = random.nextInt(Math.min(FAVOURITES, wished.size()));
    Seat one = wished.get(first);
    if (!every(TWO_SEATS_EVERY) || first + 1 == wished.size()) {
      return List.of(one);
    }
    Seat next = wished.get(first + 1);
    boolean sameRow = one.zone().equals(next.zone()) && one.row().equals(next.row());
    return sameRow ? List.of(one, next) : List.of(one);
  }

  private Reservation hold(String performanceId, List<Seat> seats, String token, int attempt) {
    List<String> ids = seats.stream().map(Seat::seatId).toList();
    return client.hold(performanceId, ids, token, "crowd-" + number + "-hold-" + attempt);
  }

  private Outcome decide(Place place, List<Seat> wanted, Reservation held) {
    if (every(GIVES_UP_EVERY)) {
      client.release(held.reservationId());
      client.leave(concertId, place.token());
      return Outcome.GAVE_UP_A_HOLD;
    }
    Receipt receipt = pay(place, held);
    long asked = wanted.stream().mapToLong(Seat::price).sum();
    if (receipt.amount() != asked) {
      books.fault("buyer " + number + " saw " + asked + " and paid " + receipt.amount());
    }
    books.bought(wanted, receipt.amount());
    return Outcome.BOUGHT;
  }

  private Receipt pay(Place place, Reservation held) {
    String key = "crowd-" + number + "-pay";
    Receipt receipt;
    try {
      receipt = client.pay(held.reservationId(), place.token(), key);
    } catch (RefusedException e) {
      if (!e.is("INSUFFICIENT_BALANCE")) {
        throw e;
      }
      charge(ENOUGH, "second");
      receipt = client.pay(held.reservationId(), place.token(), key);
    }
    if (every(PAYS_TWICE_EVERY)) {
      Receipt again = client.pay(held.reservationId(), place.token(), key);
      if (!again.equals(receipt)) {
        books.fault("buyer " + number + " repeated a payment and got another answer");
      }
    }
    return receipt;
  }

  private void charge(long amount, String what) {
    client.charge(amount, "crowd-" + number + "-charge-" + what);
    books.charged(amount);
  }

  private boolean every(int count) {
    return number % count == 0;
  }
}
