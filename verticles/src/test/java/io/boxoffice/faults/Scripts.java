package io.boxoffice.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How each fault of the matrix goes; the load is on all the while. */
final class Scripts {
  private static final int SALE_MS = 6_000;
  private static final int CUTS = 10;

  /** The default of queue.return-seconds, and a little. */
  private static final int RETURN_MS = 33_000;

  private Scripts() {}

  /** Strikes, heals and waits until the cluster is whole. */
  static void play(Cell cell, Stage stage) {
    switch (cell) {
      case KILL_ONE -> kill(stage, stage.drawNode());
      case KILL_TWO_OF_THREE -> killTwo(stage);
      case KILL_ALL -> kill(stage, all(stage));
      case PAUSE_5 -> pause(stage, 5);
      case PAUSE_15 -> pause(stage, 15);
      case PAUSE_70 -> pause(stage, 70);
      case ISOLATE_FULL -> isolate(stage, Isolation.FULL);
      case ISOLATE_PARTIAL -> isolate(stage, Isolation.PARTIAL);
      case ISOLATE_ONE_WAY -> isolate(stage, Isolation.ONE_WAY);
      case FLAPPING -> flap(stage);
      case POSTGRES_RESTART -> restartPostgres(stage);
      case POSTGRES_IMMEDIATE -> crashPostgres(stage);
      case CUT_AFTER_COMMIT -> cutAfterCommit(stage);
      case POSTGRES_SLOW -> slowPostgres(stage);
      case ROLLING_RESTART -> restartOneByOne(stage);
      // What is tried is in the load, or in how the nodes were started.
      case DUPLICATES, WALL_CLOCK -> stage.pass(stage.between(SALE_MS, 2 * SALE_MS));
    }
  }

  private static int[] all(Stage stage) {
    return IntStream.range(0, stage.cluster().size()).toArray();
  }

  private static void killTwo(Stage stage) {
    int spared = stage.drawNode();
    int[] others = Arrays.stream(all(stage)).filter(n -> n != spared).toArray();
    kill(stage, others);
  }

  /** More than one at once: owner and backup of a head may be among them. */
  private static void kill(Stage stage, int... nodes) {
    stage.timeline().fault(nodes);
    stage.cluster().kill(nodes);
    if (nodes.length > 1) {
      stage.timeline().headsLost();
    }
    stage.pass(nodes.length == 1 ? stage.between(SALE_MS, 2 * SALE_MS) : stage.between(500, 3_000));
    stage.timeline().heal();
    stage.cluster().start(nodes);
    stage.awaitWhole();
    if (nodes.length > 1) {
      // Only then is anybody new admitted, and the order after a loss is there to be checked.
      stage.pass(RETURN_MS);
    }
  }

  private static void pause(Stage stage, int seconds) {
    int node = stage.drawNode();
    stage.timeline().fault(node);
    stage.cluster().pause(node);
    stage.pass(seconds * 1_000);
    stage.timeline().heal();
    stage.cluster().resume(node);
    stage.awaitWhole();
  }

  private static void isolate(Stage stage, Isolation kind) {
    int node = stage.drawNode();
    if (kind == Isolation.PARTIAL) {
      // Two ends lose each other, and the cluster chooses which of them to go on with.
      stage.timeline().fault();
      stage.cluster().isolate(kind, node);
      stage.pass(stage.between(2 * SALE_MS, 3 * SALE_MS));
    } else {
      stage.timeline().fault(node);
      stage.cluster().isolate(kind, node);
      stage.awaitQuorumLost(node);
      stage.pass(stage.between(SALE_MS, 2 * SALE_MS));
    }
    stage.timeline().heal();
    stage.cluster().heal();
    stage.awaitWhole();
  }

  private static void flap(Stage stage) {
    int node = stage.drawNode();
    stage.timeline().fault(node);
    int times = stage.between(3, 6);
    for (int i = 0; i < times; i++) {
      stage.cluster().isolate(Isolation.FULL, node);
      stage.pass(stage.between(200, 4_000));
      stage.cluster().heal();
      stage.pass(stage.between(200, 3_000));
    }
    stage.timeline().heal();
    stage.awaitWhole();
  }

  private static void restartPostgres(Stage stage) {
    stage.timeline().fault();
    stage.cluster().postgres().restart();
    stage.timeline().heal();
    stage.awaitWhole();
  }

  private static void crashPostgres(Stage stage) {
    stage.timeline().fault();
    stage.cluster().postgres().stopImmediately();
    stage.pass(stage.between(0, 3_000));
    stage.timeline().heal();
    stage.cluster().postgres().start();
    stage.awaitWhole();
  }

  private static void cutAfterCommit(Stage stage) {
    stage.timeline().fault();
    for (int i = 0; i < CUTS; i++) {
      stage.cluster().postgres().cutAfterCommit(1);
      stage.pass(stage.between(200, 800));
    }
    stage.timeline().heal();
    stage.cluster().postgres().clear();
    stage.awaitWhole();
  }

  private static void slowPostgres(Stage stage) {
    stage.timeline().fault();
    stage.cluster().postgres().delayMs(stage.between(100, 600));
    stage.pass(stage.between(SALE_MS, 2 * SALE_MS));
    stage.timeline().heal();
    stage.cluster().postgres().clear();
    stage.awaitWhole();
  }

  private static void restartOneByOne(Stage stage) {
    stage.timeline().threeTriesSuffice();
    stage.timeline().fault();
    for (int node = 0; node < stage.cluster().size(); node++) {
      stage.cluster().stop(node);
      stage.timeline().heal();
      stage.cluster().start(node);
      stage.awaitWhole();
    }
  }

  /** From now on one node's wall clock is ten minutes off, to one side or the other. */
  static void setClockWrong(Stage stage) {
    int node = stage.drawNode();
    Duration off = Duration.ofMinutes(stage.random().nextBoolean() ? 10 : -10);
    stage.cluster().stop(node);
    stage.cluster().startWithWallClock(node, off);
    System.out.printf("the wall clock of node %d is %d min off%n", node, off.toMinutes());
    stage.awaitWhole();
  }
}
