package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.Booking;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Money;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists reservations. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List anybody's reservations, the newest first. For operators.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice reservation list --user minji",
      "  boxoffice reservation list --concert 0S9WVEN28031J --state confirmed",
      "  boxoffice reservation list --all --json"
    })
final class ReservationListCommand implements Callable<Integer> {
  /** What a reservation can be. */
  enum State {
    HELD,
    CONFIRMED,
    EXPIRED,
    CANCELLED
  }

  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private ListOptions list;

  @Option(names = "--user", paramLabel = "USER", description = "Only this user's, by id or name.")
  private String user;

  @Option(names = "--concert", paramLabel = "ID", description = "Only this concert's.")
  private String concertId;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = {"Only those in this state:", "${COMPLETION-CANDIDATES}."})
  private State state;

  ReservationListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    int limit = list.limit();
    SupportClient support = server.support();
    String userId = new UserLookup(support).idOrNull(user);
    Page<Booking> page =
        support.reservations(userId, concertId, state == null ? null : state.name(), limit);
    if (server.printedAsJson(page)) {
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      context.out().println("No reservations.");
      return ExitCode.OK;
    }
    print(page);
    list.tellOfMore(page);
    return ExitCode.OK;
  }

  /** There is no room for everything: what the filters say already gives way to the amount. */
  private void print(Page<Booking> page) {
    List<String> headings = new ArrayList<>(List.of("ID", "STATE"));
    if (user == null) {
      headings.add("USER");
    }
    if (concertId == null) {
      headings.add("CONCERT");
    }
    headings.add(">SEATS");
    if (user != null || concertId != null) {
      headings.add(">AMOUNT");
    }
    headings.add("CREATED");
    Table table = Table.of(headings.toArray(String[]::new));
    page.items().forEach(booking -> table.row(cells(booking)));
    table.print(context.out());
  }

  private Object[] cells(Booking booking) {
    List<Object> cells = new ArrayList<>(List.of(booking.reservationId(), booking.state()));
    if (user == null) {
      cells.add(booking.userId());
    }
    if (concertId == null) {
      cells.add(booking.concertId());
    }
    cells.add(booking.seats().size());
    if (user != null || concertId != null) {
      cells.add(Money.withCurrency(booking.amount(), booking.currency()));
    }
    cells.add(Times.toMinute(booking.createdAt(), context.clock().getZone()));
    return cells.toArray();
  }
}
