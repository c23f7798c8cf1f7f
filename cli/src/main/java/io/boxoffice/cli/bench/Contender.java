package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.Spent;

/** One of those that a {@link Duel} measures. */
interface Contender extends AutoCloseable {
  /** Random arrivals are sometimes more than their mean. */
  double MARGIN = 1.05;

  int LEAST = 200;

  String name();

  /** Offers so many a second, and waits for the end. */
  Load offer(double perSecond, long seed, Window window);

  /** What its server has used so far. */
  Spent spent();

  @Override
  void close();

  /** How many will be offered, or fewer. */
  static long most(double perSecond, Window window) {
    double seconds = window.warmUp().plus(window.measured()).toNanos() / 1e9;
    return (long) (perSecond * seconds * MARGIN) + LEAST;
  }
}
