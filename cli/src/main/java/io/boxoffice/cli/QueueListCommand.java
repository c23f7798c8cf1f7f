package io.boxoffice.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a line a queue. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List the queues of the concerts that are on sale or about to be.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue list",
      "  boxoffice queue list --all --json | jq '.items[] | {concertId, waiting}'"
    })
final class QueueListCommand implements Callable<Integer> {
  private static final Set<String> QUIET = Set.of("DRAFT", "CLOSED");

  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private LimitOption list;

  @Option(names = "--all", description = "Those of drafts and of closed sales, too.")
  private boolean all;

  QueueListCommand(CliContext context) {
    this.context = context;
  }

  /** A queue's numbers and whose they are. */
  record ConcertQueue(
      String concertId, String title, String state, @JsonUnwrapped QueueStats numbers) {}

  @Override
  public Integer call() {
    Page<ConcertQueue> queues = queues(list.limit());
    if (server.printedAsJson(queues)) {
      return ExitCode.OK;
    }
    if (queues.items().isEmpty()) {
      String hint = all ? "Import a concert with `boxoffice concert import`." : "See --all.";
      context.out().println("No queues. " + hint);
      return ExitCode.OK;
    }
    Table table =
        Table.of("CONCERT", "STATE", "~TITLE", ">WAITING", ">ADMITTED", "RATE", ">OLDEST");
    queues.items().forEach(queue -> row(table, queue));
    table.print(context.out());
    list.printWhetherMore(queues, context.out());
    return ExitCode.OK;
  }

  private static void row(Table table, ConcertQueue queue) {
    QueueStats numbers = queue.numbers();
    table.row(
        queue.concertId(),
        queue.state(),
        queue.title(),
        numbers.waiting(),
        numbers.admitted() + "/" + numbers.capacity(),
        numbers.paused() || numbers.admitPerMinute() == 0
            ? QueueNumbers.rate(numbers)
            : numbers.admitPerMinute() + "/min",
        QueueNumbers.oldestWait(numbers));
  }

  /** The server lists concerts and not queues; each shown one is then asked for its numbers. */
  private Page<ConcertQueue> queues(int limit) {
    OperatorClient client = server.operator();
    Page<OperatedConcert> concerts = client.concerts(LimitOption.MAX_LIMIT);
    List<OperatedConcert> wanted =
        concerts.items().stream()
            .filter(concert -> all || !QUIET.contains(concert.state()))
            .toList();
    List<ConcertQueue> queues = wanted.stream().limit(limit).map(each -> of(client, each)).toList();
    String next = wanted.size() > limit ? queues.get(limit - 1).concertId() : concerts.nextCursor();
    return new Page<>(queues, next);
  }

  private static ConcertQueue of(OperatorClient client, OperatedConcert concert) {
    return new ConcertQueue(
        concert.concertId(), concert.title(), concert.state(), client.queue(concert.concertId()));
  }
}
