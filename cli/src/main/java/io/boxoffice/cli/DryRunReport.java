package io.boxoffice.cli;

import io.boxoffice.cli.client.CheckedImport;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Table;
import java.util.List;
import java.util.function.Consumer;

/** What an import would make, as tables. */
final class DryRunReport {
  private static final int MAX_ROWS = 40;

  private final CheckedImport checked;

  DryRunReport(CheckedImport checked) {
    this.checked = checked;
  }

  void print(Screen out) {
    out.println("Nothing wrong; this would be imported (dry run: nothing was):");
    out.println();
    CheckedImport.Queue queue = checked.queue();
    String rate = queue.admitPerMinute() == 0 ? "no limit" : number(queue.admitPerMinute());
    Table.of("STATE", "~TITLE", "~VENUE")
        .row(checked.state(), checked.title(), checked.venue())
        .print(out);
    out.println();
    Table.of("SETTING", ">VALUE")
        .row("sale opens", checked.salesOpenAt())
        .row("sale closes", checked.salesCloseAt())
        .row("time zone", checked.timeZone())
        .row("seats in all", number(checked.totalSeats()))
        .row("seats a buyer holds at a time", checked.maxHeldSeats())
        .row("seats a buyer holds and owns", checked.maxSeatsPerUser())
        .row("a hold lasts", checked.holdSeconds() + " s")
        .row("admitted at a time", number(queue.capacity()))
        .row("admissions a minute", rate)
        .row("waiting at most", number(queue.maxWaiting()))
        .row("a silent waiter lapses after", queue.waitingTtlSeconds() + " s")
        .row("an admission lasts", queue.admissionTtlSeconds() + " s")
        .print(out);
    Table zones = Table.of("~ZONE", ">ROWS", ">SEATS");
    section(
        out,
        zones,
        checked.zones(),
        zone -> zones.row(zone.name(), number(zone.rows()), number(zone.seats())));
    Table categories =
        Table.of("~CATEGORY", ">SEATS", ">PRICE (" + checked.currency() + ", MINOR UNITS)");
    section(
        out,
        categories,
        checked.categories(),
        each -> categories.row(each.category(), number(each.seats()), number(each.price())));
    Table performances = Table.of("PERFORMANCE");
    section(out, performances, checked.performances(), each -> performances.row(each.startsAt()));
  }

  /** A table after an empty line; of a long list the beginning, and how much more there is. */
  private static <T> void section(Screen out, Table table, List<T> all, Consumer<T> row) {
    out.println();
    all.stream().limit(MAX_ROWS).forEach(row);
    table.print(out);
    if (all.size() > MAX_ROWS) {
      out.println("and " + number(all.size() - MAX_ROWS) + " more; --json lists all");
    }
  }

  private static String number(long value) {
    return String.format("%,d", value);
  }
}
