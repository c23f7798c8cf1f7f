package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.SupportViews.Booking;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.PerformanceTime;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.Verification;
import io.boxoffice.cli.console.Reports;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.demo.SaleBooks.Outcome;
import java.util.List;
import java.util.Locale;

/** What was sold, and whether the server's books agree with the buyers'. */
final class SaleReport {
  private static final int MAX_RESERVATIONS = 10_000;

  private final Screen out;
  private final SaleBooks books;

  SaleReport(Screen out, SaleBooks books) {
    this.out = out;
    this.books = books;
  }

  void printSold() {
    out.println();
    Table sold = Table.of("CATEGORY", ">SEATS SOLD", ">WON");
    books
        .categories()
        .forEach((category, sum) -> sold.row(category, sum.seats(), amount(sum.money())));
    sold.row("all", books.seats(), amount(books.spent())).print(out);
    out.println();
    Table outcomes = Table.of("BUYERS WHO", ">COUNT");
    for (Outcome outcome : Outcome.values()) {
      String words = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      outcomes.row(words, books.count(outcome));
    }
    outcomes.print(out);
    out.println();
    Table refusals = Table.of("REFUSALS", ">COUNT");
    books.refusals().forEach(refusals::row);
    refusals.row("all answers", books.requests()).print(out);
    out.println();
  }

  /** Compares both sides' books, prints each comparison, and tells whether all hold. */
  boolean check(SaleClient operator, ImportedConcert concert, List<Buyer> buyers) {
    List<Booking> confirmed =
        operator
            .support()
            .reservations(null, concert.concertId(), "CONFIRMED", MAX_RESERVATIONS)
            .items();
    long confirmedSeats = confirmed.stream().mapToLong(each -> each.seats().size()).sum();
    long confirmedMoney = confirmed.stream().mapToLong(Booking::amount).sum();
    long balances = buyers.stream().mapToLong(Buyer::balance).sum();
    Verification verification = operator.verify();

    Table checks = Table.of("CHECK", ">EXPECTED", ">FOUND", "");
    boolean holds = equal(checks, "buyers who finished", buyers.size(), books.finished());
    holds &= equal(checks, "seats sold, by the buyers", confirmedSeats, books.seats());
    holds &= equal(checks, "seats sold, by the map", confirmedSeats, soldOnMap(operator, concert));
    holds &= equal(checks, "won paid", confirmedMoney, books.spent());
    holds &= equal(checks, "won left in wallets", books.charged() - books.spent(), balances);
    boolean capped = books.mostAdmitted() <= ShortSale.CAPACITY && books.mostAdmitted() > 0;
    checks.row(
        "most admitted at a time",
        "1 to " + ShortSale.CAPACITY,
        books.mostAdmitted(),
        verdict(capped));
    holds &= capped;
    holds &= equal(checks, "answers with a 5xx", 0, books.serverFaults());
    boolean something = books.seats() > 0;
    checks.row("something was sold", "yes", something ? "yes" : "no", verdict(something));
    holds &= something;
    checks.print(out);
    out.println();
    holds &= printFaults();
    Reports.print(verification, out);
    return holds && verification.ok();
  }

  /** Prints what must not have happened; tells whether there is nothing. */
  boolean printFaults() {
    boolean none = true;
    for (String fault : books.faults()) {
      out.println("FAULT: " + fault);
      none = false;
    }
    return none;
  }

  /** Seats are seen with a place in the queue only, so the operator takes one and gives it back. */
  private static long soldOnMap(SaleClient operator, ImportedConcert concert) {
    Place place;
    try {
      place = operator.join(concert.concertId());
    } catch (RefusedException e) {
      if (e.is("SOLD_OUT")) {
        return concert.totalSeats();
      }
      throw e;
    }
    long sold = 0;
    for (PerformanceTime performance : concert.performances()) {
      sold += operator.seats(performance.performanceId(), "SOLD", place.token()).seats().size();
    }
    operator.leave(concert.concertId(), place.token());
    return sold;
  }

  private static boolean equal(Table checks, String what, long expected, long found) {
    checks.row(what, amount(expected), amount(found), verdict(expected == found));
    return expected == found;
  }

  private static String verdict(boolean good) {
    return good ? "ok" : "BROKEN";
  }

  private static String amount(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
