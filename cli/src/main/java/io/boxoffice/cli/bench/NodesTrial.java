package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.AllPaths.Shares;
import io.boxoffice.cli.bench.NodesReport.Case;
import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Spent;
import io.boxoffice.cli.bench.stage.Stage;
import io.boxoffice.cli.client.ClusterViews.Cluster;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks one node, then two in one cluster, and then one again for the same mix at the same rate, and
 * compares the processor time that a request takes. All are on one core.
 *
 * <p>The compilers' threads are left out and told apart: a new node compiles for longer than anyone
 * would wait here, and what it has compiled serves all requests after.
 */
final class NodesTrial {
  private static final double WARM_UP_RATE = 3_000;

  /** Of which a fifth are holds and payments: as many as the database serves without being busy. */
  private static final double REHEARSAL_RATE = 2_500;

  /** Of what one node's core would serve: it is busy, and two have room there, too. */
  private static final double SHARE = 0.5;

  private static final double MOST = 20_000;

  /** Of fewer, a short window may see none at all. */
  private static final double LEAST = 100;

  private static final long TOGETHER_SECONDS = 60;
  private static final long LOOK_AGAIN_MS = 200;

  /** So many steps in a row the compilers must have had next to nothing to do. */
  private static final int CALM_STEPS = 4;

  private static final int MOST_REHEARSALS = 120;
  private static final int MOST_WARM_UPS = 25;
  private static final int MOST_QUIET_WINDOWS = 20;

  /** Of one core: what two nodes do anyway is less. */
  private static final double QUIET_SHARE = 0.1;

  private final Ground ground;
  private final Window window;
  private long seed;

  NodesTrial(Ground ground) {
    this.ground = ground;
    window = ground.settings().timing().last();
    seed = ground.settings().seed();
  }

  NodesReport run() {
    try (Stage stage = ground.stage().another()) {
      String port = Integer.toString(Stage.freePort());
      ServerProcess one = stage.node(Map.of("cluster.port", port));
      Ground own = ground.on(stage, one);
      AllPaths paths = new AllPaths(own, 2);
      double rate = rate(paths, one);
      Case before = measure("one node", paths, List.of(one), rate);
      Case both;
      try (ServerProcess two = stage.node(Map.of("cluster.members", "127.0.0.1:" + port))) {
        awaitNodes(own, 2);
        // Alone, as the first one was.
        rehearse(paths, List.of(two));
        warmUp(paths, List.of(two), rate);
        both = measure("two nodes", paths, List.of(one, two), rate);
      }
      awaitNodes(own, 1);
      Case after = measure("one node again", paths, List.of(one), rate);
      return NodesReport.of(Shares.SALE.byName(), rate, before, both, after);
    }
  }

  /** A share of what the core would serve if nobody waited. */
  private double rate(AllPaths paths, ServerProcess one) {
    double most = Math.min(MOST, ground.settings().maxRate());
    double warm = Math.min(WARM_UP_RATE, most);
    rehearse(paths, List.of(one));
    warmUp(paths, List.of(one), warm);
    double micros = settled(paths, List.of(one), warm);
    return Math.min(most, Math.max(LEAST, SHARE * 1e6 / micros));
  }

  private Case measure(String name, AllPaths paths, List<ServerProcess> nodes, double rate) {
    ground.say(name + ":");
    warmUp(paths, nodes, rate);
    awaitQuiet(nodes);
    List<Loads> windows = new ArrayList<>();
    for (int i = 0; i < ground.settings().timing().windows(); i++) {
      windows.add(offer(paths, Shares.SALE, nodes, rate, window));
    }
    windows.sort(Comparator.comparingDouble(Loads::cpuMicros));
    Loads middle = windows.get(windows.size() / 2);
    double idle = idle(nodes);
    ground.say("  idle: %.1f %% of a core".formatted(idle * 100));
    return new Case(
        middle.cpuMicros(), middle.p99Ms(), servedShare(windows), middle.compilingShare(), idle);
  }

  /**
   * Has new nodes compile what one request in a hundred wants. In a sale it is done some ten times
   * a second, so that they would compile for minutes, and on one core that would count as the
   * requests'.
   */
  private void rehearse(AllPaths paths, List<ServerProcess> nodes) {
    double rate = Math.min(REHEARSAL_RATE, ground.settings().maxRate());
    boolean calm =
        compile(MOST_REHEARSALS, () -> offer(paths, Shares.REHEARSAL, nodes, rate, step()));
    ground.say(calm ? "  rehearsed" : "  rehearsed for as long as is worth it");
  }

  /** Asks until the nodes have next to nothing to compile any more. */
  private void warmUp(AllPaths paths, List<ServerProcess> nodes, double rate) {
    boolean calm = compile(MOST_WARM_UPS, () -> offer(paths, Shares.SALE, nodes, rate, step()));
    ground.say(calm ? "  the nodes' code is compiled" : "  the nodes still compile");
  }

  /** Gives whether they were calm at the end; asks for so many windows' time at most. */
  private boolean compile(int mostWindows, Supplier<Loads> offer) {
    long until = System.nanoTime() + mostWindows * window.measured().toNanos();
    int calm = 0;
    while (calm < CALM_STEPS && System.nanoTime() < until) {
      calm = offer.get().compilingShare() <= Settling.CALM_SHARE ? calm + 1 : 0;
    }
    return calm >= CALM_STEPS;
  }

  private Window step() {
    return ground.settings().timing().step();
  }

  /** Until they do next to nothing when nobody asks. */
  private void awaitQuiet(List<ServerProcess> nodes) {
    long until = System.nanoTime() + MOST_QUIET_WINDOWS * window.measured().toNanos();
    while (idle(nodes, window.measured().toMillis()) > QUIET_SHARE && System.nanoTime() < until) {
      ground.say("  the nodes are still busy with themselves");
    }
  }

  /** Asks until it gets no cheaper for a while; gives the least processor time a request. */
  private double settled(AllPaths paths, List<ServerProcess> nodes, double rate) {
    Settling settling = new Settling(ground.settings().timing());
    for (int i = 0; i < Settling.MAX_STEPS && !settling.done(); i++) {
      Loads load = offer(paths, Shares.SALE, nodes, rate, step());
      settling.tried(load.cpuMicros(), load.compilingShare());
    }
    return settling.leastMicros();
  }

  /**
   * One load for each node, at one time.
   *
   * @param compilingShare of the nodes' processor time from the first request to the last answer
   */
  private record Loads(List<Load> each, double compilingShare) {
    double cpuMicros() {
      double nanos = each.stream().mapToDouble(Load::serverCpuNanos).sum();
      return nanos / 1e3 / Math.max(1, each.stream().mapToLong(Load::answeredInTime).sum());
    }

    double p99Ms() {
      return each.stream().mapToDouble(load -> load.latencyMs(99)).max().orElseThrow();
    }

    long offered() {
      return each.stream().mapToLong(Load::offered).sum();
    }

    long served() {
      return each.stream().mapToLong(Load::served).sum();
    }
  }

  private static double servedShare(List<Loads> windows) {
    double offered = windows.stream().mapToLong(Loads::offered).sum();
    return windows.stream().mapToLong(Loads::served).sum() / Math.max(1, offered);
  }

  /** Offers the rate to all nodes together, each its share. */
  private Loads offer(
      AllPaths paths, Shares shares, List<ServerProcess> nodes, double rate, Window during) {
    // Plans for the rows that earlier loads have left.
    ground.stage().analyze();
    double perNode = rate / nodes.size();
    double most = perNode * during.warmUp().plus(during.measured()).toMillis() / 1e3;
    int connections = Math.max(1, ground.settings().connections() / nodes.size());
    List<OpenLoop> loops = new ArrayList<>();
    try {
      List<Callable<Load>> loads = new ArrayList<>();
      for (ServerProcess node : nodes) {
        OpenLoop loop = new OpenLoop(node.socket(), connections);
        loops.add(loop);
        Requests requests = paths.prepare(shares, loads.size(), most, ++seed);
        Arrivals arrivals = new Arrivals(perNode, ++seed);
        loads.add(() -> loop.run(requests, arrivals, during, node::workNanos));
      }
      Spent before = spent(nodes);
      List<Load> each = SideBySide.run(loads);
      double compiling = spent(nodes).compilingShareSince(before);
      Loads done = new Loads(each, compiling);
      ground.say(
          "  %,.0f/s offered: %.1f us a request, p99 %.1f ms, %.2f %% served, compilers %.0f %%, driver %.0f %%"
              .formatted(
                  rate,
                  done.cpuMicros(),
                  done.p99Ms(),
                  servedShare(List.of(done)) * 100,
                  compiling * 100,
                  done.each().stream().mapToDouble(Load::driverCpu).sum() * 100));
      return done;
    } finally {
      loops.forEach(OpenLoop::close);
    }
  }

  /** Share of a core that they use together when nobody has asked for a while. */
  private double idle(List<ServerProcess> nodes) {
    pause(window.measured().toMillis());
    return idle(nodes, window.measured().toMillis());
  }

  private static double idle(List<ServerProcess> nodes, long ms) {
    long began = System.nanoTime();
    long before = spent(nodes).cpuNanos();
    pause(ms);
    return (double) (spent(nodes).cpuNanos() - before) / (System.nanoTime() - began);
  }

  private static Spent spent(List<ServerProcess> nodes) {
    return nodes.stream().map(ServerProcess::spent).reduce(Spent.NOTHING, Spent::plus);
  }

  private static void awaitNodes(Ground own, int count) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TOGETHER_SECONDS);
    Cluster cluster = own.operator().operations().cluster();
    while (cluster.nodes().size() != count || !cluster.partitionsSafe()) {
      if (System.nanoTime() > until) {
        throw new CommandFailure(
            ExitCode.REFUSED, "The nodes do not become a cluster of " + count, null);
      }
      pause(LOOK_AGAIN_MS);
      cluster = own.operator().operations().cluster();
    }
  }

  private static void pause(long ms) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
