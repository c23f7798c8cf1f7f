package io.boxoffice.cli;

import io.boxoffice.cli.client.ClusterViews.Cluster;
import io.boxoffice.cli.client.ClusterViews.ClusterNode;
import io.boxoffice.cli.client.ClusterViews.ViewAge;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Prints how the cluster stands. It asks for nothing but that, no titles of concerts either, since
 * it is wanted most when the database or most of the nodes are away.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show the nodes as the one that answers sees them, at which of them the queue of",
      "each concert lives, and how old the nodes' copies of the queues are. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice cluster status",
      "  boxoffice cluster status --limit 200",
      "  boxoffice cluster status --json | jq '.nodes[] | {address, heads}'"
    })
final class ClusterStatusCommand implements Callable<Integer> {
  private static final int ALL_ROLES = 4;

  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private LimitOption list;

  ClusterStatusCommand(CliContext context) {
    this.context = context;
  }

  /**
   * Where a queue is.
   *
   * @param head the address of the node it lives at; null where no node said so
   * @param oldestMs the age of the oldest copy; null where there is none
   */
  private record Whereabouts(String head, Long oldestMs) {}

  @Override
  public Integer call() {
    int limit = list.limit();
    Cluster cluster = server.operator().cluster();
    if (server.printedAsJson(cluster)) {
      return ExitCode.OK;
    }
    context.out().println(sentence(cluster));
    context.out().println();
    nodes(cluster).print(context.out());
    Map<String, Whereabouts> queues = queues(cluster);
    if (!queues.isEmpty()) {
      context.out().println();
      print(queues, limit);
    }
    return ExitCode.OK;
  }

  private static String sentence(Cluster cluster) {
    return String.format(
        Locale.ROOT,
        "Cluster %s: %,d of %,d nodes, %s, %s.",
        Text.printable(cluster.name()),
        cluster.nodes().size(),
        cluster.expectedNodes(),
        cluster.quorum() ? "quorum" : "no quorum",
        cluster.partitionsSafe() ? "partitions safe" : "partitions not safe");
  }

  private static Table nodes(Cluster cluster) {
    Table table = Table.of("~ADDRESS", "~ROLES", "~VERSION", ">HEADS", ">OLDEST COPY", "SELF");
    for (ClusterNode node : cluster.nodes()) {
      table.row(
          node.address(),
          roles(node.roles()),
          node.version(),
          heads(node),
          node.answered() ? age(oldestMs(node)) : null,
          node.self() ? "yes" : null);
    }
    return table;
  }

  private static String roles(List<String> roles) {
    if (roles.isEmpty()) {
      return null;
    }
    return roles.size() == ALL_ROLES ? "all" : String.join(",", roles);
  }

  private static String heads(ClusterNode node) {
    if (!node.answered()) {
      return "no answer";
    }
    return node.heads() == null ? "not known" : QueueNumbers.count(node.heads().size());
  }

  private static Long oldestMs(ClusterNode node) {
    return node.views().stream().map(ViewAge::ageMs).max(Comparator.naturalOrder()).orElse(null);
  }

  private static String age(Long ageMs) {
    return ageMs == null ? null : String.format(Locale.ROOT, "%,d ms", ageMs);
  }

  /** The newest concerts first. A queue may be copied while nobody says where it lives. */
  private static Map<String, Whereabouts> queues(Cluster cluster) {
    Map<String, Whereabouts> queues = new TreeMap<>(Comparator.reverseOrder());
    for (ClusterNode node : cluster.nodes()) {
      heads(node, queues);
      copies(node).forEach(copy -> older(copy, queues));
    }
    return queues;
  }

  private static void heads(ClusterNode node, Map<String, Whereabouts> queues) {
    if (node.heads() != null) {
      node.heads()
          .forEach(
              concertId ->
                  queues.merge(
                      concertId,
                      new Whereabouts(node.address(), null),
                      (before, head) -> new Whereabouts(head.head(), before.oldestMs())));
    }
  }

  private static Stream<ViewAge> copies(ClusterNode node) {
    return node.answered() ? node.views().stream() : Stream.empty();
  }

  private static void older(ViewAge copy, Map<String, Whereabouts> queues) {
    queues.merge(
        copy.concertId(),
        new Whereabouts(null, copy.ageMs()),
        (before, after) ->
            new Whereabouts(
                before.head(),
                before.oldestMs() == null
                    ? after.oldestMs()
                    : Long.valueOf(Math.max(before.oldestMs(), after.oldestMs()))));
  }

  private void print(Map<String, Whereabouts> queues, int limit) {
    List<String> shown = queues.keySet().stream().limit(limit).toList();
    Table table = Table.of("CONCERT", "HEAD AT", ">OLDEST COPY");
    for (String concertId : shown) {
      Whereabouts queue = queues.get(concertId);
      table.row(concertId, queue.head(), age(queue.oldestMs()));
    }
    table.print(context.out());
    String next = queues.size() > shown.size() ? shown.get(shown.size() - 1) : null;
    list.printWhetherMore(new Page<>(shown, next), context.out());
  }
}
