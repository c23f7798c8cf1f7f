package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportViews.Booking;
import io.boxoffice.cli.client.SupportViews.Payment;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Money;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Times;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one reservation. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show anybody's reservation, its seats and how its payment came about.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice reservation show 0S9WVEN2803RS",
      "  boxoffice reservation show 0S9WVEN2803RS --json"
    })
final class ReservationShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The reservation's id.")
  private String reservationId;

  ReservationShowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Booking booking = server.support().reservation(reservationId);
    if (server.printedAsJson(booking)) {
      return ExitCode.OK;
    }
    printItself(booking);
    printSeats(booking);
    printHistory(booking);
    return ExitCode.OK;
  }

  private void printItself(Booking booking) {
    Payment payment = booking.payment();
    Table.of("RESERVATION", "~" + booking.reservationId())
        .row("state", booking.state())
        .row("user", booking.userId())
        .row("concert", booking.concertId())
        .row("performance", booking.performanceId())
        .row("amount", Money.withCurrency(booking.amount(), booking.currency()))
        .row("created", time(booking.createdAt()))
        .row("hold ends", time(booking.expiresAt()))
        .row("payment", payment == null ? null : payment.paymentId() + " " + payment.state())
        .row("paid", payment == null ? null : time(payment.paidAt()))
        .print(context.out());
  }

  private void printSeats(Booking booking) {
    Table seats = Table.of("~ZONE", "~ROW", "~SEAT", ">PRICE");
    booking
        .seats()
        .forEach(
            seat ->
                seats.row(
                    seat.zone(),
                    seat.row(),
                    seat.number(),
                    Money.withCurrency(seat.price(), booking.currency())));
    context.out().println();
    seats.print(context.out());
  }

  private void printHistory(Booking booking) {
    if (booking.history() == null || booking.history().isEmpty()) {
      return;
    }
    Table history = Table.of("OCCURRED", "UPDATED", "PAYMENT", "~KEY");
    booking
        .history()
        .forEach(
            change ->
                history.row(
                    time(change.occurredAt()),
                    time(change.updatedAt()),
                    change.state(),
                    change.transactionKey()));
    context.out().println();
    history.print(context.out());
  }

  private String time(String isoUtc) {
    return Times.toSecond(isoUtc, context.clock().getZone());
  }
}
